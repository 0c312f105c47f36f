import { lastHandleOf, peerOf } from './createModel';
import { entangleHandles, joinHandles } from './joining';
import { countOf, nthOf } from './pairing';
import type { Handle, Message, Model, Port, Realm } from './types';

/**
 * Finds out where arrived ports came from when their departure was not seen (a `postMessage` to a window is seen at the
 * receiver only). Nothing is guessed: an arrival is joined when the traffic leaves exactly one explanation, and then the
 * joining is marked as inferred. Three arguments are used:
 *
 *  - what was posted at one end of a channel arrives at the other in the same order, so the digests of an arrived
 *    handle's messages must continue those of the port it once was;
 *  - a port got a message that its peer in the same realm never posted: then that peer has left the realm;
 *  - two arrived handles exchange messages: then they are the two ends of one channel, and if their realm of origin
 *    made exactly one channel that nobody there uses, it is that one.
 *
 * @returns true if anything was joined: then there may be more to find.
 */
export function inferArrivals(model: Model): boolean {
  for (const came of model.pending.arrivals) {
    const origin = originOf(came);
    if (origin === null) continue;
    const left = findOnlyOrigin(model, came, origin);
    if (left !== null) {
      joinHandles(model, left, came, 'inferred');
      return true;
    }
    const other = findOnlyPeer(model, came, origin);
    if (other !== null) {
      entangleHandles(model, came, other);
      const channel = findOnlyIdleChannel(came, other, origin);
      if (channel !== null) joinHandles(model, channel, earlierOf(came, other), 'inferred');
      return true;
    }
  }
  return false;
}

/** Clocks of two processes are not compared more closely than this, in ms. */
const CLOCK_SLACK = 20;

/** How well an arrived handle continues a port that was last seen in its realm of origin. */
type Fit = 'contradicted' | 'possible' | 'shown by traffic' | 'has left';

function originOf(came: Handle): Realm | null {
  const delivery = came.arrival?.message?.delivery ?? null;
  if (delivery === null) return null;
  return delivery.carrier.type === 'worker' ? delivery.carrier.worker : delivery.source;
}

function findOnlyOrigin(model: Model, came: Handle, origin: Realm): Handle | null {
  const fits = openHandlesOf(origin)
    .map((left) => ({ left, fit: fitOf(came, left) }))
    .filter(({ fit }) => fit !== 'contradicted');
  const shown = fits.filter(({ fit }) => fit === 'shown by traffic');
  if (shown.length === 1) return (shown[0] as { left: Handle }).left;
  if (shown.length > 1) return null;
  const gone = fits.filter(({ fit }) => fit === 'has left').map(({ left }) => left);
  const [only] = gone;
  if (gone.length !== 1 || only === undefined) return null;
  // The port has left its realm; it is this arrival if no other one could be it.
  const rivals = [...model.pending.arrivals].filter(
    (rival) => rival !== came && originOf(rival) === origin && fitOf(rival, only) !== 'contradicted',
  );
  return rivals.length === 0 ? only : null;
}

/** Handles that may have left a realm unseen: the last known place of their port, and neither closed nor gone. */
function openHandlesOf(realm: Realm): Handle[] {
  return [...realm.handles.values(), ...realm.unseenHandles].filter(
    (handle) => handle.departure === null && lastHandleOf(handle.port) === handle,
  );
}

function fitOf(came: Handle, left: Handle): Fit {
  const port = left.port;
  const peer = peerOf(port);
  if (port === came.port || peer === came.port) return 'contradicted';
  const arrivedAt = globalTime(came.realm, came.arrival?.at ?? null);
  if (left.closedAt !== null && globalTime(left.realm, left.closedAt) < arrivedAt - CLOCK_SLACK) return 'contradicted';
  if (left.born !== null && globalTime(left.realm, left.born) > arrivedAt + CLOCK_SLACK) return 'contradicted';
  const lastUse = left.deliveries[left.deliveries.length - 1]?.delivery ?? null;
  if (lastUse !== null && globalTime(lastUse.realm, lastUse.at) > arrivedAt + CLOCK_SLACK) return 'contradicted';

  const sent = compareStreams(came.port, peer, countOf(port, 'posts'), left.realm.isInstrumented);
  const got = compareStreams(peer, came.port, 0, left.realm.isInstrumented, countOf(port, 'deliveries'));
  if (sent === 'different' || got === 'different') return 'contradicted';
  if (sent === 'same' || got === 'same') return 'shown by traffic';
  return hasLeft(came, left, peer) ? 'has left' : 'possible';
}

