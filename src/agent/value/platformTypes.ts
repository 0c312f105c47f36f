/** A platform type that can be cloned or transferred, and what is read of it without waiting. */
export type PlatformType = {
  readonly name: string;
  /** Getter that throws for any other type; without one, the type is known by its prototype. */
  readonly brand?: string;
  readonly fields?: readonly string[];
  /** Bytes that a clone copies for each of `width` × `height`. */
  readonly bytesPerPixel?: number;
  /** Has a `length` and entries by index. */
  readonly isList?: true;
  /** A transfer leaves an object behind whose fields are empty. */
  readonly isEmptiedByTransfer?: true;
};

const RECT = ['x', 'y', 'width', 'height'];
const POINT = ['x', 'y', 'z', 'w'];
// prettier-ignore
const MATRIX = [
  'is2D', 'm11', 'm12', 'm13', 'm14', 'm21', 'm22', 'm23', 'm24', 'm31', 'm32', 'm33', 'm34', 'm41', 'm42', 'm43', 'm44',
];

/**
 * The platform types, in the order of asking: a type before the one it inherits from, as that one's brand accepts both.
 * Brands were checked to be strict in Chromium 156 and Firefox 153. A type that a browser lacks is skipped.
 */
export const PLATFORM_TYPES: readonly PlatformType[] = [
  { name: 'MessagePort', brand: 'onmessage' },
  { name: 'File', brand: 'name', fields: ['name', 'size', 'type', 'lastModified'] },
  { name: 'Blob', brand: 'size', fields: ['size', 'type'] },
  { name: 'FileList', brand: 'length', fields: ['length'], isList: true },
  { name: 'ImageData', brand: 'width', fields: ['width', 'height', 'colorSpace'], bytesPerPixel: 4 },
  { name: 'ImageBitmap', brand: 'width', fields: ['width', 'height'], bytesPerPixel: 4, isEmptiedByTransfer: true },
  { name: 'OffscreenCanvas', brand: 'width', fields: ['width', 'height'], isEmptiedByTransfer: true },
  { name: 'CryptoKey', brand: 'type', fields: ['type', 'extractable', 'algorithm', 'usages'] },
  { name: 'DOMRect', brand: 'x', fields: RECT },
  { name: 'DOMRectReadOnly', brand: 'x', fields: RECT },
  { name: 'DOMPoint', brand: 'x', fields: POINT },
  { name: 'DOMPointReadOnly', brand: 'x', fields: POINT },
  { name: 'DOMMatrix', brand: 'm11', fields: MATRIX },
  { name: 'DOMMatrixReadOnly', brand: 'm11', fields: MATRIX },
  { name: 'DOMQuad', brand: 'p1', fields: ['p1', 'p2', 'p3', 'p4'] },
  { name: 'ReadableStream', brand: 'locked' },
  { name: 'WritableStream', brand: 'locked' },
  { name: 'TransformStream', brand: 'readable' },
  { name: 'FileSystemFileHandle', fields: ['kind', 'name'] },
  { name: 'FileSystemDirectoryHandle', fields: ['kind', 'name'] },
  { name: 'RTCCertificate', brand: 'expires', fields: ['expires'] },
  { name: 'RTCDataChannel', brand: 'label', fields: ['label'], isEmptiedByTransfer: true },
  { name: 'RTCEncodedVideoFrame', brand: 'timestamp', fields: ['type', 'timestamp'], isEmptiedByTransfer: true },
  { name: 'RTCEncodedAudioFrame', brand: 'timestamp', fields: ['timestamp'], isEmptiedByTransfer: true },
  { name: 'MediaStreamTrack', brand: 'kind', fields: ['kind', 'label', 'id'], isEmptiedByTransfer: true },
  { name: 'MediaSourceHandle' },
  {
    name: 'VideoFrame',
    brand: 'codedWidth',
    fields: ['format', 'codedWidth', 'codedHeight', 'timestamp', 'duration'],
    isEmptiedByTransfer: true,
  },
  {
    name: 'AudioData',
    brand: 'sampleRate',
    fields: ['format', 'sampleRate', 'numberOfFrames', 'numberOfChannels', 'timestamp', 'duration'],
    isEmptiedByTransfer: true,
  },
  { name: 'EncodedVideoChunk', brand: 'type', fields: ['type', 'timestamp', 'duration', 'byteLength'] },
  { name: 'EncodedAudioChunk', brand: 'type', fields: ['type', 'timestamp', 'duration', 'byteLength'] },
  { name: 'WebAssembly.Module' },
];

/** Kept apart: `Error.isError` accepts it too, so it is asked before errors. */
export const DOM_EXCEPTION: PlatformType = { name: 'DOMException', brand: 'code', fields: ['name', 'message', 'code'] };
