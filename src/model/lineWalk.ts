import type { Evidence, Message, Realm, WindowLine } from './types';
import type { CallPost } from './windows';

/** A call and the delivery it led to. */
export type Match = { posted: Message; delivered: Message; evidence: Evidence };

/** An open call: its number, and the message, or null while nobody has told of it. */
export type OpenCall = { number: number; message: Message | null };

/**
 * How far a line was walked, and what is open of it: calls from index `first` on, and deliveries from index `head` on.
 * It holds until a call that was passed as untold is told, or another one takes its place; then the walk begins again
 * where `decided` stands.
 */
export type LineWalk = {
  line: WindowLine;
  realm: Realm;
  /** What was found since the walk was last taken up. */
  found: Match[];
  /** The first delivery of this walk, and the next one to take in. */
  begin: number;
  next: number;
  /** Calls below this number were taken in. */
  counted: number;
  /** Numbers of the calls that can have sent a message here, or are untold. */
  calls: number[];
  first: number;
  head: number;
  /** For each delivery from `begin` on: how many of `calls` came before it. */
  before: number[];
  /** Open deliveries by `before` less their index, in order: see `findEven`. */
  even: Map<number, Queue>;
  /** At or before the first open call that is told, and that is not. */
  told: number;
  untold: number;
  tried: Tried;
};

/** Indices in order; those before `next` are over. */
type Queue = { indices: number[]; next: number };

/** What was tried in vain with this head and first call: the head alone, and it together with those after it. */
type Tried = { isHead: boolean; isTogether: boolean };

/** A new head, or a new first call. */
export const NOTHING: Tried = { isHead: false, isTogether: false };

/** A walk from where the line is decided. */
export function beginWalk(line: WindowLine, realm: Realm): LineWalk {
  const { call, delivery } = line.decided;
  return {
    line,
    realm,
    found: [],
    begin: delivery,
    next: delivery,
    counted: call,
    calls: [],
    first: 0,
    head: delivery,
    before: [],
    even: new Map(),
    told: 0,
    untold: 0,
    tried: NOTHING,
  };
}

/** Takes in the next delivery, and the calls before it. */
export function takeIn(walk: LineWalk, latest: Message): void {
  const { line, realm, calls, even, next } = walk;
  for (; walk.counted <= callsBefore(latest); walk.counted += 1) {
    if (isOpen(line, walk.counted, realm)) calls.push(walk.counted);
  }
  walk.before.push(calls.length);
  const key = calls.length - next;
  const queue = even.get(key);
  if (queue === undefined) even.set(key, { indices: [next], next: 0 });
  else queue.indices.push(next);
}

/** Told calls that failed, went elsewhere or were ruled out by their target origin send nothing here. */
function isOpen(line: WindowLine, number: number, realm: Realm): boolean {
  const post = (line.calls.get(number)?.post ?? null) as CallPost | null;
  if (post === null) return true;
  const { isBorrowed, refusedBy } = post.window;
  return post.failure === null && !isBorrowed && refusedBy === null && post.teller.origin === realm.origin;
}

/**
 * The first open delivery up to which there are as many open calls as open deliveries:
 * before − first = index − head + 1, so before − index = first − head + 1.
 */
export function findEven({ even, first, head }: LineWalk): number | undefined {
  const queue = even.get(first - head + 1);
  return queue?.indices[queue.next];
}

/** The oldest open delivery is decided. */
export function passHead(walk: LineWalk): void {
  const { head, begin, even } = walk;
  const key = (walk.before[head - begin] as number) - head;
  const queue = even.get(key);
  if (queue !== undefined && ++queue.next === queue.indices.length) even.delete(key);
  walk.head += 1;
  walk.tried = NOTHING;
}

/** The call at an index of `calls`. */
export function callAt({ line, calls }: LineWalk, index: number): OpenCall {
  const number = calls[index] as number;
  return { number, message: line.calls.get(number) ?? null };
}

/** The oldest open delivery. */
export function headOf({ line, head }: LineWalk): Message {
  return line.deliveries[head] as Message;
}

/** How often the window's `postMessage` had been called when it arrived. */
export function callsBefore({ delivery }: Message): number {
  return delivery?.window?.calls ?? 0;
}
