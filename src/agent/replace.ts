import type { Context, Undo } from './context';

/** Any function of the page, called with any receiver. */
export type AnyFunction = (this: unknown, ...args: never[]) => unknown;

/** What a proxied call does: it must call the native with `self` and `args`, first and regardless. */
export type CallTrap = (native: AnyFunction, self: unknown, args: unknown[]) => unknown;

/** What a proxied constructor does: it must construct the native, first and regardless. */
export type ConstructTrap = (native: AnyFunction, args: unknown[], newTarget: AnyFunction) => object;

/** The places of a property that can hold a function. */
type Place = 'value' | 'get' | 'set';

/**
 * Puts a Proxy in front of a method. A proxy keeps the native's name, length, own keys and lack of a prototype by
 * itself, and its handler has no prototype, so that no trap can be slipped in through `Object.prototype`.
 * @param place `set` or `get` for one half of an accessor.
 * @returns the undo; it leaves the property alone if somebody patched over us.
 */
export function replaceMethod(context: Context, holder: object, name: string, trap: CallTrap, place?: Place): Undo {
  return replaceFunction(context, holder, name, place ?? 'value', (native) => ({
    __proto__: null,
    apply: (_target: AnyFunction, self: unknown, args: unknown[]) => trap(native, self, args),
  }));
}

/**
 * Puts a Proxy in front of a constructor and points `prototype.constructor` at it. Subclasses work: their `new.target`
 * goes through.
 */
export function replaceConstructor(context: Context, holder: object, name: string, trap: ConstructTrap): Undo {
  const { primitives } = context;
  const undoConstructor = replaceFunction(context, holder, name, 'value', (native) => ({
    __proto__: null,
    construct: (_target: AnyFunction, args: unknown[], newTarget: AnyFunction) =>
      trap(native, args, context.unmask(newTarget) === native ? native : newTarget),
  }));
  const proxy = primitives.describe(holder, name)?.value as { prototype: object };
  const undoBackReference = replaceProperty(context, proxy.prototype, 'constructor', 'value', () => proxy);
  return () => {
    undoBackReference();
    undoConstructor();
  };
}

function replaceFunction(
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
