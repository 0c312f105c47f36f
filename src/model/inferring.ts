import { CLOCK_SLACK } from './clocks';
import { compareEnds, fitOf, momentOf, type Fit } from './comparing';
import { lastHandleOf, peerOf } from './createModel';
import { entangleHandles, joinHandles } from './joining';
import type { Evidence, Handle, Model, Port, Realm, Transfer } from './types';

/**
 * Finds out where arrived ports came from when their departure was not seen (a `postMessage` to a window is seen at the
 * receiver only). Nothing is guessed: an arrival is joined when exactly one port explains it and it is the only arrival
 * that this port explains, and the joining is marked with what it rests on:
 *
 *  - swept: the realm it came from looked at all its ports, and this one alone had left it;
 *  - inferred: what was posted at one end of a channel arrives at the other in the same order, so the digests of an
 *    arrived handle's messages must continue those of the port it once was;
 *  - inferred: a port got a message that its peer in the same realm never posted: then that peer has left the realm;
 *  - inferred: two arrived handles exchange messages: then they are the two ends of one channel, and if their realm of
 *    origin made exactly one channel that nobody there uses, it is that one.
 *
 * "Only one" is true only of what is known, so nothing is decided until every living realm has been heard beyond the
 * moment of the evidence, and until the realm of origin has swept if it can; `pending` asks for both.
 *
 * @returns true if anything was joined: then there may be more to find.
 */
export function inferArrivals(model: Model): boolean {
  model.pending.sweeps.clear();
  for (const came of model.pending.arrivals) {
    const origin = originOf(came);
    if (origin === null || !hasSwept(model, came, origin)) continue;
    const found = findOrigin(model, came, origin) ?? findOriginBefore(model, came);
    if (found !== null && isKnownUntil(model, found.until)) {
      for (const { left, came: next, evidence } of found.joints) joinHandles(model, left, next, evidence);
      return true;
    }
    const peer = findPeer(model, came, origin);
    if (peer !== null && isKnownUntil(model, peer.until)) {
      entangleHandles(model, came, peer.other);
      const first = findOnlyIdleChannel(came, peer.other, origin);
      if (first !== null) joinHandles(model, first, earlierOf(came, peer.other), 'inferred');
      return true;
    }
  }
  return false;
}

/** Says of each realm until when ports left it that are not known to be which. */
export function noteUnexplained({ pending: { arrivals, origins } }: Model): void {
  for (const realm of origins) realm.unexplainedAt = null;
  origins.clear();
  for (const came of arrivals) {
    const origin = originOf(came);
    if (origin === null) continue;
    origin.unexplainedAt = Math.max(origin.unexplainedAt ?? 0, momentOf(came.realm, came.arrival?.at ?? null));
    origins.add(origin);
  }
}

/** Where an arrival came from: what is to be joined, the oldest first, and the latest moment that this rests on. */
type Found = { joints: { left: Handle; came: Handle; evidence: Evidence }[]; until: number };

/** Every living realm has been heard beyond that moment: no earlier record is still on its way. */
export function isKnownUntil(model: Model, moment: number): boolean {
  for (const realm of model.realms.values()) {
    if (!realm.isInstrumented || realm.state !== 'live') continue;
    if (momentOf(realm, realm.heardUntil) >= moment + CLOCK_SLACK) continue;
    model.pending.isWaitingForReports = true;
    return false;
  }
  return true;
}

/** The realm that the message came from which carried the port; null: not known. */
export function originOf(came: Handle): Realm | null {
  const message = came.arrival?.message ?? null;
  const delivery = message?.delivery ?? null;
  if (message === null || delivery === null) return null;
  const { carrier } = delivery;
  switch (carrier.type) {
    case 'worker':
    case 'service-worker':
      return carrier.worker;
    case 'port': {
      const post = message.absorbedBy?.post ?? null;
      // An agent would have seen it being posted: so it was posted where none runs.
      const unseen = peerOf(carrier.handle.port).handles.filter(({ realm }) => !realm.isInstrumented);
      return post?.realm ?? (unseen.length === 1 ? (unseen[0]?.realm ?? null) : null);
    }
    default:
      return delivery.source;
  }
}

/** Whether its realm of origin has looked at its ports since; true also where it cannot. */
function hasSwept(model: Model, came: Handle, origin: Realm): boolean {
  if (!origin.canSweep || origin.state !== 'live') return true;
  const moment = momentOf(came.realm, came.arrival?.at ?? null) + CLOCK_SLACK;
  if (origin.sweptUntil !== null && momentOf(origin, origin.sweptUntil) >= moment) return true;
  model.pending.sweeps.add(origin);
  return false;
}

/** The port that an arrival is, if a sweep, traffic or absence leaves one choice, in both directions. */
function findOrigin(model: Model, came: Handle, origin: Realm): Found | null {
  const candidates = openHandlesOf(origin)
    .map((left) => ({ left, ...fitOf(came, left) }))
    .filter(({ verdict }) => verdict !== 'contradicted');
  const [sole, ...others] = candidates;
  if (sole === undefined) return null;
  if (others.length === 0 && isNamedBySweep(sole.left) && !hasRivals(model, came, sole.left, 'has left'))
    return foundAt(came, sole, 'swept');
  for (const verdict of ['shown by traffic', 'has left'] as const) {
    const [only, ...more] = candidates.filter((fit) => fit.verdict === verdict);
    if (only === undefined) continue;
    return more.length > 0 || hasRivals(model, came, only.left, verdict) ? null : foundAt(came, only, 'inferred');
  }
  return null;
}

function foundAt(came: Handle, { left, until }: { left: Handle; until: number }, evidence: Evidence): Found {
  return { joints: [{ left, came, evidence }], until };
}

