import type { Context, Undo } from './context';

/** Any function of the page, called with any receiver. */
export type AnyFunction = (this: unknown, ...args: never[]) => unknown;

/**
 * What is noticed of a call. The native is called between, always, with what the page gave; nothing here can change or
 * prevent that, and what it throws becomes an `agent-fault`.
 */
export type CallObserver<Token> = {
  /** What must be read or done before the native call; the token is handed on. */
  before?(self: unknown, args: readonly unknown[]): Token;
  /** The native call has returned `result`. token: undefined if `before` failed, or there is none. */
  after?(self: unknown, args: readonly unknown[], token: Token | undefined, result: unknown): void;
  /** The native call has thrown; the page gets the same exception. */
  failed?(self: unknown, args: readonly unknown[], at: number, error: unknown): void;
};

/** What is noticed of a `new`. made: what the native constructor gave, to a subclass too. */
export type ConstructObserver = (made: object, args: readonly unknown[]) => void;

/** An argument, or undefined where there are fewer: beyond its end a list would be asked for the page's Array.prototype. */
export const argumentAt = (args: readonly unknown[], index: number): unknown =>
  index < args.length ? args[index] : undefined;

/** The places of a property that can hold a function. */
type Place = 'value' | 'get' | 'set';

/**
 * Observes a method. Our one function on the stack is the trap below.
 * @param place `set` or `get` for one half of an accessor.
 */
export function observeMethod<Token>(
  context: Context,
  holder: object,
  name: string,
  { before, after, failed }: CallObserver<Token>,
  place: Place = 'value',
): Undo {
  const { primitives, dom, guard, isOver } = context;
  const { apply } = primitives;
  return replaceFunction(context, holder, name, place, (native) => ({
    __proto__: null,
    apply: (_target: AnyFunction, self: unknown, args: unknown[]): unknown => {
      if (isOver()) return apply(native, self, args as never[]);
      const at = failed === undefined ? 0 : dom.now();
      let token: Token | undefined;
      if (before !== undefined) {
        guard(name, () => {
          token = before(self, args);
        });
      }
      let result: unknown;
      try {
        result = apply(native, self, args as never[]);
      } catch (error) {
        if (failed !== undefined) guard(name, () => failed(self, args, at, error));
        throw error;
      }
      if (after !== undefined) guard(name, () => after(self, args, token, result));
      return result;
    },
  }));
}

/**
 * Observes a constructor, and points `prototype.constructor` at the proxy. Subclasses work: their `new.target` goes
 * through.
 */
export function observeConstructor(context: Context, holder: object, name: string, observe: ConstructObserver): Undo {
  const { primitives, guard, isOver, unmask } = context;
  const undoConstructor = replaceFunction(context, holder, name, 'value', (native) => ({
    __proto__: null,
    construct: (_target: AnyFunction, args: unknown[], newTarget: AnyFunction): object => {
      const target = unmask(newTarget) === native ? native : newTarget;
      const made = primitives.construct(native, args, target) as object;
      if (!isOver()) guard(name, () => observe(made, args));
      return made;
    },
  }));
  const proxy = primitives.describe(holder, name)?.value as { prototype: object };
  const undoBackReference = replaceProperty(context, proxy.prototype, 'constructor', 'value', () => proxy);
  return () => {
    undoBackReference();
    undoConstructor();
  };
}

/**
 * Puts a Proxy in front of a function. A proxy keeps the native's name, length, own keys and lack of a prototype by
 * itself. Its handler must have no prototype, so that no trap can be slipped in through `Object.prototype`.
 * @returns the undo; it leaves the property alone if somebody patched over us.
 */
export function replaceFunction(
  context: Context,
  holder: object,
  name: string,
  place: Place,
  makeHandler: (native: AnyFunction) => object,
): Undo {
  return replaceProperty(context, holder, name, place, (native) => {
    const proxy = new context.primitives.Proxy(native as AnyFunction, makeHandler(native as AnyFunction));
    context.mask(proxy, native);
    return proxy;
  });
}

/** Replaces one place of a property, keeping its flags. */
function replaceProperty(
  { primitives }: Context,
  holder: object,
  name: string,
  place: Place,
  make: (native: object) => object,
): Undo {
  const { describe, defineProperty } = primitives;
  const original = describe(holder, name);
  const native = original?.[place] as object | undefined;
  if (original === undefined || native === undefined) return () => undefined;
  const replacement = make(native);
  const changed = describe(holder, name) as PropertyDescriptor;
  changed[place] = replacement;
  defineProperty(holder, name, changed);
  return () => {
    if (describe(holder, name)?.[place] === replacement) defineProperty(holder, name, original);
  };
}
