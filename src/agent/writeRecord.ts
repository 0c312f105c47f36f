import type { AgentRecord } from '../protocol';
import type { Primitives } from './natives';

/**
 * A record as text, in two parts so that the value can be dropped later without reading the rest again. The whole is
 * `head` + `value` + `}` with a value, and `head` + `}` without one.
 */
export type WrittenRecord = { head: string; value: string };

/** What stands in place of a value that was dropped to stay within the cap. */
export const DROPPED_VALUE = '{"absent":"dropped"}';

/**
 * Writes records as JSON. `JSON.stringify` would look for `toJSON` on prototypes that belong to the page, so objects
 * are written here; only strings go through it.
 */
export function createRecordWriter({
  isArray,
  keys,
  hasOwn,
  quote,
  flatten,
}: Primitives): (record: AgentRecord) => WrittenRecord {
  const write = (value: unknown): string => {
    if (typeof value === 'string') return quote(value);
    if (typeof value !== 'object' || value === null) return `${value as number | boolean | null}`;
    return isArray(value) ? writeList(value) : `{${writeFields(value as Fields)}}`;
  };

  const writeList = (list: readonly unknown[]): string => {
    let text = '[';
    for (let i = 0; i < list.length; i += 1) text += (i === 0 ? '' : ',') + write(list[i]);
    return text + ']';
  };

  const writeFields = (fields: Fields, except?: string): string => {
    const names = keys(fields);
    let text = '';
    for (let i = 0; i < names.length; i += 1) {
      const name = names[i] as string;
      if (name !== except) text += `${text === '' ? '' : ','}"${name}":${write(fields[name])}`;
    }
    return text;
  };

  return (record) => {
    // `in` would find what the page put on Object.prototype.
    const hasValue = hasOwn(record, 'value');
    return {
      head: flatten(`{${writeFields(record as Fields, 'value')}${hasValue ? ',"value":' : ''}`),
      value: hasValue ? flatten(write((record as Fields).value)) : '',
    };
  };
}

type Fields = { readonly [name: string]: unknown };
