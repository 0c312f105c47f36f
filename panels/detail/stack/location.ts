/** A place in a source: line and column counted from 1, null where the browser gives none. */
export type Location = { url: string; line: number | null; column: number | null };

/** Schemes of what can be a script in Sources. Anything else stays text: the page chooses these addresses. */
const OPENABLE = new Set(['http:', 'https:', 'file:', 'blob:']);

/** Schemes of addresses that end in a file's name. */
const HIERARCHICAL = /^(https?|file|blob|[a-z-]+-extension):$/;

/** Splits `url:line:column` (or `url:line`, or only a URL) at its end. */
export function readLocation(text: string): Location {
  const last = splitNumber(text);
  if (last === null) return { url: text, line: null, column: null };
  const before = splitNumber(last.rest);
  if (before === null) return { url: last.rest, line: last.number, column: null };
  return { url: before.rest, line: before.number, column: last.number };
}

/** Takes `:number` from the end of a text; null if there is none, or nothing before it. */
function splitNumber(text: string): { rest: string; number: number } | null {
  const colon = text.lastIndexOf(':');
  const digits = text.slice(colon + 1);
  if (colon < 1 || !/^\d{1,9}$/.test(digits)) return null;
  return { rest: text.slice(0, colon), number: Number(digits) };
}

/** Whether a location can be shown in Sources: it has a line, and its address is one of a script file. */
export function isOpenable({ url, line }: Location): boolean {
  return line !== null && URL.canParse(url) && OPENABLE.has(new URL(url).protocol);
}

/** The last part of an address with line and column, as DevTools write it: `app.js:12:3`. */
export function shortLocation({ url, line, column }: Location): string {
  const place = [line, column].filter((number) => number !== null).map((number) => `:${number}`);
  return fileName(url) + place.join('');
}

function fileName(url: string): string {
  if (!URL.canParse(url)) return url;
  const { protocol, host, pathname } = new URL(url);
  if (protocol === 'data:') return 'data:…';
  if (!HIERARCHICAL.test(protocol)) return url;
  const name = pathname.slice(pathname.lastIndexOf('/') + 1);
  return name === '' ? host + pathname : name;
}