/**
 * Found to have left by a sweep of all that its realm held. Where not everything was recorded we need not know all of
 * them, and what is not known may have left as well.
 */
function isNamedBySweep({ realm, sweptAt }: Handle): boolean {
  return sweptAt !== null && realm.isWhole;
}

/** Whether another arrival could as well be that port. */
function hasRivals(model: Model, came: Handle, left: Handle, verdict: Fit['verdict']): boolean {
  const origin = originOf(came);
  for (const rival of model.pending.arrivals) {
    if (rival === came || originOf(rival) !== origin) continue;
    const fit = fitOf(rival, left).verdict;
    // Where absence is the argument, whatever is possible is a rival.
    if (fit === verdict || (verdict === 'has left' && fit !== 'contradicted')) return true;
  }
  return false;
}

/** Handles that may have left a realm unseen: the last known place of their port, and neither closed nor gone. */
function openHandlesOf(realm: Realm): Handle[] {
  return [...realm.handles.values(), ...realm.unseenHandles].filter(isOpen);
}

function isOpen(handle: Handle): boolean {
  return (handle.departure === null || isAdrift(handle.departure)) && lastHandleOf(handle.port) === handle;
}

/** It was seen leaving in a message to a window, and which delivery that was is not known. */
function isAdrift({ evidence, message }: Transfer): boolean {
  return evidence === 'unknown' && message?.post?.window != null && message.delivery === null;
}

/**
 * The port that an arrival is, if it was handed on unused: traffic names a port that was last seen in a realm further
 * back, and only one way leads from there over arrivals of which nothing was seen where they arrived.
 */
function findOriginBefore(model: Model, came: Handle): Found | null {
  const ways: Way[] = [];
  findWays(model, [came], ways);
  const [only, ...more] = ways;
  if (only === undefined || more.length > 0 || isShownByOther(model, came, only.journey[0] as Handle)) return null;
  const { journey, until } = only;
  const joints = journey.slice(1).map((next, i) => ({ left: journey[i] as Handle, came: next, evidence: INFERRED }));
  return { joints, until };
}

const INFERRED: Evidence = 'inferred';

/** A possible journey, the oldest handle first, and the latest moment that it rests on. */
type Way = { journey: Handle[]; until: number };

/** More stops than this, without any traffic at them, are not followed, nor more ways than are needed to doubt them. */
const MOST_STOPS = 32;

function findWays(model: Model, journey: Handle[], ways: Way[]): void {
  const [next, came] = [journey[0] as Handle, journey[journey.length - 1] as Handle];
  if (journey.length > MOST_STOPS) return;
  for (const stop of findStops(model, next)) {
    const realm = originOf(stop);
    if (realm === null || ways.length > 1 || journey.includes(stop)) continue;
    for (const left of openHandlesOf(realm)) {
      const { verdict, until } = fitOf(came, left);
      if (verdict !== 'shown by traffic' || fitOf(stop, left).verdict === 'contradicted') continue;
      ways.push({ journey: [left, stop, ...journey], until });
    }
    findWays(model, [stop, ...journey], ways);
  }
}

/** Arrivals in the realm where a port came from that can be this port, and of which nothing was seen there. */
function findStops(model: Model, came: Handle): Handle[] {
  const realm = originOf(came);
  if (realm?.isWhole !== true || !realm.isInstrumented) return [];
  return [...model.pending.arrivals].filter(
    (stop) => stop.realm === realm && isOpen(stop) && isUnused(stop) && fitOf(came, stop).verdict === 'possible',
  );
}

function isUnused({ posts, deliveries, port }: Handle): boolean {
  return posts.length + deliveries.length === 0 && port.handles.length === 1;
}

function isShownByOther(model: Model, came: Handle, left: Handle): boolean {
  for (const other of model.pending.arrivals)
    if (other !== came && fitOf(other, left).verdict === 'shown by traffic') return true;
  return false;
}

/** The only other arrival from the same realm that exchanges messages with this one, and with no other. */
function findPeer(model: Model, came: Handle, origin: Realm): { other: Handle; until: number } | null {
  const partnersOf = (one: Handle) =>
    [...model.pending.arrivals]
      .filter((other) => other !== one && originOf(other) === origin && isOneSided(one) && isOneSided(other))
      .map((other) => ({ other, ...compareEnds(one.port, other.port) }))
      .filter(({ verdict }) => verdict === 'same');
  const [only, ...more] = partnersOf(came);
  if (only === undefined || more.length > 0 || partnersOf(only.other).length > 1) return null;
  return only;
}

/** Its channel's other end was seen nowhere. */
function isOneSided(handle: Handle): boolean {
  return peerOf(handle.port).handles.length === 0;
}

/**
 * The first port of the only channel of a realm whose two ends can both have left it, if nothing was seen of it there:
 * then nothing tells the two ends apart, and it does not matter which is which.
 */
function findOnlyIdleChannel(one: Handle, other: Handle, origin: Realm): Handle | null {
  const firsts = openHandlesOf(origin).filter((handle) => {
    const [first, second] = handle.port.channel.ports;
    const last = lastHandleOf(second);
    return handle.port === first && last !== undefined && last.realm === origin && isOpen(last);
  });
  const possible = firsts.filter((handle) => fitOf(earlierOf(one, other), handle).verdict === 'possible');
  const [only, ...more] = possible;
  return only !== undefined && more.length === 0 && only.port.channel.ports.every(isIdle) ? only : null;
}

function isIdle({ handles }: Port): boolean {
  return handles.every(({ posts, deliveries }) => posts.length + deliveries.length === 0);
}

function earlierOf(one: Handle, other: Handle): Handle {
  const first = momentOf(one.realm, one.arrival?.at ?? null);
  return first <= momentOf(other.realm, other.arrival?.at ?? null) ? one : other;
}
