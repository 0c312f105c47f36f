/** Fields of a plain object by name, each as the JSON text of its encoded value, at most so many characters of it. */
export type Fields = Map<string, string>;

const MOST_TEXT = 200;
const OBJECT = '["object"';
const [QUOTE, BACKSLASH, COMMA, OPEN, CLOSE] = ['"', '\\', ',', '[', ']'].map((sign) => sign.charCodeAt(0));

/**
 * Reads fields of an encoded plain object (protocol/values.ts: `["object", key, value, …]`) without parsing the rest of
 * it, which may be large.
 * @returns null if the value is no plain object.
 */
export function readFields(text: string, wanted: ReadonlySet<string>): Fields | null {
  if (!text.startsWith(OBJECT)) return null;
  const fields: Fields = new Map();
  let at = OBJECT.length;
  while (text.charCodeAt(at) === COMMA) {
    const keyEnd = endOfValue(text, at + 1);
    if (text.charCodeAt(keyEnd) !== COMMA) break;
    const valueEnd = endOfValue(text, keyEnd + 1);
    const key = text.slice(at + 2, keyEnd - 1);
    if (wanted.has(key)) fields.set(key, text.slice(keyEnd + 1, Math.min(valueEnd, keyEnd + 1 + MOST_TEXT)));
    at = valueEnd;
  }
  return fields;
}

/** Where the value that begins there ends: the index after its last character. */
function endOfValue(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const sign = text.charCodeAt(at);
    if (sign === QUOTE) at = endOfString(text, at);
    else if (sign === OPEN) depth += 1;
    else if (sign === CLOSE && depth > 0) depth -= 1;
    else if (depth === 0 && (sign === COMMA || sign === CLOSE)) return at;
    if (depth === 0 && (sign === CLOSE || sign === QUOTE)) return at + 1;
  }
  return text.length;
}

/** The index of the quote that ends the string that begins there. */
function endOfString(text: string, from: number): number {
  for (let at = text.indexOf('"', from + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let escapes = 0;
    while (text.charCodeAt(at - 1 - escapes) === BACKSLASH) escapes += 1;
    if (escapes % 2 === 0) return at;
  }
  return text.length;
}
