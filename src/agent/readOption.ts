import type { Primitives, Realm } from './natives';

/** A field of a dictionary that the page gave: its value (undefined: absent), or that it cannot be read. */
export type Option = { isSeen: true; value: unknown } | { isSeen: false };

/** Reads one field of an object that a native takes as a dictionary. */
export type OptionReader = (options: object, name: string) => Option;

const NOT_SEEN: Option = { isSeen: false };

/**
 * Makes a reader of dictionaries. Getters may be run once only, and that once is the native's; so a field is read only
 * where it is an own data property, or where neither the object nor `Object.prototype` has it.
 */
export function createOptionReader({ Object }: Realm, { describe, getPrototypeOf, hasOwn }: Primitives): OptionReader {
  const objectPrototype = Object.prototype;
  return (options, name) => {
    const slot = describe(options, name);
    if (slot !== undefined) return hasOwn(slot, 'value') ? { isSeen: true, value: slot.value } : NOT_SEEN;
    const prototype = getPrototypeOf(options) as object | null;
    if (prototype === null) return { isSeen: true, value: undefined };
    const isInherited = prototype !== objectPrototype || describe(objectPrototype, name) !== undefined;
    return isInherited ? NOT_SEEN : { isSeen: true, value: undefined };
  };
}
