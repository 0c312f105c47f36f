import type { Primitives, Realm } from '../natives';
import { findLimit, writeCut, type Encoding, type WriteValue } from './encoding';
import { readOr, type ValueNatives } from './natives';
import type { PrimitiveWriters } from './primitiveValues';
import type { SpecialKind } from './specialObjects';

/** Names that a clone keeps; any other becomes "Error" (HTML, StructuredSerializeInternal, [[ErrorData]]). */
const CLONED_NAMES = ['Error', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError'];

/**
 * Makes the kind of errors. What a clone keeps was checked in Chromium 156 and Firefox 153: own data properties
 * `message` and `cause` (an accessor is neither called nor cloned), the stack, and the name by an ordinary read,
 * inherited too. That read could run the page's code, so the name is known here only where it is an own property or the
 * prototype is one of this realm's; otherwise "Error" is written, which it nearly always is, and the digest is given up.
 * Firefox also keeps AggregateError and its `errors`.
 */
export function createErrorKind(
  realm: Realm,
  primitives: Primitives,
  natives: ValueNatives,
  { writeString }: PrimitiveWriters,
  writeValue: WriteValue,
): SpecialKind {
  const { getPrototypeOf, getOwnPropertyDescriptor, hasOwn, makeWeakMap, makeList } = primitives;
  const { prototypeOf } = natives;
  const isError = (realm.Error as { isError?: (value: unknown) => boolean }).isError;
  const readStack = createStackReader(realm, primitives, natives);

  // Told by what only its errors have: cloning one to see would format a stack at every page's start, for milliseconds.
  const keepsAggregateErrors = getOwnPropertyDescriptor(new realm.Error(), 'fileName') !== undefined;
  const clonedNames = makeList<string>();
  const knownPrototypes = makeWeakMap<object, true>();
  for (let i = 0; i < CLONED_NAMES.length; i++) clonedNames[i] = CLONED_NAMES[i] as string;
  if (keepsAggregateErrors) clonedNames[clonedNames.length] = 'AggregateError';
  for (let i = 0; i < clonedNames.length; i++) {
    const prototype = prototypeOf(clonedNames[i] as string);
    if (prototype !== null) knownPrototypes.set(prototype, true);
  }
  const aggregatePrototype = prototypeOf('AggregateError');
  if (aggregatePrototype !== null) knownPrototypes.set(aggregatePrototype, true);

  const isClonedName = (name: unknown): boolean => {
    for (let i = 0; i < clonedNames.length; i++) if (clonedNames[i] === name) return true;
    return false;
  };

  /** The name that the clone will have. */
  const findName = (encoding: Encoding, error: object): string => {
    let descriptor = getOwnPropertyDescriptor(error, 'name');
    if (descriptor === undefined) {
      const prototype = getPrototypeOf(error) as object | null;
      if (prototype !== null && knownPrototypes.has(prototype))
        descriptor = getOwnPropertyDescriptor(prototype, 'name');
    }
    const name: unknown = descriptor !== undefined && hasOwn(descriptor, 'value') ? descriptor.value : null;
    if (typeof name !== 'string') encoding.isExact = false;
    return isClonedName(name) ? (name as string) : 'Error';
  };

  const writeMessage = (encoding: Encoding, error: object): void => {
    const descriptor = getOwnPropertyDescriptor(error, 'message');
    if (descriptor === undefined || !hasOwn(descriptor, 'value')) {
      encoding.text += 'null';
      return;
    }
    const message: unknown = descriptor.value;
    const type = typeof message;
    if (type === 'object' || type === 'function' || type === 'symbol') {
      // The clone turned it into a string by running the page's toString.
      encoding.isExact = false;
      writeString(encoding, '');
    } else {
      writeString(encoding, '' + (message as string));
    }
  };

  /** Writes `,"field",value` if the error has it as an own data property. */
  const writeField = (encoding: Encoding, error: object, field: string, depthLeft: number): void => {
    const descriptor = getOwnPropertyDescriptor(error, field);
    if (descriptor === undefined || !hasOwn(descriptor, 'value')) return;
    encoding.text += ',"' + field + '",';
    const limit = findLimit(encoding, depthLeft);
    if (limit !== null) writeCut(encoding, limit, 1);
    else writeValue(encoding, descriptor.value, depthLeft - 1);
  };

  return {
    prototype: prototypeOf('Error'),
    recognises: (value) => {
      if (isError !== undefined) return isError(value);
      const prototype = getPrototypeOf(value) as object | null;
      return prototype !== null && knownPrototypes.has(prototype);
    },
    write: (encoding, error, depthLeft) => {
      const name = findName(encoding, error);
      encoding.text += '["error","' + name + '",';
      writeMessage(encoding, error);
      encoding.text += ',';
      // Whether a stack can be had differs between realms, so it does not enter the digest.
      encoding.undigested ??= makeList();
      const { undigested } = encoding;
      undigested[undigested.length] = encoding.text.length;
      const stack = readStack(error);
      if (stack === null) encoding.text += 'null';
      else writeString(encoding, stack);
      undigested[undigested.length] = encoding.text.length;
      writeField(encoding, error, 'cause', depthLeft);
      if (name === 'AggregateError') writeField(encoding, error, 'errors', depthLeft);
      encoding.text += ']';
    },
  };
}

/**
 * Makes the reader of an error's stack; it gives null where reading could run the page's code. Firefox: an inherited
 * native getter, always safe. V8: an own accessor with one native getter for the realm, or (before 2025) an own
 * data property; reading it may call `Error.prepareStackTrace`, so where the page has one, no stack is taken.
 */
function createStackReader(realm: Realm, primitives: Primitives, natives: ValueNatives) {
  const { apply, getOwnPropertyDescriptor, hasOwn } = primitives;
  const { readerOf } = natives;
  const { Error } = realm;
  const readInherited = readerOf(Error.prototype, 'stack');
  const nativeGetter = getOwnPropertyDescriptor(new Error(), 'stack')?.get;

  return (error: object): string | null => {
    let stack: unknown = null;
    if (readInherited !== null) {
      stack = readOr(readInherited, error, null);
    } else if (getOwnPropertyDescriptor(Error, 'prepareStackTrace') === undefined) {
      const descriptor = getOwnPropertyDescriptor(error, 'stack');
      if (descriptor === undefined) return null;
      if (hasOwn(descriptor, 'value')) stack = descriptor.value;
      else if (nativeGetter !== undefined && descriptor.get === nativeGetter) stack = apply(nativeGetter, error, []);
    }
    return typeof stack === 'string' ? stack : null;
  };
}
