import { startOf } from './clocks';
import { compareDigests } from './digests';
import type { Evidence, Message, Realm, WindowLine } from './types';
import type { CallPost } from './windows';

/** A call that no delivery followed for so long, in ms, while the receiver was awake, will not have one. */
export const PATIENCE = 10_000;

/** A call and the delivery it led to. */
export type Match = { posted: Message; delivered: Message; evidence: Evidence };

/** An open call: its number, and the message, or null while nobody has told of it. */
type OpenCall = { number: number; message: Message | null };

/** What is open while a line is walked: calls from `first` on, and deliveries from index `head` on. */
type Walk = {
  line: WindowLine;
  realm: Realm;
  calls: OpenCall[];
  first: number;
  head: number;
  found: Match[];
  tried: Tried;
};

/**
 * What was tried in vain with this head and first call: the head alone, and together with deliveries before index
 * `next`, up to which there are calls before index `end`. More deliveries change neither.
 */
type Tried = { isHead: boolean; next: number; end: number };

const NOTHING: Tried = { isHead: false, next: 0, end: 0 };

/** More calls than this are paired by order and number only: to compare them all would take too long. */
const MOST_COMPARED = 64;

/**
 * Finds which deliveries belong to which calls of a window's `postMessage`, from where that was left, and moves
 * `decided` on. Messages come in the order of the calls. Not every call sends one: it may throw, or name an origin that
 * does not fit, and neither is known of calls without arguments. Not every delivery has a call here: the function may
 * have been borrowed from another window. So, for the oldest open delivery:
 *
 *  - the oldest open call did send a message, and this can be it: it is;
 *  - only one open call can be the one: it is;
 *  - none can: the delivery came another way;
 *  - up to some later delivery there are as many open calls as open deliveries, all possible: they belong together in
 *    order.
 *
 * Anything else waits for what comes next, at most PATIENCE. None of this depends on when the realms were heard, only
 * on what they said: a call that is not told yet holds up whatever it could change.
 */
export function matchLine(line: WindowLine, realm: Realm): Match[] {
  const { call, delivery } = line.decided;
  const walk: Walk = { line, realm, calls: [], first: 0, head: delivery, found: [], tried: NOTHING };
  let counted = call;
  for (let i = delivery; i < line.deliveries.length; i += 1) {
    const latest = line.deliveries[i] as Message;
    for (; counted <= callsBefore(latest); counted += 1) {
      if (isOpen(line, counted, realm)) walk.calls.push({ number: counted, message: line.calls.get(counted) ?? null });
    }
    while (walk.head < i && startOf(headOf(walk)) < startOf(latest) - PATIENCE) giveUp(walk);
    dropExpired(walk);
    while (walk.head <= i && (decideHead(walk) || decideTogether(walk, i))) dropExpired(walk);
  }
  line.decided.delivery = walk.head;
  return walk.found;
}

/** Told calls that failed, went elsewhere or were ruled out by their target origin send nothing here. */
function isOpen(line: WindowLine, number: number, realm: Realm): boolean {
  const post = (line.calls.get(number)?.post ?? null) as CallPost | null;
  if (post === null) return true;
  const { isBorrowed, refusedBy } = post.window;
  return post.failure === null && !isBorrowed && refusedBy === null && post.teller.origin === realm.origin;
}

/** Pairs or gives up the oldest delivery, if that can be decided by itself. */
function decideHead(walk: Walk): boolean {
  if (walk.tried.isHead) return false;
  walk.tried = { isHead: true, next: walk.head, end: walk.first };
  const delivered = headOf(walk);
  const isUnsure = isYoung(delivered, walk.realm);
  const oldest = walk.calls[walk.first];
  if (!isUnsure && oldest !== undefined && isSent(oldest) && fit(oldest, delivered) !== null) {
    accept(walk, walk.first, 'observed');
    return true;
  }
  const possible: number[] = [];
  for (let i = walk.first; i < walk.calls.length; i += 1) {
    const call = walk.calls[i] as OpenCall;
    if (call.number > callsBefore(delivered)) break;
    if (call.message === null || i - walk.first >= MOST_COMPARED) return false;
    const found = fit(call, delivered);
    if (found === 'observed' || (found !== null && !isUnsure)) possible.push(i);
  }
  if (possible.length > 1) return false;
  const [only] = possible;
  if (only === undefined) giveUp(walk);
  else accept(walk, only, isUnsure ? 'inferred' : fit(walk.calls[only] as OpenCall, delivered));
  return true;
}

