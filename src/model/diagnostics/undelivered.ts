import { CLOCK_SLACK, startOf } from '../clocks';
import { lastHandleOf, peerOf } from '../createModel';
import { countOf } from '../pairing';
import type { Handle, Message, Model, Port, Realm } from '../types';
import { MOST_MESSAGES } from './diagnostic';

/** Messages in the order in which they were posted on one handle, from an index to another (not included). */
type Run = { messages: readonly Message[]; from: number; to: number };

/** Messages that did not reach a port, in the order in which its peer posted them; never copied as a whole. */
export type Undelivered = { count: number; runs: readonly Run[] };

/**
 * Messages that were posted to the port and not delivered to it: the last ones that its peer posted, since a channel
 * delivers in order. Those that were lost before the model was cleared are left out.
 */
export function undeliveredTo(model: Model, port: Port): Undelivered {
  const peer = peerOf(port);
  const holder = lastHandleOf(port);
  const forgotten = (holder && model.diagnostics.forgotten.get(holder)) ?? 0;
  const count = Math.max(0, countOf(peer, 'posts') - countOf(port, 'deliveries') - forgotten);
  const runs: Run[] = [];
  let rest = count;
  for (let i = peer.handles.length - 1; i >= 0 && rest > 0; i -= 1) {
    const { posts } = peer.handles[i] as Handle;
    const from = Math.max(0, posts.length - rest);
    rest -= posts.length - from;
    if (from < posts.length) runs.unshift({ messages: posts, from, to: posts.length });
  }
  return { count, runs };
}

/** Those that were surely posted after something happened in a realm, and the others. */
export function splitAt(all: Undelivered, realm: Realm, moment: number): { before: Undelivered; after: Undelivered } {
  const before: Run[] = [];
  const after: Run[] = [];
  for (const { messages, from, to } of all.runs) {
    const cut = findFirst(messages, from, to, (message) => isAfter(message, realm, moment));
    if (from < cut) before.push({ messages, from, to: cut });
    if (cut < to) after.push({ messages, from: cut, to });
  }
  return { before: ofRuns(before), after: ofRuns(after) };
}

/** The first ones, at most MOST_MESSAGES. */
export function firstOf({ runs }: Undelivered): Message[] {
  const first: Message[] = [];
  for (const { messages, from, to } of runs) {
    if (first.length === MOST_MESSAGES) break;
    first.push(...messages.slice(from, Math.min(to, from + MOST_MESSAGES - first.length)));
  }
  return first;
}

/** When the first of them was posted, in milliseconds since 1970; null: there is none. */
export function beginOf({ runs }: Undelivered): number | null {
  const [run] = runs;
  return run === undefined ? null : startOf(run.messages[run.from] as Message);
}

function ofRuns(runs: Run[]): Undelivered {
  return { count: runs.reduce((sum, { from, to }) => sum + to - from, 0), runs };
}

/** Clocks of two realms need not agree. What a page says of its worker, and of its own posts, is told by one clock. */
function isAfter({ post }: Message, realm: Realm, moment: number): boolean {
  if (post === null) return false;
  const isOneClock = post.teller.id === realm.id || (realm.kind === 'worker' && realm.parent?.id === post.teller.id);
  return post.teller.timeOrigin + post.at > moment + (isOneClock ? 0 : CLOCK_SLACK);
}

/** The first index at which the test is true, if it is false for all before and true for all after; else `to`. */
function findFirst(
  messages: readonly Message[],
  from: number,
  to: number,
  isThere: (message: Message) => boolean,
): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isThere(messages[middle] as Message)) high = middle;
    else low = middle + 1;
  }
  return low;
}
