import type { Transferred } from '../protocol';
import type { Context } from './context';
import type { KnownPort } from './registry';
import type { TransferredObjects } from './value';

/** A transfer list, read before the native call. */
export type TransferList = {
  /** null: it cannot be read without running the page's code. */
  items: readonly Transferred[] | null;
  /** The same, for the encoder: the objects themselves, which it will meet in the value. */
  objects: TransferredObjects | null;
};

/** Reads the second argument of a `postMessage`. */
export type TransferReader = (list: unknown) => TransferList;

const NOT_SEEN: TransferList = { items: null, objects: null };

/**
 * Makes a reader of transfer lists. An iterable may be run once only, and that once is the native's; so a list is read
 * only where reading has no effect: a plain array with the untouched iterator, or an options object whose `transfer` is
 * a data property holding one. Anything else counts as not seen.
 */
export function createTransferReader({ realm, primitives, registry }: Context): TransferReader {
  const { apply, describe, getPrototypeOf, isArray, makeWeakMap, append } = primitives;
  const nothing: TransferList = { items: [], objects: { sizeOf: () => undefined } };
  const arrayPrototype = realm.Array.prototype;
  const objectPrototype = realm.Object.prototype;
  const iteratorSymbol: symbol = realm.Symbol.iterator;
  const iterate = arrayPrototype[Symbol.iterator];
  const iteratorPrototype = getPrototypeOf(apply(iterate, [], [])) as object;
  const next = describe(iteratorPrototype, 'next')?.value as unknown;
  const byteLength = describe(realm.ArrayBuffer.prototype, 'byteLength')?.get as () => number;

  const isPlainArray = (list: unknown): list is readonly unknown[] =>
    isArray(list) &&
    getPrototypeOf(list) === arrayPrototype &&
    describe(list, iteratorSymbol) === undefined &&
    describe(arrayPrototype, iteratorSymbol)?.value === iterate &&
    describe(iteratorPrototype, 'next')?.value === next;

  const sizeOfBuffer = (value: object): number | null => {
    try {
      return apply(byteLength, value, []) as number;
    } catch {
      return null;
    }
  };

  const readArray = (list: readonly unknown[]): TransferList => {
    if (list.length === 0) return nothing;
    const items: Transferred[] = [];
    const sizes = makeWeakMap<object, number | null>();
    for (let i = 0; i < list.length; i += 1) {
      const slot = describe(list, i);
      if (slot === undefined || !('value' in slot)) return NOT_SEEN;
      const object = slot.value as unknown;
      if (typeof object !== 'object' || object === null) return NOT_SEEN;
      const port = registry.meetPort(object);
      const bytes = port === undefined ? sizeOfBuffer(object) : null;
      sizes.set(object, bytes);
      append(items, describeItem(port, bytes));
    }
    return { items, objects: { sizeOf: sizes.get } };
  };

  return (argument) => {
    if (argument === undefined || argument === null) return nothing;
    if (isPlainArray(argument)) return readArray(argument);
    if (typeof argument !== 'object' || isArray(argument)) return NOT_SEEN;
    if (describe(argument, iteratorSymbol) !== undefined) return NOT_SEEN;
    const slot = describe(argument, 'transfer');
    if (slot !== undefined) return isPlainArray(slot.value) ? readArray(slot.value) : NOT_SEEN;
    const isInherited =
      getPrototypeOf(argument) !== objectPrototype || describe(objectPrototype, 'transfer') !== undefined;
    return isInherited ? NOT_SEEN : nothing;
  };
}

function describeItem(port: KnownPort | undefined, bytes: number | null): Transferred {
  if (port !== undefined) return { type: 'port', handle: port.id };
  return bytes === null ? { type: 'other', name: 'object' } : { type: 'buffer', bytes };
}