/** Pairs the open deliveries in order, up to the first at which there are as many as calls. */
function decideTogether(walk: Walk, last: number): boolean {
  const { line, calls, first, head } = walk;
  const { tried } = walk;
  for (let i = tried.next; i <= last; i += 1) {
    const delivered = line.deliveries[i] as Message;
    if (isYoung(delivered, walk.realm)) return false;
    while (tried.end < calls.length && (calls[tried.end] as OpenCall).number <= callsBefore(delivered)) tried.end += 1;
    tried.next = i + 1;
    const count = i - head + 1;
    if (tried.end - first !== count) continue;
    const pairs = line.deliveries.slice(head, i + 1).map((message, k) => fit(calls[first + k] as OpenCall, message));
    if (pairs.includes(null)) continue;
    for (const evidence of pairs) accept(walk, walk.first, evidence);
    return true;
  }
  return false;
}

/**
 * How sure it is that this call led to this delivery, if it was one of the two; null if it cannot have.
 */
function fit({ number, message }: OpenCall, { delivery }: Message): Evidence | null {
  const post = (message?.post ?? null) as CallPost | null;
  if (post === null || delivery === null || number > (delivery.calls ?? 0)) return null;
  if (!post.window.isSeen) return 'inferred';
  const verdict = compareDigests(post.value, delivery.value);
  const isFromThere =
    delivery.sourcePath === null || post.teller.path === null || delivery.sourcePath === post.teller.path;
  const hasSamePorts = post.transfer === null || post.departures.length === delivery.arrivals.length;
  if (verdict === 'different' || !isFromThere || !hasSamePorts) return null;
  return verdict === 'same' ? 'observed' : 'inferred';
}

/** The native call came back, and its target origin is known not to stand in the way. */
function isSent({ message }: OpenCall): boolean {
  const { isSeen, targetOrigin } = (message?.post as CallPost | undefined)?.window ?? {
    isSeen: false,
    targetOrigin: null,
  };
  return isSeen && targetOrigin !== null;
}

/** Soon after the agent came late: what arrives may have been posted before, by calls that were not counted. */
function isYoung({ delivery }: Message, realm: Realm): boolean {
  return realm.attach === 'late' && (delivery?.at ?? 0) < (realm.attachedAt ?? 0) + PATIENCE;
}

function accept(walk: Walk, index: number, evidence: Evidence | null): void {
  const { number, message } = walk.calls[index] as OpenCall;
  walk.found.push({ posted: message as Message, delivered: headOf(walk), evidence: evidence ?? 'inferred' });
  walk.line.decided.call = number + 1;
  walk.first = index + 1;
  walk.head += 1;
  walk.tried = NOTHING;
}

function giveUp(walk: Walk): void {
  const before = callsBefore(headOf(walk));
  const hasUntold = walk.calls.some(
    ({ number, message }, i) => i >= walk.first && message === null && number <= before,
  );
  if (hasUntold) walk.line.doubtful = before;
  walk.head += 1;
  walk.tried = NOTHING;
}

/** Calls that no open delivery can be of any more; one that was not told came before the next that was. */
function dropExpired(walk: Walk): void {
  const { line, calls, realm } = walk;
  const awakeAt = line.deliveries[walk.head]?.delivery?.awakeAt ?? null;
  if (awakeAt === null) return;
  const limit = realm.timeOrigin + awakeAt - PATIENCE;
  let told = walk.first;
  while (told < calls.length) {
    const { message } = calls[told] as OpenCall;
    if (message === null) told += 1;
    else if (startOf(message) < limit) {
      walk.first = told += 1;
      walk.tried = NOTHING;
    } else return;
  }
}

function headOf({ line, head }: Walk): Message {
  return line.deliveries[head] as Message;
}

function callsBefore({ delivery }: Message): number {
  return delivery?.calls ?? 0;
}
