import type { EncodedCut } from '../../protocol';

/** What is missing of a value: the limit that cut it, and how many entries, UTF-16 units or bytes. */
export type ValueCut = { why: EncodedCut[1] | 'string' | 'buffer'; count: number };

/** A part of a value. */
export type ValueChild = {
  /** Own property; place in an array, set or typed array; entry of a map; or a fact about the object, in its API's words. */
  role: 'property' | 'index' | 'entry' | 'detail';
  /** Name, index, or one line about an entry's key. */
  key: string;
  /** The key of a map's entry, which may be any value. */
  keyNode: ValueNode | null;
  node: ValueNode;
};

/** What every node has. */
type Base = {
  /** `number`, `Map`, `Uint8Array`, `File`, …; for errors their name. */
  typeName: string;
  /** Its number if a reference elsewhere in the value points at it; show it there, as the reference shows it too. */
  number: number | null;
  cut: ValueCut | null;
  childCount: number;
  /** The children from one place to another, made when asked for; all without arguments. */
  children(from?: number, to?: number): readonly ValueChild[];
};

/** One value of a decoded tree. What stands beside `kind` is all there is; nothing here runs or refers to page code. */
export type ValueNode = Base &
  (
    | { kind: 'undefined' | 'null' }
    | { kind: 'boolean'; value: boolean }
    | { kind: 'number'; value: number }
    /** text: digits as `BigInt` reads them, a sign before; length: of all the digits */
    | { kind: 'bigint'; text: string; length: number }
    /** length: of the whole string, in UTF-16 units */
    | { kind: 'string'; text: string; length: number }
    | { kind: 'object' }
    | { kind: 'array'; length: number }
    | { kind: 'map' | 'set'; size: number }
    /** Milliseconds since 1970; null: an invalid date. */
    | { kind: 'date'; time: number | null }
    | { kind: 'regexp'; source: string; flags: string }
    | { kind: 'boxed'; primitive: ValueNode }
    | { kind: 'error'; message: string | null; stack: string | null }
    /** bytes: what was taken of them; maxByteLength: null if it cannot be resized */
    | { kind: 'buffer'; byteLength: number; maxByteLength: number | null; bytes(): Uint8Array<ArrayBuffer> }
    | { kind: 'shared-buffer'; byteLength: number }
    /** null: the buffer was transferred */
    | { kind: 'view'; byteOffset: number | null; length: number | null }
    /** byteLength: null if not known */
    | { kind: 'transferred'; byteLength: number | null }
    | { kind: 'platform' }
    /** An accessor property of the sender's object: not called, so its value is not known. */
    | { kind: 'accessor' }
    | { kind: 'unreadable'; reason: string }
    /** The object with that number, here again. */
    | { kind: 'ref'; target: number; resolve(): ValueNode }
    /** Text that the encoder does not write: damaged, forged, or of a later version. */
    | { kind: 'invalid'; reason: string }
  );

/** The kind of a node. */
export type ValueKind = ValueNode['kind'];
