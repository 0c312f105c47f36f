import type { Location } from './location';
import { readGecko } from './readGecko';
import { readV8 } from './readV8';

/**
 * One line of a call stack. A frame is a call: its function's name (null: it has none), where it stands (null: not in a
 * script), what is odd about it (`made by eval`, `native`), and whether an await, timer or callback lies between it and the
 * frame above. What is not understood stays as it is.
 */
export type StackLine =
  | { kind: 'frame'; name: string | null; location: Location | null; note: string | null; isAsync: boolean }
  | { kind: 'text'; text: string };

/** What is shown of a stack, and how much is not. */
export type Stack = {
  lines: StackLine[];
  /** Frames of this extension, which take no part in the page's call. */
  own: number;
  /** Lines beyond what is shown. */
  more: number;
};

/** The page can make stacks as long, and names in them as long, as it likes. */
const MOST_LINES = 200;
const LONGEST_LINE = 2_000;

/**
 * Reads the text of a stack, as either browser writes it. The page can name its functions so that a line looks like
 * another one; nothing worse can come of it.
 * @param ownOrigin the extension's own origin: frames from there are counted, not shown.
 */
export function parseStack(text: string, ownOrigin: string): Stack {
  const raw = text.split('\n').filter((line) => line.trim() !== '');
  const read = raw.slice(0, MOST_LINES).map((line) => readLine(line.slice(0, LONGEST_LINE)));
  // V8 begins with the error's name and message, which say nothing here.
  if (read[0]?.kind === 'text' && read.some(({ kind }) => kind === 'frame')) read.shift();
  const lines = read.filter((line) => !isOwn(line, ownOrigin));
  return { lines, own: read.length - lines.length, more: Math.max(0, raw.length - MOST_LINES) };
}

function readLine(line: string): StackLine {
  return readV8(line) ?? readGecko(line) ?? { kind: 'text', text: line.trim() };
}

function isOwn(line: StackLine, ownOrigin: string): boolean {
  return line.kind === 'frame' && line.location?.url.startsWith(`${ownOrigin}/`) === true;
}
