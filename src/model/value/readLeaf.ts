import type { Reading } from './decodeValue';
import { countBytes, isBase64, isCount, readBytes, readString, stringCut } from './formReaders';
import { makeInvalid, makeLeaf } from './makeNode';
import type { ValueNode } from './valueNode';

const DIGITS = /^-?(0x[\da-f]*|\d*)$/;

/**
 * Reads the forms that hold no list of values.
 * @returns null if the form is another one, or its members are not what its tag demands.
 */
export function readLeaf(form: readonly unknown[], number: number | null, reading: Reading): ValueNode | null {
  const [tag, first, second, third] = form;
  switch (tag) {
    case 'undefined':
      return makeLeaf({ kind: 'undefined', typeName: 'undefined' });
    case 'accessor':
      return makeLeaf({ kind: 'accessor', typeName: 'accessor' });
    case 'unreadable':
      return typeof first === 'string' ? makeLeaf({ kind: 'unreadable', typeName: 'unreadable', reason: first }) : null;
    case 'number':
      if (first !== 'NaN' && first !== 'Infinity' && first !== '-Infinity' && first !== '-0') return null;
      return makeLeaf({ kind: 'number', typeName: 'number', value: Number(first) });
    case 'string': {
      const string = readString(form);
      return string && makeLeaf({ kind: 'string', typeName: 'string', ...string, cut: stringCut(string) });
    }
    case 'bigint': {
      const digits = readString(first);
      if (digits === null || !DIGITS.test(digits.text)) return null;
      return makeLeaf({ kind: 'bigint', typeName: 'bigint', ...digits, cut: stringCut(digits) });
    }
    case 'date':
      if (first !== null && typeof first !== 'number') return null;
      return makeLeaf({ kind: 'date', typeName: 'Date', number, time: first });
    case 'regexp': {
      const source = readString(first);
      if (source === null || typeof second !== 'string' || !/^[a-z]{0,16}$/.test(second)) return null;
      const cut = stringCut(source);
      return makeLeaf({ kind: 'regexp', typeName: 'RegExp', number, cut, source: source.text, flags: second });
    }
    case 'transferred':
      if (typeof first !== 'string' || (second !== null && !isCount(second))) return null;
      return makeLeaf({ kind: 'transferred', typeName: first.slice(0, 80), number, byteLength: second });
    case 'shared-buffer':
      if (!isCount(first)) return null;
      return makeLeaf({ kind: 'shared-buffer', typeName: 'SharedArrayBuffer', number, byteLength: first });
    case 'buffer': {
      if (!isCount(first) || !isBase64(second) || (third !== undefined && !isCount(third))) return null;
      const missing = first - countBytes(second);
      if (missing < 0) return null;
      return makeLeaf({
        kind: 'buffer',
        typeName: 'ArrayBuffer',
        number,
        cut: missing > 0 ? { why: 'buffer', count: missing } : null,
        byteLength: first,
        maxByteLength: third ?? null,
        bytes: () => readBytes(second),
      });
    }
    case 'ref': {
      if (!isCount(first)) return null;
      const target = reading.forms[first];
      if (target === undefined) return makeInvalid(`This refers to object ${first}, which is not there.`);
      return makeLeaf({ kind: 'ref', typeName: 'ref', target: first, resolve: () => reading.read(target) });
    }
    case 'cut':
      return makeInvalid('A mark of what was left out stands where a value should.');
    default:
      return null;
  }
}
