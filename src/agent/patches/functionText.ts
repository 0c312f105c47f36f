import type { Patch } from '../context';
import { replaceFunction, type AnyFunction } from '../observe';

/**
 * `Function.prototype.toString`. For a proxy it answers `function () { [native code] }`, without the name; pages and
 * libraries look for the name, so it answers for our proxies, and for itself, with the natives' text.
 */
export const patchFunctionText: Patch = (context) => {
  const { realm, primitives, unmask } = context;
  return replaceFunction(context, realm.Function.prototype, 'toString', 'value', (native) => ({
    __proto__: null,
    apply: (_target: AnyFunction, self: unknown, args: unknown[]): unknown => {
      'use strict';
      return primitives.apply(native, typeof self === 'function' ? (unmask(self) ?? self) : self, args as never[]);
    },
  }));
};
