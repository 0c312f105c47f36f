import type { CarriedValue, ValueBudget } from '../../protocol';
import type { Primitives, Realm } from '../natives';
import { createBinaryKinds } from './binary';
import { createBuiltinKinds } from './builtins';
import { createDigest } from './digest';
import type { Encoding, TransferredObjects } from './encoding';
import { createErrorKind } from './errors';
import { captureValueNatives } from './natives';
import { createOrdinaryWriters } from './ordinaryObjects';
import { createPlatformKind } from './platformObjects';
import { DOM_EXCEPTION, PLATFORM_TYPES, type PlatformType } from './platformTypes';
import { createPrimitiveWriters } from './primitiveValues';
import { createKindFinder, type SpecialKind } from './specialObjects';

/** How one value is to be encoded. */
export type EncodeOptions = {
  readonly budget: ValueBudget;
  /**
   * What left with the message, so that it is not written as empty. null: nothing, or not known; a buffer that left is
   * noticed all the same.
   */
  readonly transferred: TransferredObjects | null;
};

/** Encodes a value (see protocol/values.ts). Never throws, runs no code of the page. */
export type EncodeValue = (value: unknown, options: EncodeOptions) => CarriedValue;

/** Nesting beyond this is cut whatever the budget says, so that the page's stack is never used up by us. */
const MAX_DEPTH = 256;

/** What is carried when the value could not be read, as with a proxy that a getter put in while the browser cloned. */
const UNREADABLE: CarriedValue = {
  text: '["unreadable","reading it failed"]',
  size: 0,
  digest: null,
};

/**
 * Makes the value encoder of a realm. Create it before the page's first script.
 *
 * Give it values that the native call has cloned successfully (so: no functions, symbols, proxies), after that call.
 * The one exception is a proxy that a getter swaps in during the call: its traps may run here.
 * @param realm the global object, untouched.
 */
export function createValueEncoder(realm: Realm, primitives: Primitives): EncodeValue {
  const { isArray } = primitives;
  const natives = captureValueNatives(realm, primitives);
  const { makeMap, getFrom, putInto } = natives;
  const digest = createDigest(realm.Math.imul, natives);
  const primitiveWriters = createPrimitiveWriters(primitives, natives);
  const { writeString, writeNumber, writeBigint } = primitiveWriters;

  const writeValue = (encoding: Encoding, value: unknown, depthLeft: number): void => {
    encoding.nodesLeft--;
    encoding.size++;
    switch (typeof value) {
      case 'string':
        return writeString(encoding, value);
      case 'number':
        return writeNumber(encoding, value);
      case 'boolean':
        encoding.text += value ? 'true' : 'false';
        return;
      case 'undefined':
        encoding.text += '["undefined"]';
        return;
      case 'bigint':
        return writeBigint(encoding, value);
      case 'object':
        if (value === null) encoding.text += 'null';
        else writeAnyObject(encoding, value, depthLeft);
        return;
      default:
        encoding.text += '["unreadable","' + typeof value + '"]';
        encoding.isExact = false;
    }
  };

  const { writeObject, writeArray } = createOrdinaryWriters(primitives, primitiveWriters, writeValue);
  const { view, buffer, sharedBuffer } = createBinaryKinds(primitives, natives, writeValue);
  const kinds: SpecialKind[] = [view];
  const addPlatformType = (type: PlatformType): void => {
    const kind = createPlatformKind(type, primitives, natives, writeValue);
    if (kind !== null) kinds[kinds.length] = kind;
  };
  addPlatformType(DOM_EXCEPTION);
  kinds[kinds.length] = createErrorKind(realm, primitives, natives, primitiveWriters, writeValue);
  kinds[kinds.length] = buffer;
  const builtins = createBuiltinKinds(realm, primitives, natives, primitiveWriters, writeValue);
  for (let i = 0; i < builtins.length; i++) kinds[kinds.length] = builtins[i] as SpecialKind;
  kinds[kinds.length] = sharedBuffer;
  for (let i = 0; i < PLATFORM_TYPES.length; i++) addPlatformType(PLATFORM_TYPES[i] as PlatformType);
  const findKind = createKindFinder(realm.Object.prototype, primitives, kinds);

  const writeAnyObject = (encoding: Encoding, value: object, depthLeft: number): void => {
    if (isMetBefore(encoding, value)) return;
    if (isArray(value)) return writeArray(encoding, value, depthLeft);
    const kind = findKind(value);
    if (kind === null) writeObject(encoding, value, depthLeft);
    else kind.write(encoding, value, depthLeft);
  };

  /** Writes a reference to an object that has a number; gives a number to one that has none. */
  const isMetBefore = (encoding: Encoding, value: object): boolean => {
    // Most messages are one object: it needs no map.
    if (encoding.first === null) {
      encoding.first = value;
      return false;
    }
    encoding.numbers ??= makeMap<object, number>();
    const number = encoding.first === value ? 0 : getFrom(encoding.numbers, value);
    if (number === undefined) putInto(encoding.numbers, value, ++encoding.lastNumber);
    else encoding.text += '["ref",' + number + ']';
    return number !== undefined;
  };

  return (value, { budget, transferred }) => {
    try {
      const encoding: Encoding = {
        text: '',
        size: 0,
        isExact: true,
        nodesLeft: budget.nodes,
        budget,
        transferred,
        first: null,
        numbers: null,
        lastNumber: 0,
        undigested: null,
      };
      writeValue(encoding, value, budget.depth < MAX_DEPTH ? budget.depth : MAX_DEPTH);
      const { text, size, isExact, undigested } = encoding;
      return { text, size, digest: isExact ? digest(text, undigested) : null };
    } catch {
      return UNREADABLE;
    }
  };
}
