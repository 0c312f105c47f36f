import type { Primitives } from '../natives';
import { findLimit, writeCut, type Encoding, type WriteValue } from './encoding';
import type { PrimitiveWriters } from './primitiveValues';

/** Makes the writers of plain objects and arrays: own enumerable string keys, by descriptor, so that nothing runs. */
export function createOrdinaryWriters(
  primitives: Primitives,
  { writeString }: PrimitiveWriters,
  writeValue: WriteValue,
) {
  const { keys, getOwnPropertyDescriptor, hasOwn } = primitives;

  const writeProperty = (encoding: Encoding, holder: object, key: PropertyKey, depthLeft: number): void => {
    const descriptor = getOwnPropertyDescriptor(holder, key);
    // A descriptor inherits from the page's Object.prototype: ask for own fields only.
    if (descriptor !== undefined && hasOwn(descriptor, 'value')) {
      writeValue(encoding, descriptor.value, depthLeft);
    } else {
      encoding.nodesLeft--;
      encoding.isExact = false;
      encoding.text += '["accessor"]';
    }
  };

  /** Writes `,key,value` for each own enumerable string key: an array's indices ascending, then names in order. */
  const writeProperties = (encoding: Encoding, value: object, depthLeft: number): void => {
    const names = keys(value);
    const count = names.length;
    for (let i = 0; i < count; i++) {
      encoding.text += ',';
      const limit = findLimit(encoding, depthLeft);
      if (limit !== null) return writeCut(encoding, limit, count - i);
      const name = names[i] as string;
      writeString(encoding, name);
      encoding.text += ',';
      writeProperty(encoding, value, name, depthLeft - 1);
    }
  };

  const writeObject = (encoding: Encoding, value: object, depthLeft: number): void => {
    encoding.text += '["object"';
    writeProperties(encoding, value, depthLeft);
    encoding.text += ']';
  };

  /** An array without holes, as far as the budget reaches. */
  const writeList = (encoding: Encoding, value: object, length: number, depthLeft: number): void => {
    encoding.text += '["list"';
    for (let i = 0; i < length; i++) {
      encoding.text += ',';
      const limit = findLimit(encoding, depthLeft);
      if (limit !== null) {
        writeCut(encoding, limit, length - i);
        break;
      }
      writeProperty(encoding, value, i, depthLeft - 1);
    }
    encoding.text += ']';
  };

  const writeSparse = (encoding: Encoding, value: object, length: number, depthLeft: number): void => {
    encoding.text += '["array",' + length;
    writeProperties(encoding, value, depthLeft);
    encoding.text += ']';
  };

  /** The first `end` places of an array with few holes that is too long to be written whole. */
  const writeBeginning = (encoding: Encoding, value: object, length: number, end: number, depthLeft: number): void => {
    encoding.text += '["array",' + length;
    let i = 0;
    for (; i < end && findLimit(encoding, depthLeft) === null; i++) {
      if (!hasOwn(value, i)) continue;
      encoding.text += ',"' + i + '",';
      writeProperty(encoding, value, i, depthLeft - 1);
    }
    encoding.text += ',';
    writeCut(encoding, findLimit(encoding, depthLeft) ?? 'nodes', length - i);
    encoding.text += ']';
  };

  /**
   * Writes an array. Listing the keys of a long one takes seconds (10 million: 2 s), so one that the budget will cut
   * anyway is looked at from its beginning, and its keys are listed only if most of that is holes.
   */
  const writeArray = (encoding: Encoding, value: unknown[], depthLeft: number): void => {
    const { length } = value;
    if (depthLeft <= 0) return writeList(encoding, value, length, depthLeft);
    const reach = encoding.nodesLeft > 0 ? encoding.nodesLeft : 0;
    if (length > reach) {
      let holes = 0;
      for (let i = 0; i < reach; i++) if (!hasOwn(value, i)) holes++;
      if (holes === 0) return writeList(encoding, value, length, depthLeft);
      if (holes * 2 <= reach) return writeBeginning(encoding, value, length, reach, depthLeft);
      return writeSparse(encoding, value, length, depthLeft);
    }
    const names = keys(value);
    // Indices come first and ascending: if the last of `length` keys is the last index, all of them are there.
    const isList = names.length === length && (length === 0 || names[length - 1] === '' + (length - 1));
    if (isList) writeList(encoding, value, length, depthLeft);
    else writeSparse(encoding, value, length, depthLeft);
  };

  return { writeObject, writeArray };
}
