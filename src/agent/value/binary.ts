import type { Primitives } from '../natives';
import { toBase64 } from './base64';
import { writeTransferred, type Encoding, type WriteValue } from './encoding';
import { isReadableBy, readOr, type ValueNatives } from './natives';
import type { SpecialKind } from './specialObjects';

/** Makes the kinds of views, buffers and shared buffers. */
export function createBinaryKinds(primitives: Primitives, natives: ValueNatives, writeValue: WriteValue) {
  const { construct, getPrototypeOf } = primitives;
  const { prototypeOf, readerOf, isView, Uint8Array } = natives;

  const bufferPrototype = prototypeOf('ArrayBuffer');
  const readByteLength = readerOf(bufferPrototype, 'byteLength');
  const readResizable = readerOf(bufferPrototype, 'resizable');
  const readMaxByteLength = readerOf(bufferPrototype, 'maxByteLength');
  const sharedPrototype = prototypeOf('SharedArrayBuffer');
  const readSharedByteLength = readerOf(sharedPrototype, 'byteLength');
  const typedArrayPrototype = getPrototypeOf(Uint8Array.prototype) as object;
  // Gives undefined, without throwing, for anything but a typed array (ECMA-262, get %TypedArray%.prototype[@@toStringTag]).
  const readTypedArrayName = readerOf(typedArrayPrototype, Symbol.toStringTag);
  const dataViewPrototype = prototypeOf('DataView');

  const makeViewReaders = (prototype: object | null, lengthName: string) => ({
    buffer: readerOf(prototype, 'buffer'),
    byteOffset: readerOf(prototype, 'byteOffset'),
    length: readerOf(prototype, lengthName),
  });
  const typedArrayReaders = makeViewReaders(typedArrayPrototype, 'length');
  const dataViewReaders = makeViewReaders(dataViewPrototype, 'byteLength');

  /** Tells an empty buffer from a detached one, as no view can be made of that. */
  const isDetached = (buffer: object): boolean => {
    if (readOr(readByteLength, buffer, 1) !== 0) return false;
    try {
      construct(Uint8Array, [buffer]);
      return false;
    } catch {
      return true;
    }
  };

  const isTransferred = (encoding: Encoding, buffer: object): boolean =>
    encoding.transferred?.sizeOf(buffer) !== undefined || isDetached(buffer);

  const writeBuffer = (encoding: Encoding, buffer: object): void => {
    if (isTransferred(encoding, buffer)) {
      return writeTransferred(encoding, 'ArrayBuffer', encoding.transferred?.sizeOf(buffer) ?? null);
    }
    const byteLength = readOr(readByteLength, buffer, 0) as number;
    const { budget, text } = encoding;
    let written = byteLength < budget.buffer ? byteLength : budget.buffer;
    const room = budget.text - text.length;
    if (written * 4 > room * 3) written = room > 0 ? ((room * 3) / 4) | 0 : 0;
    if (written < byteLength) encoding.isExact = false;
    encoding.size += byteLength;
    encoding.text += '["buffer",' + byteLength + ',"';
    encoding.text += toBase64(construct(Uint8Array, [buffer, 0, written]) as Uint8Array, written) + '"';
    if (readOr(readResizable, buffer, false) === true) encoding.text += ',' + readOr(readMaxByteLength, buffer, 0);
    encoding.text += ']';
  };

  const writeSharedBuffer = (encoding: Encoding, buffer: object): void => {
    encoding.text += '["shared-buffer",' + readOr(readSharedByteLength, buffer, 0) + ']';
  };

  const writeView = (encoding: Encoding, view: object, depthLeft: number): void => {
    const name = readOr(readTypedArrayName, view, undefined) as string | undefined;
    const readers = name === undefined ? dataViewReaders : typedArrayReaders;
    const buffer = readOr(readers.buffer, view, null) as object;
    encoding.text += '["view","' + (name ?? 'DataView') + '",';
    // A view says 0, or throws, once its buffer has left.
    const isGone = isTransferred(encoding, buffer);
    encoding.text += isGone
      ? 'null,null,'
      : readOr(readers.byteOffset, view, null) + ',' + readOr(readers.length, view, null) + ',';
    writeValue(encoding, buffer, depthLeft);
    encoding.text += ']';
  };

  const view: SpecialKind = { prototype: null, recognises: isView, write: writeView };
  const buffer: SpecialKind = {
    prototype: bufferPrototype,
    recognises: (value) => isReadableBy(readByteLength, value),
    write: writeBuffer,
  };
  const sharedBuffer: SpecialKind = {
    prototype: sharedPrototype,
    recognises: (value) => isReadableBy(readSharedByteLength, value),
    write: writeSharedBuffer,
  };
  return { view, buffer, sharedBuffer };
}
