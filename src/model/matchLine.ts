import { startOf } from './clocks';
import { compareDigests } from './digests';
import {
  beginWalk,
  callAt,
  callsBefore,
  findEven,
  headOf,
  NOTHING,
  passHead,
  takeIn,
  type LineWalk,
  type Match,
  type OpenCall,
} from './lineWalk';
import type { Evidence, Message, Realm, WindowLine } from './types';
import type { CallPost } from './windows';

/** A call that no delivery followed for so long, in ms, while the receiver was awake, will not have one. */
export const PATIENCE = 10_000;

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
  const walk = (line.walk ??= beginWalk(line, realm));
  walk.found = [];
  for (; walk.next < line.deliveries.length; walk.next += 1) {
    const latest = line.deliveries[walk.next] as Message;
    takeIn(walk, latest);
    while (walk.head < walk.next && startOf(headOf(walk)) < startOf(latest) - PATIENCE) giveUp(walk);
    dropExpired(walk);
    while (walk.head <= walk.next && (decideHead(walk) || decideTogether(walk))) dropExpired(walk);
  }
  line.decided.delivery = walk.head;
  return walk.found;
}

/** Pairs or gives up the oldest delivery, if that can be decided by itself. */
function decideHead(walk: LineWalk): boolean {
  if (walk.tried.isHead) return false;
  walk.tried = { ...walk.tried, isHead: true };
  const delivered = headOf(walk);
  const isUnsure = isYoung(delivered, walk.realm);
  const oldest = walk.first < walk.calls.length ? callAt(walk, walk.first) : null;
  if (!isUnsure && oldest !== null && isSent(oldest) && fit(oldest, delivered) !== null) {
    accept(walk, walk.first, 'observed');
    return true;
  }
  const possible: number[] = [];
  for (let i = walk.first; i < walk.calls.length; i += 1) {
    const call = callAt(walk, i);
    if (call.number > callsBefore(delivered)) break;
    if (call.message === null || i - walk.first >= MOST_COMPARED) return false;
    const found = fit(call, delivered);
    if (found === 'observed' || (found !== null && !isUnsure)) possible.push(i);
  }
  if (possible.length > 1) return false;
  const [only] = possible;
  if (only === undefined) giveUp(walk);
  else accept(walk, only, isUnsure ? 'inferred' : fit(callAt(walk, only), delivered));
  return true;
}

/** Pairs the open deliveries in order, up to the first at which there are as many as calls. */
function decideTogether(walk: LineWalk): boolean {
  const { line, first, head } = walk;
  if (walk.tried.isTogether || isYoung(headOf(walk), walk.realm)) return false;
  const last = findEven(walk);
  if (last === undefined) return false;
  const pairs: (Evidence | null)[] = [];
  for (let i = head; i <= last; i += 1) {
    const evidence = fit(callAt(walk, first + i - head), line.deliveries[i] as Message);
    if (evidence === null) {
      // With more of them these two would still stand beside each other.
      walk.tried = { ...walk.tried, isTogether: true };
      return false;
    }
    pairs.push(evidence);
  }
  for (const evidence of pairs) accept(walk, walk.first, evidence);
  return true;
}

/**
 * How sure it is that this call led to this delivery, if it was one of the two; null if it cannot have.
 */
function fit({ number, message }: OpenCall, { delivery }: Message): Evidence | null {
  const post = (message?.post ?? null) as CallPost | null;
  const window = delivery?.window ?? null;
  if (post === null || delivery === null || window === null || number > window.calls) return null;
  if (!post.window.isSeen) return 'inferred';
  const verdict = compareDigests(post.value, delivery.value);
  const isFromThere = window.sourcePath === null || post.teller.path === null || window.sourcePath === post.teller.path;
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

function accept(walk: LineWalk, index: number, evidence: Evidence | null): void {
  const { number, message } = callAt(walk, index);
  walk.found.push({ posted: message as Message, delivered: headOf(walk), evidence: evidence ?? 'inferred' });
  walk.line.decided.call = number + 1;
  walk.first = index + 1;
  passHead(walk);
}

function giveUp(walk: LineWalk): void {
  const before = callsBefore(headOf(walk));
  const { line, calls } = walk;
  walk.untold = Math.max(walk.untold, walk.first);
  while (walk.untold < calls.length && line.calls.has(calls[walk.untold] as number)) walk.untold += 1;
  const untold = calls[walk.untold];
  if (untold !== undefined && untold <= before) line.doubtful = before;
  passHead(walk);
}

/** Calls that no open delivery can be of any more; one that was not told came before the next that was. */
function dropExpired(walk: LineWalk): void {
  const { line, calls, realm } = walk;
  const awakeAt = line.deliveries[walk.head]?.delivery?.window?.awakeAt ?? null;
  if (awakeAt === null) return;
  const limit = realm.timeOrigin + awakeAt - PATIENCE;
  for (;;) {
    walk.told = Math.max(walk.told, walk.first);
    while (walk.told < calls.length && !line.calls.has(calls[walk.told] as number)) walk.told += 1;
    const message = line.calls.get(calls[walk.told] ?? 0);
    if (message === undefined || startOf(message) >= limit) return;
    walk.first = walk.told + 1;
    walk.tried = NOTHING;
  }
}
