import { readLocation } from './location';
import type { StackLine } from './parseStack';

/** Where an address can begin, after the `@`. */
const ADDRESS = /^(?:[a-z][a-z0-9+.-]*:\S|resource:|debugger eval code|javascript:|self-hosted|\[native code\])/i;
/** What says that the frame was reached by way of a callback or a promise: `async*f@…`, `promise callback*f@…`. */
const CAUSE = /^([A-Za-z][A-Za-z .]{0,60})\*/;
/** `script.js line 5 > eval`, `… line 5 > Function`, also nested. */
const MADE = /^(.*?) line (\d{1,9}) > (eval|Function|injectedScript)/;

/**
 * Reads one line of a stack as SpiderMonkey writes it
 * (https://developer.mozilla.org/docs/Web/JavaScript/Reference/Global_Objects/Error/stack): `name@url:1:2`, `@url:1:2`,
 * `async*name@url:1:2`, `name@url line 5 > eval:1:1`.
 * @returns null if it is not one.
 */
export function readGecko(raw: string): StackLine | null {
  const line = raw.trim();
  const at = findAddress(line);
  if (at === -1) return null;
  let name = line.slice(0, at);
  const cause = CAUSE.exec(name)?.[1] ?? null;
  if (cause !== null) name = name.slice(cause.length + 1);
  return { kind: 'frame', name: name === '' ? null : name, ...placeOf(line.slice(at + 1)), isAsync: cause !== null };
}

/** The last `@` after which an address can begin: both a name, which the page chooses, and an address may hold more. */
function findAddress(line: string): number {
  for (let at = line.lastIndexOf('@'); at !== -1; at = at === 0 ? -1 : line.lastIndexOf('@', at - 1)) {
    if (ADDRESS.test(line.slice(at + 1, at + 40))) return at;
  }
  return -1;
}

function placeOf(address: string): Pick<StackLine & { kind: 'frame' }, 'location' | 'note'> {
  if (address.startsWith('self-hosted') || address === '[native code]') return { location: null, note: 'native' };
  const made = MADE.exec(address);
  if (made === null) return { location: readLocation(address), note: null };
  const [, url = '', line = '', how = 'eval'] = made;
  return { location: { url, line: Number(line), column: null }, note: `made by ${how}` };
}
