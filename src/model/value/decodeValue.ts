import { makeInvalid, makeLeaf } from './makeNode';
import { readContainer } from './readContainer';
import { readLeaf } from './readLeaf';
import type { ValueNode } from './valueNode';

/** One text being read. */
export type Reading = {
  /** The forms of objects, by number. */
  readonly forms: readonly (readonly unknown[])[];
  /** Those that a reference points at, with their numbers. */
  readonly referred: ReadonlyMap<unknown, number>;
  /** Reads any encoded value. */
  read(form: unknown): ValueNode;
};

/**
 * Reads the text form of a value (protocol/values.ts) as a tree. Takes any text: what cannot be read becomes a node of
 * kind `invalid`, at its place, with the reason. Children are made when they are asked for, so depth costs nothing.
 */
export function decodeValue(text: string): ValueNode {
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    return makeInvalid('The text is not JSON.');
  }
  const reading: Reading = { ...numberObjects(root), read: (form) => readValue(form, reading) };
  return reading.read(root);
}

/** Tags of the forms that have a number. */
const OBJECT_TAGS = new Set<unknown>(
  'object array list map set date regexp boxed error buffer shared-buffer view transferred platform'.split(' '),
);

/** Walks the text in its own order, without recursion: it may be as deep as JSON.parse takes. */
function numberObjects(root: unknown): Pick<Reading, 'forms' | 'referred'> {
  const forms: unknown[][] = [];
  const targets = new Set<unknown>();
  const waiting: unknown[] = [root];
  while (waiting.length > 0) {
    const form = waiting.pop();
    if (!Array.isArray(form)) continue;
    if (OBJECT_TAGS.has(form[0])) forms.push(form);
    if (form[0] === 'ref') targets.add(form[1]);
    for (let place = form.length - 1; place > 0; place--) if (Array.isArray(form[place])) waiting.push(form[place]);
  }
  const referred = new Map<unknown, number>();
  forms.forEach((form, number) => {
    if (targets.has(number)) referred.set(form, number);
  });
  return { forms, referred };
}

function readValue(form: unknown, reading: Reading): ValueNode {
  if (typeof form === 'string')
    return makeLeaf({ kind: 'string', typeName: 'string', text: form, length: form.length });
  if (typeof form === 'number') return makeLeaf({ kind: 'number', typeName: 'number', value: form });
  if (typeof form === 'boolean') return makeLeaf({ kind: 'boolean', typeName: 'boolean', value: form });
  if (form === null) return makeLeaf({ kind: 'null', typeName: 'null' });
  if (!Array.isArray(form)) return makeInvalid('A JSON object stands where an encoded value should.');
  const number = reading.referred.get(form) ?? null;
  return readLeaf(form, number, reading) ?? readContainer(form, number, reading) ?? makeInvalid(complain(form[0]));
}

function complain(tag: unknown): string {
  return typeof tag === 'string' ? `This is not a well-formed "${tag.slice(0, 40)}".` : 'This has no tag.';
}
