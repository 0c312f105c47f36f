import type { RecordedValue } from '../../protocol';
import type { Reading } from './call';
import { NO_CALL, PROTOCOLS, WANTED } from './protocols';
import { readFields, type Fields } from './readFields';

/** One of these stands in any call, so that most values need no second look. */
function mayHoldId(text: string): boolean {
  return text.includes('"id"') || text.includes('Id",');
}

/** Ids stand before what is called, or after what is given back. UTF-16 units. */
const [HEAD, TAIL] = [400, 120];

/** JSON-RPC sent as text, as over a socket. Longer texts are not looked at. */
const AS_TEXT = /^"\{.{0,400}\\"jsonrpc\\"/;
const MOST_TEXT = 100_000;

/**
 * What a value says of calls. null: nothing; `cut`: part of it was cut off, so an id may be missing.
 */
export function readCall(value: RecordedValue | null): Reading | 'cut' | null {
  if (value === null || 'absent' in value) return null;
  const { text } = value;
  const fields = text.startsWith('["object"') ? fieldsOfObject(text) : AS_TEXT.test(text) ? fieldsOfText(text) : null;
  if (fields === null || fields === 'cut') return fields;
  for (const read of PROTOCOLS) {
    const reading = read(fields);
    if (reading !== null) return reading === NO_CALL ? null : reading;
  }
  return text.includes('["cut"', text.length - TAIL) ? 'cut' : null;
}

function fieldsOfObject(text: string): Fields | 'cut' | null {
  if (text.length <= HEAD + TAIL) return mayHoldId(text) ? readFields(text, WANTED) : null;
  const tail = text.slice(-TAIL);
  if (mayHoldId(text.slice(0, HEAD)) || mayHoldId(tail)) return readFields(text, WANTED);
  return tail.includes('["cut"') ? 'cut' : null;
}

/** The fields of JSON within a string, as those of an encoded object would read. */
function fieldsOfText(text: string): Fields | null {
  if (text.length > MOST_TEXT) return null;
  try {
    const object = JSON.parse(JSON.parse(text) as string) as { [field: string]: unknown };
    const wanted = Object.entries(object).filter(([name]) => WANTED.has(name));
    return new Map(wanted.map(([name, held]) => [name, JSON.stringify(held)]));
  } catch {
    return null;
  }
}
