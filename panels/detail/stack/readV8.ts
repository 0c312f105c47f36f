import { readLocation } from './location';
import type { StackLine } from './parseStack';

const AT = 'at ';

/**
 * Reads one line of a stack as V8 writes it (https://v8.dev/docs/stack-trace-api): `    at name (url:1:2)`,
 * `    at url:1:2`, `    at async name (…)`, `    at eval (eval at name (url:1:2), <anonymous>:1:1)`,
 * `    at Array.map (<anonymous>)`.
 * @returns null if it is not one.
 */
export function readV8(raw: string): StackLine | null {
  const line = raw.trimStart();
  if (line === raw || !line.startsWith(AT)) return null;
  let call = line.slice(AT.length).trim();
  const isAsync = call.startsWith('async ');
  if (isAsync) call = call.slice('async '.length);
  const opening = findOpening(call);
  if (opening === -1) return { kind: 'frame', name: null, ...placeOf(call), isAsync };
  const name = call.slice(0, opening).trim();
  return { kind: 'frame', name: name === '' ? null : name, ...placeOf(call.slice(opening + 1, -1)), isAsync };
}

/**
 * Where the last pair of brackets opens; -1 if the line does not end with one. Brackets may be in a function's name,
 * which the page chooses, and in addresses: so the pair is found from the end.
 */
function findOpening(call: string): number {
  if (!call.endsWith(')')) return -1;
  let depth = 0;
  for (let at = call.length - 1; at >= 0; at -= 1) {
    if (call[at] === ')') depth += 1;
    else if (call[at] === '(') depth -= 1;
    if (depth === 0) return at === 0 || call[at - 1] === ' ' ? at : -1;
  }
  return -1;
}

/** What stands in the brackets. Code that `eval` made has no address of its own: the caller of `eval` stands for it. */
function placeOf(text: string): Pick<StackLine & { kind: 'frame' }, 'location' | 'note'> {
  if (text === '<anonymous>' || text === 'native' || text.startsWith('index ')) {
    return { location: null, note: text.startsWith('index ') ? text : 'native' };
  }
  const isEval = text.startsWith('eval at ');
  if (!isEval) {
    const location = readLocation(text);
    // Code typed into the console, and code that says no address.
    return location.url === '<anonymous>' ? { location: null, note: text } : { location, note: null };
  }
  return { location: outermostOf(text), note: 'made by eval' };
}

/** The real address in `eval at f (eval at g (url:1:2), <anonymous>:1:1), <anonymous>:1:1`. */
function outermostOf(text: string): ReturnType<typeof readLocation> | null {
  const opening = text.lastIndexOf('(');
  const closing = text.indexOf(')', opening);
  if (opening === -1 || closing === -1) return null;
  const location = readLocation(text.slice(opening + 1, closing));
  return location.line === null ? null : location;
}
