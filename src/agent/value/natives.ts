import type { Primitives, Realm } from '../natives';

/** Reads one thing of a builtin or platform object; throws where the object is not of that type (its brand check). */
export type Reader = (self: object) => unknown;

/** The builtins that only the value encoder needs. */
export type ValueNatives = ReturnType<typeof captureValueNatives>;

/**
 * Captures what the value encoder reads with. Types that the realm does not have give null.
 * @param realm the global object, untouched.
 */
export function captureValueNatives(realm: Realm, primitives: Primitives) {
  const { apply, getPrototypeOf, getOwnPropertyDescriptor } = primitives;
  const { Map, ArrayBuffer, Uint8Array, String } = realm;
  const { get: mapGet, set: mapSet } = Map.prototype;
  const { slice, charCodeAt } = String.prototype;
  const bigintToString = realm.BigInt.prototype.toString;

  /** A constructor's prototype object, or null where the realm does not have the type. Looks into namespaces by dot. */
  const prototypeOf = (typeName: string): object | null => {
    const isWasm = typeName === 'WebAssembly.Module';
    const holder: unknown = isWasm ? realm.WebAssembly : realm;
    const type = (holder as Record<string, unknown> | undefined)?.[isWasm ? 'Module' : typeName];
    return typeof type === 'function' ? ((type.prototype as object | undefined) ?? null) : null;
  };

  /** Reader of the getter or method of that name on a prototype object, or inherited by it. */
  const readerOf = (prototype: object | null, property: PropertyKey): Reader | null => {
    for (let holder = prototype; holder !== null; holder = getPrototypeOf(holder) as object | null) {
      const descriptor = getOwnPropertyDescriptor(holder, property);
      const read: unknown = descriptor?.get ?? descriptor?.value;
      if (typeof read === 'function') return (self) => apply(read, self, []) as unknown;
    }
    return null;
  };

  return {
    prototypeOf,
    readerOf,
    isView: ArrayBuffer.isView,
    Uint8Array,
    makeMap: <K, V>() => new Map<K, V>(),
    getFrom: <K, V>(map: Map<K, V>, key: K) => apply(mapGet, map, [key]) as V | undefined,
    putInto: <K, V>(map: Map<K, V>, key: K, value: V) => void apply(mapSet, map, [key, value]),
    sliceText: (text: string, end: number): string => apply(slice, text, [0, end]),
    unitAt: (text: string, index: number): number => apply(charCodeAt, text, [index]),
    hexOf: (value: bigint): string => apply(bigintToString, value, [16]),
  };
}

/** Whether the object is of the type that the reader reads. */
export function isReadableBy(reader: Reader | null, value: object): boolean {
  if (reader === null) return false;
  try {
    reader(value);
    return true;
  } catch {
    return false;
  }
}

/** What the reader reads, or undefined where it refuses. */
export function readOr<T>(reader: Reader | null, value: object, otherwise: T): unknown {
  if (reader === null) return otherwise;
  try {
    return reader(value);
  } catch {
    return otherwise;
  }
}
