import type { Primitives } from '../natives';
import { findLimit, writeCut, writeTransferred, type Encoding, type WriteValue } from './encoding';
import { isReadableBy, readOr, type Reader, type ValueNatives } from './natives';
import type { PlatformType } from './platformTypes';
import type { SpecialKind } from './specialObjects';

/**
 * Makes the kind of a platform type; null where the realm lacks it. Only getters captured at start are called, which
 * check their receiver themselves.
 */
export function createPlatformKind(
  type: PlatformType,
  primitives: Primitives,
  natives: ValueNatives,
  writeValue: WriteValue,
): SpecialKind | null {
  const { getPrototypeOf } = primitives;
  const { prototypeOf, readerOf } = natives;
  const prototype = prototypeOf(type.name);
  if (prototype === null) return null;

  const names = type.fields ?? [];
  const readers: (Reader | null)[] = [];
  for (let i = 0; i < names.length; i++) readers[i] = readerOf(prototype, names[i] as string);
  const brand = type.brand === undefined ? null : readerOf(prototype, type.brand);
  const readWidth = readerOf(prototype, 'width');
  const readHeight = readerOf(prototype, 'height');

  const writeField = (encoding: Encoding, name: string | number, value: unknown, depthLeft: number): void => {
    // A clone does not keep who else refers to what a platform object holds.
    if (typeof value === 'object' && value !== null) encoding.isExact = false;
    encoding.text += ',"' + name + '",';
    writeValue(encoding, value, depthLeft);
  };

  const writeEntries = (encoding: Encoding, list: { length: number; [index: number]: unknown }, depthLeft: number) => {
    const { length } = list;
    for (let i = 0; i < length; i++) {
      const limit = findLimit(encoding, depthLeft);
      if (limit !== null) {
        encoding.text += ',';
        return writeCut(encoding, limit, length - i);
      }
      writeField(encoding, i, list[i], depthLeft - 1);
    }
  };

  return {
    prototype,
    recognises: (value) => (brand === null ? getPrototypeOf(value) === prototype : isReadableBy(brand, value)),
    write: (encoding, value, depthLeft) => {
      if (type.isEmptiedByTransfer === true) {
        if (encoding.transferred?.sizeOf(value) !== undefined) return writeTransferred(encoding, type.name, null);
        encoding.isExact = false;
      }
      encoding.text += '["platform","' + type.name + '"';
      for (let i = 0; i < names.length; i++) {
        const field = readOr(readers[i] as Reader | null, value, undefined);
        if (field !== undefined) writeField(encoding, names[i] as string, field, depthLeft - 1);
      }
      if (type.isList === true) writeEntries(encoding, value as { length: number }, depthLeft);
      if (type.bytesPerPixel !== undefined) {
        const pixels = (readOr(readWidth, value, 0) as number) * (readOr(readHeight, value, 0) as number);
        encoding.size += type.bytesPerPixel * pixels;
      }
      encoding.text += ']';
    },
  };
}
