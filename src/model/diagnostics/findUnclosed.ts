import { lastHandleOf, peerOf } from '../createModel';
import { realmLabel } from '../labels';
import { isScheduler } from '../select';
import type { Handle, Port, Realm } from '../types';
import type { Context } from './context';
import type { Subject } from './diagnostic';
import type { Finding, Later } from './rule';
import { isUntouched } from './findUntakenPort';
import { beginOf, firstOf, splitAt, undeliveredTo } from './undelivered';
import { namePort, sayCount, sayNobody } from './words';

const ADVICE =
  'Call close() when the conversation is over: it frees the other end too, which else may stay in memory with all that ' +
  'its listeners refer to.';

/** Somebody still posts to a port that was never closed and is garbage. */
export function findPostsToGarbage(port: Port, context: Context): Finding | Later | null {
  const handle = lastHandleOf(port);
  if (handle === undefined || !isUnclosed(handle)) return null;
  const collectedAt = collectionOf(handle);
  const { after } = splitAt(undeliveredTo(context.model, port), handle.realm, collectedAt);
  if (after.count === 0) return null;
  const later = judge(handle, context);
  if (later !== 'sure') return later;
  return {
    level: 'warning',
    sentence: `${sayCount(after.count, 'message')} posted to ${namePort(port)}, which was never closed and is garbage: ${sayNobody(after.count)}.`,
    advice: 'Close a port before the last reference to it is dropped, and tell the other end first, so that it stops.',
    count: after.count,
    messages: firstOf(after),
    since: beginOf(after),
  };
}

/** Ports that were dropped without being closed, by realm: pages that make a channel for each request make many. */
export function findUnclosed(context: Context): ((Finding & { subject: Subject }) | Later)[] {
  const byRealm = new Map<Realm, { count: number; since: number }>();
  const later: Later[] = [];
  for (const port of context.model.ports.values()) {
    const handle = lastHandleOf(port);
    if (handle === undefined || !isUnclosed(handle)) continue;
    const verdict = judge(handle, context);
    if (verdict === null) continue;
    if (verdict !== 'sure') {
      later.push(verdict);
      continue;
    }
    const known = byRealm.get(handle.realm);
    const since = Math.min(known?.since ?? Infinity, collectionOf(handle));
    byRealm.set(handle.realm, { count: (known?.count ?? 0) + 1, since });
  }
  const found = [...byRealm].map(([realm, { count, since }]) => ({
    level: 'info' as const,
    subject: { kind: 'realm' as const, realm },
    sentence: `${sayCount(count, 'port')} in ${realmLabel(realm)} ${count === 1 ? 'was' : 'were'} never closed, and nothing can use ${count === 1 ? 'it' : 'them'} any more.`,
    advice: ADVICE,
    count,
    messages: [],
    since,
  }));
  return [...found, ...later];
}

/** Garbage, though neither it nor its peer was closed or lost with its realm. */
function isUnclosed(handle: Handle): boolean {
  const { collectedAt, closedAt, departure, sweptAt, port, realm } = handle;
  if (collectedAt === null || closedAt !== null || departure !== null || sweptAt !== null) return false;
  // One that nobody took is told as such.
  const isUntaken = handle.arrival !== null && isUntouched(handle);
  if (realm.state === 'gone' || isUntaken || isScheduler(port.channel)) return false;
  const peer = lastHandleOf(peerOf(port));
  return peer === undefined || (peer.closedAt === null && peer.realm.state !== 'gone');
}

/** An object whose port was transferred is garbage too; if that was not seen, the arrival is, once all were heard. */
function judge(handle: Handle, { heardUntil, mayHaveLeft }: Context): 'sure' | Later | null {
  const collectedAt = collectionOf(handle);
  if (heardUntil < collectedAt) return { until: collectedAt };
  const since = handle.seenHereAt ?? handle.arrival?.at ?? handle.born ?? 0;
  return mayHaveLeft(handle.realm, handle.realm.timeOrigin + since) ? null : 'sure';
}

function collectionOf({ realm, collectedAt }: Handle): number {
  return realm.timeOrigin + (collectedAt ?? 0);
}
