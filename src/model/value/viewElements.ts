/** How one element is read, and its size in bytes. Every browser's machine is little-endian. */
type Element = { size: number; read(data: DataView, offset: number): number | bigint };

const ELEMENTS = new Map<string, Element>([
  ['Int8Array', { size: 1, read: (data, at) => data.getInt8(at) }],
  ['Uint8Array', { size: 1, read: (data, at) => data.getUint8(at) }],
  ['Uint8ClampedArray', { size: 1, read: (data, at) => data.getUint8(at) }],
  ['Int16Array', { size: 2, read: (data, at) => data.getInt16(at, true) }],
  ['Uint16Array', { size: 2, read: (data, at) => data.getUint16(at, true) }],
  ['Float16Array', { size: 2, read: (data, at) => readHalf(data.getUint16(at, true)) }],
  ['Int32Array', { size: 4, read: (data, at) => data.getInt32(at, true) }],
  ['Uint32Array', { size: 4, read: (data, at) => data.getUint32(at, true) }],
  ['Float32Array', { size: 4, read: (data, at) => data.getFloat32(at, true) }],
  ['Float64Array', { size: 8, read: (data, at) => data.getFloat64(at, true) }],
  ['BigInt64Array', { size: 8, read: (data, at) => data.getBigInt64(at, true) }],
  ['BigUint64Array', { size: 8, read: (data, at) => data.getBigUint64(at, true) }],
]);

/** Whether a view of that name exists. */
export function isViewName(name: unknown): name is string {
  return typeof name === 'string' && (name === 'DataView' || ELEMENTS.has(name));
}

/** How many elements of a typed array lie whole within the bytes that were carried. */
export function countElements(name: string, carriedBytes: number, byteOffset: number, length: number): number {
  const element = ELEMENTS.get(name);
  if (element === undefined) return 0;
  return Math.max(0, Math.min(length, Math.floor((carriedBytes - byteOffset) / element.size)));
}

/** One of those elements. */
export function readElement(
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
  byteOffset: number,
  index: number,
): number | bigint {
  const { size, read } = ELEMENTS.get(name) as Element;
  return read(new DataView(bytes.buffer), byteOffset + index * size);
}

/** IEEE 754 binary16, which DataView reads in newer browsers only. */
function readHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
