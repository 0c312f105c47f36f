/**
 * How the agent turns a value into text. encodeValue.ts is the entrance; one file for each family of types writes it:
 *
 *   ordinaryObjects.ts  plain objects and arrays
 *   builtins.ts         Date, RegExp, boxed primitives, Map, Set
 *   binary.ts           ArrayBuffer, SharedArrayBuffer, typed arrays, DataView
 *   errors.ts           errors with message, cause and stack
 *   platformObjects.ts  Blob, ImageData, CryptoKey, ports, streams, …
 *   specialObjects.ts   finds out which of the last four an object is
 *   primitiveValues.ts  strings, numbers, bigints
 *
 * What is written is what the *clone* of the value would be (HTML, StructuredSerializeInternal), not what the page holds,
 * so that sender and receiver come to the same text and the same digest.
 */
export { createValueEncoder } from './encodeValue';
export type { EncodeOptions, EncodeValue } from './encodeValue';
export type { TransferredObjects } from './encoding';
