import { CLOCK_SLACK } from './clocks';
import { lastHandleOf, peerOf } from './createModel';
import { compareDigests } from './digests';
import { entangleHandles, joinHandles } from './joining';
import { countOf, nthOf } from './pairing';
import type { Handle, Model, Port, Realm, Transfer } from './types';

/**
 * Finds out where arrived ports came from when their departure was not seen (a `postMessage` to a window is seen at the
 * receiver only). Nothing is guessed: an arrival is joined when exactly one port explains it and it is the only arrival
 * that this port explains, and then the joining is marked as inferred. Three arguments are used:
 *
 *  - what was posted at one end of a channel arrives at the other in the same order, so the digests of an arrived
 *    handle's messages must continue those of the port it once was;
 *  - a port got a message that its peer in the same realm never posted: then that peer has left the realm;
 *  - two arrived handles exchange messages: then they are the two ends of one channel, and if their realm of origin
 *    made exactly one channel that nobody there uses, it is that one.
 *
 * "Only one" is true only of what is known, so nothing is decided until every living realm has been heard beyond the
 * moment of the evidence; until then `pending.isWaitingForReports` asks for that.
 *
 * @returns true if anything was joined: then there may be more to find.
 */
export function inferArrivals(model: Model): boolean {
  for (const came of model.pending.arrivals) {
    const origin = originOf(came);
    if (origin === null) continue;
    const found = findOrigin(model, came, origin);
    if (found !== null && isKnownUntil(model, found.until)) {
      joinHandles(model, found.left, came, 'inferred');
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

/** What speaks for or against two things being one, and the latest moment (ms since 1970) of what was compared. */
type Finding = { verdict: 'same' | 'different' | 'unknown'; until: number };

/** How well an arrived handle continues a port that was last seen in its realm of origin. */
type Fit = { verdict: 'contradicted' | 'possible' | 'shown by traffic' | 'has left'; until: number };

/** Every living realm has been heard beyond that moment: no earlier record is still on its way. */
export function isKnownUntil(model: Model, moment: number): boolean {
  for (const realm of model.realms.values()) {
    if (!realm.isInstrumented || realm.state !== 'live') continue;
    if (globalTime(realm, realm.heardUntil) >= moment + CLOCK_SLACK) continue;
    model.pending.isWaitingForReports = true;
    return false;
  }
  return true;
}

/** The realm that the message came from which carried the port; null: not known. */
export function originOf(came: Handle): Realm | null {
  const delivery = came.arrival?.message?.delivery ?? null;
  if (delivery === null) return null;
  const { carrier } = delivery;
  return carrier.type === 'worker' || carrier.type === 'service-worker' ? carrier.worker : delivery.source;
}

/** The port that an arrival is, if traffic or absence leaves one choice, in both directions. */
function findOrigin(model: Model, came: Handle, origin: Realm): { left: Handle; until: number } | null {
  for (const verdict of ['shown by traffic', 'has left'] as const) {
    const fitting = openHandlesOf(origin)
      .map((left) => ({ left, ...fitOf(came, left) }))
      .filter((fit) => fit.verdict === verdict);
    if (fitting.length > 1) return null;
    const [only] = fitting;
    if (only !== undefined) return hasRivals(model, came, only.left, origin, verdict) ? null : only;
  }
  return null;
}

/** Whether another arrival could as well be that port. */
function hasRivals(model: Model, came: Handle, left: Handle, origin: Realm, verdict: Fit['verdict']): boolean {
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
  return [...realm.handles.values(), ...realm.unseenHandles].filter(
    (handle) => (handle.departure === null || isAdrift(handle.departure)) && lastHandleOf(handle.port) === handle,
  );
}

/** It was seen leaving in a message to a window, and which delivery that was is not known. */
function isAdrift({ evidence, message }: Transfer): boolean {
  return evidence === 'unknown' && message?.post?.window != null && message.delivery === null;
}

function fitOf(came: Handle, left: Handle): Fit {
  const port = left.port;
  const peer = peerOf(port);
  const arrivedAt = globalTime(came.realm, came.arrival?.at ?? null);
  const contradicted: Fit = { verdict: 'contradicted', until: arrivedAt };
  if (port === came.port || peer === came.port) return contradicted;
  if (left.closedAt !== null && globalTime(left.realm, left.closedAt) < arrivedAt - CLOCK_SLACK) return contradicted;
  if (left.born !== null && globalTime(left.realm, left.born) > arrivedAt + CLOCK_SLACK) return contradicted;
  const lastUse = left.deliveries[left.deliveries.length - 1]?.delivery ?? null;
  if (lastUse !== null && globalTime(lastUse.realm, lastUse.at) > arrivedAt + CLOCK_SLACK) return contradicted;
  if (!left.realm.isInstrumented) return { verdict: 'possible', until: arrivedAt };

  const sent = compareStreams({ port: came.port, from: 0 }, { port: peer, from: countOf(port, 'posts') });
  const got = compareStreams({ port: peer, from: countOf(port, 'deliveries') }, { port: came.port, from: 0 });
  const until = Math.max(arrivedAt, sent.until, got.until);
  if (sent.verdict === 'different' || got.verdict === 'different') return contradicted;
  if (sent.verdict === 'same' || got.verdict === 'same') return { verdict: 'shown by traffic', until };
  const leftBy = findAbsence(came, left, peer);
  return leftBy === null ? { verdict: 'possible', until } : { verdict: 'has left', until: Math.max(until, leftBy) };
}

/**
 * When the peer got a message, after the arrival, that the port never posted where it was. This counts only where the
 * arrived port went on to a realm without an agent: anywhere else its own posts will show whether it is the one.
 */
function findAbsence(came: Handle, left: Handle, peer: Port): number | null {
  if (lastHandleOf(came.port)?.realm.isInstrumented !== false) return null;
  const unexplained = nthOf(peer, 'deliveries', countOf(left.port, 'posts'))?.delivery ?? null;
  if (unexplained === null) return null;
  const at = globalTime(unexplained.realm, unexplained.at);
  return at >= globalTime(came.realm, came.arrival?.at ?? null) - CLOCK_SLACK ? at : null;
}

/** A port, and how many of its messages belong to an earlier part of its journey. */
type Stream = { port: Port; from: number };

/** Compares what was posted on one port with what was delivered to another, message by message. */
function compareStreams(sender: Stream, receiver: Stream): Finding {
  const finding: Finding = { verdict: 'unknown', until: 0 };
  for (let i = 0; ; i += 1) {
    const post = nthOf(sender.port, 'posts', sender.from + i)?.post ?? null;
    const delivery = nthOf(receiver.port, 'deliveries', receiver.from + i)?.delivery ?? null;
    if (post === null || delivery === null) return finding;
    const at = globalTime(delivery.realm, delivery.at);
    const isTooEarly = at < globalTime(post.teller, post.at) - CLOCK_SLACK;
    const verdict = compareDigests(post.value, delivery.value);
    if (isTooEarly || verdict === 'different') return { verdict: 'different', until: at };
    if (verdict === 'same') finding.verdict = 'same';
    finding.until = Math.max(finding.until, at);
  }
}

/** The only other arrival from the same realm that exchanges messages with this one, and with no other. */
function findPeer(model: Model, came: Handle, origin: Realm): { other: Handle; until: number } | null {
  const partnersOf = (one: Handle) =>
    [...model.pending.arrivals]
      .filter((other) => other !== one && originOf(other) === origin && isOneSided(one) && isOneSided(other))
      .map((other) => ({ other, ...compareBothWays(one.port, other.port) }))
      .filter(({ verdict }) => verdict === 'same');
  const [only, ...more] = partnersOf(came);
  if (only === undefined || more.length > 0 || partnersOf(only.other).length > 1) return null;
  return only;
}

/** Its channel's other end was seen nowhere. */
function isOneSided(handle: Handle): boolean {
  return peerOf(handle.port).handles.length === 0;
}

function compareBothWays(one: Port, other: Port): Finding {
  const there = compareStreams({ port: one, from: 0 }, { port: other, from: 0 });
  const back = compareStreams({ port: other, from: 0 }, { port: one, from: 0 });
  const verdicts = [there.verdict, back.verdict];
  const verdict = verdicts.includes('different') ? 'different' : verdicts.includes('same') ? 'same' : 'unknown';
  return { verdict, until: Math.max(there.until, back.until) };
}

/** The first port of the only channel of a realm that is old enough and was never used there. */
function findOnlyIdleChannel(one: Handle, other: Handle, origin: Realm): Handle | null {
  const firsts = openHandlesOf(origin).filter((handle) => {
    const [first, second] = handle.port.channel.ports;
    return handle.port === first && second.handles[0]?.realm === origin && isIdle(first) && isIdle(second);
  });
  const old = firsts.filter((handle) => fitOf(earlierOf(one, other), handle).verdict === 'possible');
  return old.length === 1 ? (old[0] ?? null) : null;
}

function isIdle(port: Port): boolean {
  const [handle] = port.handles;
  return (
    port.handles.length === 1 && handle?.departure === null && handle.posts.length + handle.deliveries.length === 0
  );
}

function earlierOf(one: Handle, other: Handle): Handle {
  const first = globalTime(one.realm, one.arrival?.at ?? null);
  return first <= globalTime(other.realm, other.arrival?.at ?? null) ? one : other;
}

/** Milliseconds since 1970 by the realm's own clock; infinitely late where the moment is not known. */
function globalTime(realm: Realm, at: number | null): number {
  return at === null ? Infinity : realm.timeOrigin + at;
}