/**
 * The peer got a message, after the arrival, that the port never posted where it was. This counts only where the arrived
 * port went on to a realm without an agent: anywhere else its own posts will show whether it is the one.
 */
function hasLeft(came: Handle, left: Handle, peer: Port): boolean {
  if (lastHandleOf(came.port)?.realm.isInstrumented !== false || !left.realm.isInstrumented) return false;
  const unexplained = nthOf(peer, 'deliveries', countOf(left.port, 'posts'))?.delivery;
  if (unexplained === undefined || unexplained === null) return false;
  const arrivedAt = globalTime(came.realm, came.arrival?.at ?? null);
  return globalTime(unexplained.realm, unexplained.at) >= arrivedAt - CLOCK_SLACK;
}

/**
 * Compares what was posted on one port with what was delivered to another, message by message.
 * @param deliveriesBefore deliveries to the receiver that belong to an earlier part of the sender's journey.
 * @param postsBefore posts of the sender that were delivered to an earlier part of the receiver's journey.
 */
function compareStreams(
  sender: Port,
  receiver: Port,
  deliveriesBefore: number,
  isComparable: boolean,
  postsBefore = 0,
): 'same' | 'different' | 'unknown' {
  if (!isComparable) return 'unknown';
  let compared = 0;
  for (let i = 0; ; i += 1) {
    const posted = nthOf(sender, 'posts', postsBefore + i);
    const delivered = nthOf(receiver, 'deliveries', deliveriesBefore + i);
    if (posted === undefined || delivered === undefined) break;
    const verdict = compareMessages(posted, delivered);
    if (verdict === 'different') return 'different';
    if (verdict === 'same') compared += 1;
  }
  return compared > 0 ? 'same' : 'unknown';
}

function compareMessages(posted: Message, delivered: Message): 'same' | 'different' | 'unknown' {
  const { post } = posted;
  const { delivery } = delivered;
  if (post === null || delivery === null) return 'unknown';
  const earliest = globalTime(post.realm, post.at) - CLOCK_SLACK;
  if (globalTime(delivery.realm, delivery.at) < earliest) return 'different';
  const sent = digestOf(post.value);
  const got = digestOf(delivery.value);
  if (sent === null || got === null) return 'unknown';
  return sent === got ? 'same' : 'different';
}

function digestOf(value: { digest: number | null } | object | null): number | null {
  return value !== null && 'digest' in value ? value.digest : null;
}

/** The only other arrival from the same realm that exchanges messages with this one. */
function findOnlyPeer(model: Model, came: Handle, origin: Realm): Handle | null {
  if (peerOf(came.port).handles.length > 0) return null;
  const peers = [...model.pending.arrivals].filter(
    (other) =>
      other !== came &&
      originOf(other) === origin &&
      peerOf(other.port).handles.length === 0 &&
      talksWith(came.port, other.port),
  );
  return peers.length === 1 ? (peers[0] ?? null) : null;
}

function talksWith(one: Port, other: Port): boolean {
  const there = compareStreams(one, other, 0, true);
  const back = compareStreams(other, one, 0, true);
  return there !== 'different' && back !== 'different' && (there === 'same' || back === 'same');
}

/** The first port of the only channel of a realm that is old enough and was never used there. */
function findOnlyIdleChannel(one: Handle, other: Handle, origin: Realm): Handle | null {
  const firsts = openHandlesOf(origin).filter((handle) => {
    const [first, second] = handle.port.channel.ports;
    return handle.port === first && second.handles[0]?.realm === origin && isIdle(first) && isIdle(second);
  });
  const old = firsts.filter((handle) => fitOf(earlierOf(one, other), handle) === 'possible');
  return old.length === 1 ? (old[0] ?? null) : null;
}

function isIdle(port: Port): boolean {
  const [handle] = port.handles;
  return port.handles.length === 1 && handle?.departure === null && handle.posts.length + handle.deliveries.length === 0;
}

function earlierOf(one: Handle, other: Handle): Handle {
  const first = globalTime(one.realm, one.arrival?.at ?? null);
  return first <= globalTime(other.realm, other.arrival?.at ?? null) ? one : other;
}

/** Milliseconds since 1970 by the realm's own clock; infinitely late where the moment is not known. */
function globalTime(realm: Realm, at: number | null): number {
  return at === null ? Infinity : realm.timeOrigin + at;
}
