import type { BaseContext, Undo } from './context';

/** Any function of the page, called with any receiver. */
export type AnyFunction = (this: unknown, ...args: never[]) => unknown;

/** Calls a native, as `Reflect.apply` does. */
export type Call = (native: AnyFunction, self: unknown, args: never[]) => unknown;

/**
 * What is noticed of a call. The native is called between, always, with what the page gave; nothing here can change or
 * prevent that, and what it throws becomes an `agent-fault`.
 */
export type CallObserver<Token> = {
  /** False: nothing of this call is noticed. A first, cheap test for what is called all the time. */
  concerns?(args: readonly unknown[]): boolean;
  /**
   * What must be read or done before the native call; the token is handed on.
   * @param trap our function on the stack, below which the page's call stack begins.
   */
  before?(self: unknown, args: readonly unknown[], trap: AnyFunction): Token;
  /** The native call has returned `result`. token: undefined if `before` failed, or there is none. */
  after?(self: unknown, args: readonly unknown[], token: Token | undefined, result: unknown): void;
  /** The native call has thrown; the page gets the same exception. */
  failed?(self: unknown, args: readonly unknown[], token: Token | undefined, error: unknown): void;
  /** How to call the native where that matters, as it does where a callback is stored (neighbours.ts says why). */
  findCall?(args: readonly unknown[], trap: AnyFunction): Call | undefined;
};

/** What is noticed of a `new`. made: what the native constructor gave, to a subclass too. */
export type ConstructObserver = (made: object, args: readonly unknown[]) => void;

/** An argument, or undefined where there are fewer: beyond its end a list would be asked for the page's Array.prototype. */
export const argumentAt = (args: readonly unknown[], index: number): unknown =>
  index < args.length ? args[index] : undefined;

/** The places of a property that can hold a function. */
type Place = 'value' | 'get' | 'set';

/**
 * The function that a proxy calls in place of its native; it calls the native itself. Traps are strict, as the bundle is
 * not: of strict functions `.caller` tells nothing, so a getter of the page, run by the native, cannot climb to ours.
 */
export type Trap = (native: AnyFunction, self: unknown, args: readonly unknown[]) => unknown;

/**
 * Makes the trap that calls a native and tells an observer of it: our one function on the stack.
 * @param name of the native, for reports of our own faults.
 */
export function makeTrap<Token>(context: BaseContext, name: string, observer: CallObserver<Token>): Trap {
  const { concerns, before, after, failed, findCall } = observer;
  const { reportFault } = context;
  const { apply } = context.primitives;
  const trap: Trap = (native, self, args) => {
    'use strict';
    let call: Call = apply;
    if (findCall !== undefined) {
      try {
        call = findCall(args, trap as AnyFunction) ?? apply;
      } catch (error) {
        reportFault(name, error);
      }
    }
    if (concerns !== undefined && !concerns(args)) return call(native, self, args as never[]);
    let token: Token | undefined;
    if (before !== undefined) {
      try {
        token = before(self, args, trap as AnyFunction);
      } catch (error) {
        reportFault(name, error);
      }
    }
    let result: unknown;
    // Catching and throwing again would move the place that `window.onerror` is told of.
    if (failed === undefined) result = call(native, self, args as never[]);
    else {
      try {
        result = call(native, self, args as never[]);
      } catch (error) {
        try {
          failed(self, args, token, error);
        } catch (fault) {
          reportFault(name, fault);
        }
        throw error;
      }
    }
    if (after !== undefined) {
      try {
        after(self, args, token, result);
      } catch (error) {
        reportFault(name, error);
      }
    }
    return result;
  };
  return trap;
}

/**
 * Observes a method.
 * @param place `set` or `get` for one half of an accessor.
 */
export function observeMethod<Token>(
  context: BaseContext,
  holder: object,
  name: string,
  observer: CallObserver<Token>,
  place: Place = 'value',
): Undo {
  const apply = makeTrap(context, name, observer);
  return replaceFunction(context, holder, name, place, () => ({ __proto__: null, apply }));
}

/**
 * Observes a constructor, and points `prototype.constructor` at the proxy. Subclasses work: their `new.target` goes
 * through.
 */
export function observeConstructor(
  context: BaseContext,
  holder: object,
  name: string,
  observe: ConstructObserver,
): Undo {
  const { primitives, guard, unmask } = context;
  const undoConstructor = replaceFunction(context, holder, name, 'value', (native) => ({
    __proto__: null,
    construct: (_target: AnyFunction, args: unknown[], newTarget: AnyFunction): object => {
      'use strict';
      const target = unmask(newTarget) === native ? native : newTarget;
      const made = primitives.construct(native, args, target) as object;
      guard(name, () => observe(made, args));
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
 * @returns the undo. It leaves the property alone if somebody patched over us; the proxy, which the page may have kept,
 *   loses its traps and is the native from then on.
 */
export function replaceFunction(
  context: BaseContext,
  holder: object,
  name: string,
  place: Place,
  makeHandler: (native: AnyFunction) => { apply?: unknown; construct?: unknown },
): Undo {
  let handler: { apply?: unknown; construct?: unknown } = {};
  const undoProperty = replaceProperty(context, holder, name, place, (native) => {
    handler = makeHandler(native as AnyFunction);
    const proxy = new context.primitives.Proxy(native as AnyFunction, handler as ProxyHandler<AnyFunction>);
    context.mask(proxy, native);
    return proxy;
  });
  return () => {
    delete handler.apply;
    delete handler.construct;
    undoProperty();
  };
}

/** Replaces one place of a property, keeping its flags. */
function replaceProperty(
  { primitives }: BaseContext,
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
