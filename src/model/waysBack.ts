import { fitOf, mayBeShown, type Fit } from './comparing';
import { lastHandleOf } from './createModel';
import { arrivalOf, isIdle, isOpen, openHandlesOf, originOf } from './openHandles';
import type { Evidence, Handle, Model, Realm } from './types';

/** Where an arrival came from: what is to be joined, the oldest first, and the latest moment that this rests on. */
export type Found = { joints: { left: Handle; came: Handle; evidence: Evidence }[]; until: number };

/** A handle that an arrival can have come from, and how well it fits. */
export type Candidate = Fit & { left: Handle };

/** The ports of a realm that an arrival can be. */
export function candidatesIn(origin: Realm | null, came: Handle): Candidate[] {
  const candidates: Candidate[] = [];
  const arrivedAt = arrivalOf(came);
  for (const left of openHandlesOf(origin, arrivedAt)) {
    const fit = fitOf(came, left);
    if (fit.verdict !== 'contradicted') candidates.push({ left, ...fit });
  }
  return candidates;
}

/** A port that went straight from one handle to the other. */
export function wayFrom({ left, until }: { left: Handle; until: number }, came: Handle, evidence: Evidence): Found {
  return { joints: [{ left, came, evidence }], until };
}

/** The port's last handle before all that a way joins. */
export function leftOf({ joints }: Found): Handle {
  return (joints[0] as Found['joints'][0]).left;
}

/** The only way; or the only one whose first stop nothing else explains: then the port did stop there. */
export function onlyOne(ways: readonly Found[]): Found | null {
  if (new Set(ways.map(leftOf)).size > 1) return null;
  const certain = ways.length === 1 ? ways : ways.filter((way) => way.joints.length > 1 && isForced(way));
  return certain.length === 1 ? (certain[0] ?? null) : null;
}

function isForced({ joints: [first] }: Found): boolean {
  if (first === undefined) return false;
  const { left, came } = first;
  return candidatesIn(left.realm, came).every((other) => other.left === left);
}

/**
 * Where an arrival came from by ways that lead over arrivals of which nothing was seen, and that were handed on: traffic
 * names a port that was last seen in a realm further back.
 * @returns null if there is too much to look at to know them all.
 */
export function findWays(model: Model, came: Handle): Found[] | null {
  // Without traffic nothing names a port; and if nothing was handed on, or it names none further back, there is nothing
  // to look for.
  if (isIdle(came.port) || !hasStops(model, came) || !isShownElsewhere(model, came)) return [];
  const search: Search = { came, ways: [], looks: 0 };
  followBack(model, search, came, []);
  return search.looks > MOST_LOOKS ? null : search.ways;
}

/** Whether any port could have stopped in the realm that it came from. This is told faster than all that follows. */
function hasStops({ pending }: Model, came: Handle): boolean {
  const origin = originOf(came);
  for (const stop of pending.arrivals) if (isStop(stop, came, origin)) return true;
  return false;
}

/** It arrived in a realm, nothing was seen of it there, and it can have gone on as that arrival. */
function isStop(stop: Handle, next: Handle, origin: Realm | null): boolean {
  const last = lastHandleOf(stop.port);
  return last !== undefined && last.realm === origin && last !== next && isOpen(last) && isIdle(stop.port);
}

function isShownElsewhere(model: Model, came: Handle): boolean {
  const origin = originOf(came);
  for (const realm of model.realms.values()) {
    if (realm === origin) continue;
    for (const left of openHandlesOf(realm, arrivalOf(came)))
      if (mayBeShown(left.port) && fitOf(came, left).verdict === 'shown by traffic') return true;
  }
  return false;
}

type Search = { came: Handle; ways: Found[]; looks: number };

/** More stops without any traffic are not followed, nor looked at in all. */
const MOST_STOPS = 32;
const MOST_LOOKS = 256;

/**
 * @param head how far it was followed back.
 * @param after what would have to be joined after that.
 */
function followBack(model: Model, search: Search, head: Handle, after: Found['joints']): void {
  const { came, ways } = search;
  const origin = originOf(head);
  if (origin === null || after.length > MOST_STOPS) return;
  for (const stop of model.pending.arrivals) {
    if (!isStop(stop, head, origin)) continue;
    const last = lastHandleOf(stop.port) as Handle;
    if (after.some(({ left }) => left === last) || fitOf(head, last).verdict === 'contradicted') continue;
    if (++search.looks > MOST_LOOKS) return;
    const joints: Found['joints'] = [{ left: last, came: head, evidence: 'inferred' }, ...after];
    for (const left of openHandlesOf(originOf(stop), arrivalOf(stop))) {
      const { verdict, until } = fitOf(came, left);
      if (verdict !== 'shown by traffic' || fitOf(stop, left).verdict === 'contradicted') continue;
      ways.push({ joints: [{ left, came: stop, evidence: 'inferred' }, ...joints], until });
    }
    followBack(model, search, stop, joints);
  }
}
