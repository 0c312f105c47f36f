import type { Transferred } from '../protocol';
import type { BaseContext } from './context';
import { createOptionReader } from './readOption';
import type { KnownPort } from './registry';
import type { TransferredObjects } from './value';

/** A transfer list, read before the native call. */
export type TransferList = {
  /** null: it cannot be read without running the page's code. */
  items: readonly Transferred[] | null;
  /** The same, for the encoder: the objects themselves, which it will meet in the value. */
  objects: TransferredObjects | null;
};

/** Reads transfer lists. */
export type TransferReader = {
  /** The second argument of a `postMessage`: a list, or options with one. */
  readArgument(argument: unknown): TransferList;
  /** Options only, as `structuredClone` takes them: an array there is an object without a list. */
  readOptions(options: unknown): TransferList;
};

const NOT_SEEN: TransferList = { items: null, objects: null };

/** No second argument, or none that has an effect. */
export const NO_TRANSFER: TransferList = { items: [], objects: { sizeOf: () => undefined } };

/**
 * Makes a reader of transfer lists. An iterable may be run once only, and that once is the native's; so a list is read
 * only where reading has no effect: a plain array with the untouched iterator, or an options object whose `transfer` is
 * a data property holding one. Anything else counts as not seen.
 */
export function createTransferReader({ realm, primitives, registry }: BaseContext): TransferReader {
  const { apply, describe, getPrototypeOf, hasOwn, isArray, makeWeakMap, append } = primitives;
  const arrayPrototype = realm.Array.prototype;
  const iteratorSymbol: symbol = realm.Symbol.iterator;
  const iterate = arrayPrototype[Symbol.iterator];
  const iteratorPrototype = getPrototypeOf(apply(iterate, [], [])) as object;
  const next = describe(iteratorPrototype, 'next')?.value as unknown;
  const readOption = createOptionReader(realm, primitives);
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
    if (list.length === 0) return NO_TRANSFER;
    const items: Transferred[] = [];
    const sizes = makeWeakMap<object, number | null>();
    for (let i = 0; i < list.length; i += 1) {
      const slot = describe(list, i);
      if (slot === undefined || !hasOwn(slot, 'value')) return NOT_SEEN;
      const object = slot.value as unknown;
      if (typeof object !== 'object' || object === null) return NOT_SEEN;
      const port = registry.meetPort(object);
      const bytes = port === undefined ? sizeOfBuffer(object) : null;
      sizes.set(object, bytes);
      append(items, describeItem(port, bytes));
    }
    return { items, objects: { sizeOf: sizes.get } };
  };

  const readOptions = (options: unknown): TransferList => {
    if (options === undefined || options === null) return NO_TRANSFER;
    if (typeof options !== 'object') return NOT_SEEN;
    const option = readOption(options, 'transfer');
    if (!option.isSeen) return NOT_SEEN;
    if (option.value === undefined) return NO_TRANSFER;
    return isPlainArray(option.value) ? readArray(option.value) : NOT_SEEN;
  };

  return {
    readOptions,
    readArgument(argument) {
      if (isPlainArray(argument)) return readArray(argument);
      // With an iterator of its own it is a list, whatever else it has (Web IDL, 3.2.24).
      const isList =
        typeof argument === 'object' &&
        argument !== null &&
        (isArray(argument) || describe(argument, iteratorSymbol) !== undefined);
      return isList ? NOT_SEEN : readOptions(argument);
    },
  };
}

function describeItem(port: KnownPort | undefined, bytes: number | null): Transferred {
  if (port !== undefined) return { type: 'port', handle: port.id };
  return bytes === null ? { type: 'other', name: 'object' } : { type: 'buffer', bytes };
}
