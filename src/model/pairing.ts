import { peerOf, startDirection } from './createModel';
import { joinHandles } from './joining';
import { noteClocks } from './clocks';
import type { Channel, Cursor, Direction, Evidence, Handle, Message, Model, Port } from './types';

/**
 * Pairs the messages of a channel. A channel delivers in order, so the n-th message posted on one port is the n-th
 * delivered at the other, through any number of transfers. Records of different realms arrive in any order; whatever
 * has both halves is paired, the rest waits.
 * @param isAfresh an earlier part of a journey became known late: what was paired so far may be shifted.
 */
export function pairChannel(model: Model, channel: Channel, isAfresh: boolean): void {
  channel.ports.forEach((port, i) => {
    if (isAfresh) {
      unpair(port, peerOf(port));
      channel.directions[i] = startDirection();
    }
    pairDirection(model, port, channel.directions[i] as Direction);
  });
}

function pairDirection(model: Model, port: Port, direction: Direction): void {
  const peer = peerOf(port);
  for (;;) {
    const posted = nextAt(port, direction.post, 'posts');
    const delivered = nextAt(peer, direction.delivery, 'deliveries');
    if (posted === undefined || delivered === undefined) return;
    direction.post.index += 1;
    direction.delivery.index += 1;
    pairHalves(model, posted, delivered, 'observed');
  }
}

/** The message at the cursor, which moves on to the next handle of the journey where one is used up. */
function nextAt(port: Port, cursor: Cursor, side: 'posts' | 'deliveries'): Message | undefined {
  for (;;) {
    const handle = port.handles[cursor.handle];
    // What a handle without an agent posted or took was not seen, nor how much: what came after cannot be counted on.
    if (handle === undefined || !handle.realm.isInstrumented) return undefined;
    const message = handle[side][cursor.index];
    if (message !== undefined) return message;
    if (cursor.handle + 1 >= port.handles.length) return undefined;
    cursor.handle += 1;
    cursor.index = 0;
  }
}

/**
 * Joins the two halves of a message, and the ports that left with the one to those that came with the other.
 * @param evidence how sure that is.
 */
export function pairHalves(model: Model, posted: Message, delivered: Message, evidence: Evidence): void {
  const { post } = posted;
  const { delivery } = delivered;
  if (post === null || delivery === null) return;
  posted.delivery = delivery;
  posted.evidence = evidence;
  posted.noise ??= delivered.noise;
  delivered.absorbedBy = posted;
  // Only for a call whose arguments were not seen: who made it is who the message came from.
  post.realm ??= delivery.source;
  noteClocks(model, post, delivery);
  const { departures } = post;
  const { arrivals } = delivery;
  if (departures.length !== arrivals.length) return;
  departures.forEach((departure, i) => joinHandles(model, departure, arrivals[i] as Handle, evidence));
}

/** Takes the two halves of a message apart again. Ports that were joined stay so. */
export function unpairHalves(posted: Message, delivered: Message): void {
  posted.delivery = null;
  posted.evidence = null;
  delivered.absorbedBy = null;
  if (posted.post?.window?.isSeen === false) posted.post.realm = null;
}

function unpair(port: Port, peer: Port): void {
  for (const handle of port.handles) for (const message of handle.posts) message.delivery = message.evidence = null;
  for (const handle of peer.handles) for (const message of handle.deliveries) message.absorbedBy = null;
}

/** The n-th message (from 0) of a port's whole journey, if it is known. */
export function nthOf(port: Port, side: 'posts' | 'deliveries', n: number): Message | undefined {
  let rest = n;
  for (const handle of port.handles) {
    if (rest < handle[side].length) return handle[side][rest];
    rest -= handle[side].length;
  }
  return undefined;
}

/** How many messages were posted on a port, or delivered to it, in its whole journey. */
export function countOf(port: Port, side: 'posts' | 'deliveries'): number {
  let count = 0;
  for (const handle of port.handles) count += handle[side].length;
  return count;
}
