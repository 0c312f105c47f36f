/**
 * The text form of a structured-clone value: JSON, so that any panel, file or person can read it.
 *
 * A string, a finite number (but not -0), true, false and null stand for themselves. Everything else is an array whose
 * first member is a tag. Every object (each form marked * below) has a number: its place among the objects as they begin
 * in the text, from 0. A second meeting, also inside itself, is written as a reference to that number, so cycles and
 * shared references survive.
 *
 * What a budget cut is written as `["cut", why, how many]` where the rest would stand, so that nothing is missing
 * silently. Cut strings and buffers give their whole length beside what is there.
 */
export type EncodedValue = string | number | boolean | null | EncodedForm;

/** A string, or the beginning of one longer than the budget and its whole length in UTF-16 units. */
export type EncodedString = string | ['string', string, number];

/** A tagged form. `…` in the comments stands for a repetition. */
export type EncodedForm =
  | ['undefined']
  /** NaN, Infinity, -Infinity, -0 */
  | ['number', 'NaN' | 'Infinity' | '-Infinity' | '-0']
  /** base 10, or base 16 as `0x…` or `-0x…` for a very long one */
  | ['bigint', EncodedString]
  /** a string that was cut */
  | ['string', string, number]
  /** * plain object: own enumerable string keys in order, key, value, … , then possibly a cut */
  | ['object', ...(EncodedValue | EncodedCut)[]]
  /** * array with holes or names: length, then key, value, … (indices, then names), then possibly a cut */
  | ['array', number, ...(EncodedValue | EncodedCut)[]]
  /** * array without holes, as far as it was looked at: values, … , then possibly a cut */
  | ['list', ...(EncodedValue | EncodedCut)[]]
  /** * entries: key, value, … , then possibly a cut */
  | ['map', ...(EncodedValue | EncodedCut)[]]
  /** * values, … , then possibly a cut */
  | ['set', ...(EncodedValue | EncodedCut)[]]
  /** * milliseconds since 1970; null: an invalid date */
  | ['date', number | null]
  /** * source, flags */
  | ['regexp', EncodedString, string]
  /** * boxed primitive: Boolean, Number, String, BigInt object */
  | ['boxed', EncodedValue]
  /** * name ("Error" also where only the page's code could tell it), message (null: absent), stack (null: not known), then field, value, … : `cause`, `errors` where present, each possibly a cut */
  | ['error', string, EncodedString | null, EncodedString | null, ...(EncodedValue | EncodedCut)[]]
  /** * byte length, the first bytes as base64 (fewer than the length if cut), its greatest length if it can be resized */
  | ['buffer', number, string, number?]
  /** * byte length; its bytes are shared and may change, so none are taken */
  | ['shared-buffer', number]
  /** * type name, byte offset, length (elements; bytes for DataView), its buffer; null, null: the buffer was transferred */
  | ['view', string, number | null, number | null, EncodedValue]
  /** * a buffer, or an object that a transfer empties: type name, bytes (null: not known, or no buffer). Ports and streams stay platform objects */
  | ['transferred', string, number | null]
  /** * a platform object: its type name, then what could be read of it: field, value, … , then possibly a cut */
  | ['platform', string, ...(EncodedValue | EncodedCut)[]]
  /** own accessor property, not called: stands where the value would */
  | ['accessor']
  /** what the encoder could not read, and why */
  | ['unreadable', string]
  /** object with that number, met before */
  | ['ref', number];

/**
 * Stands for what a budget left out: which limit of ValueBudget, and how many entries are missing (of a long array
 * that was not looked at to its end: how many places; names that it may have beside them are not counted).
 */
export type EncodedCut = ['cut', 'nodes' | 'depth' | 'text', number];

/** Every tag that may head an encoded form. */
export type Tag = EncodedForm[0] | EncodedCut[0];

/** Limits of one encoding. Past one of them the rest is cut, and the cut says how much it is. */
export type ValueBudget = {
  /** Length of the text, in UTF-16 units, at which nothing more is begun; closing what is open adds a little. */
  text: number;
  /** Values written, of any type. */
  nodes: number;
  /** Levels of nesting: 0 writes no object's entries. The encoder goes no deeper than 256. */
  depth: number;
  /** UTF-16 units of one string. */
  string: number;
  /** Bytes of one ArrayBuffer that are written. */
  buffer: number;
};

/** The budget used until the user sets another one. */
export const DEFAULT_BUDGET: ValueBudget = {
  text: 65_536,
  nodes: 2_000,
  depth: 24,
  string: 8_192,
  buffer: 1_024,
};
