import { findAnchor, MOST_ALIGNED } from './alignment';
import { peerOf, startDirection } from './createModel';
import { noteMismatch } from './diagnostics/noteTrouble';
import { joinHandles } from './joining';
import { noteClocks } from './clocks';
import type { Channel, Cursor, Direction, Evidence, Handle, Message, Model, Port } from './types';

type Side = 'posts' | 'deliveries';

/**
 * Pairs the messages of a channel. A channel delivers in order, so the n-th message posted on one port is the n-th
 * delivered at the other, through any number of transfers, as long as agents saw them all. Where a port was in a realm
 * without an agent for a while, or the channel began before recording did, values tell where both sides meet again.
 * Records of different realms arrive in any order; whatever has both halves is paired, the rest waits.
 * @param isAfresh an earlier part of a journey became known late: what was paired so far may be shifted.
 */
export function pairChannel(model: Model, channel: Channel, isAfresh: boolean): void {
  channel.ports.forEach((port, i) => {
    if (isAfresh) {
      if (unpair(port, peerOf(port))) model.takenApart += 1;
      channel.directions[i] = { ...startDirection(), order: isBegunOutOfSight(channel) ? 'lost' : 'in order' };
    }
    pairDirection(model, port, channel.directions[i] as Direction);
  });
}

function pairDirection(model: Model, port: Port, direction: Direction): void {
  const peer = peerOf(port);
  for (;;) {
    if (passOutOfSight(port, direction.post, 'posts')) direction.order = 'lost';
    if (passOutOfSight(peer, direction.delivery, 'deliveries')) direction.order = 'lost';
    if (direction.order === 'lost' && !findOrder(port, direction)) return;
    const posted = messageAt(port, direction.post, 'posts');
    const delivered = messageAt(peer, direction.delivery, 'deliveries');
    if (posted === undefined || delivered === undefined) return;
    direction.post.index += 1;
    direction.delivery.index += 1;
    noteMismatch(direction, posted, delivered);
    pairHalves(model, posted, delivered, direction.order === 'in order' ? 'observed' : 'inferred');
  }
}

/**
 * Moves a cursor on to the handle of its next message, where one is used up.
 * @returns whether it passed a handle without an agent, or records that are missing: what was posted or taken there was
 * not seen, nor how much.
 */
function passOutOfSight(port: Port, cursor: Cursor, side: Side): boolean {
  let hasPassed = false;
  for (;;) {
    const handle = port.handles[cursor.handle];
    if (handle === undefined) return hasPassed;
    for (; gapAfter(handle, cursor, side) <= cursor.index; cursor.gap += 1) hasPassed = true;
    if (cursor.handle + 1 >= port.handles.length) return hasPassed;
    if (!handle.realm.isInstrumented) hasPassed = true;
    else if (cursor.index < handle[side].length) return hasPassed;
    moveToHandle(cursor, cursor.handle + 1);
  }
}

/** How many messages of the handle stand before its next gap. */
function gapAfter(handle: Handle, { gap }: Pick<Cursor, 'gap'>, side: Side): number {
  return handle.gaps[gap]?.[side] ?? Infinity;
}

function moveToHandle(cursor: Cursor, handle: number): void {
  cursor.handle = handle;
  cursor.index = 0;
  cursor.gap = 0;
}

function messageAt(port: Port, { handle, index }: Cursor, side: Side): Message | undefined {
  return port.handles[handle]?.[side][index];
}

/** Moves both cursors to where posts and deliveries meet again. */
function findOrder(port: Port, direction: Direction): boolean {
  const posts = inSightFrom(port, direction.post, 'posts');
  const anchor = findAnchor(posts, inSightFrom(peerOf(port), direction.delivery, 'deliveries'));
  if (anchor === null) return false;
  // Their other halves passed out of sight.
  for (const passed of posts.slice(0, anchor.post)) passed.evidence = 'unknown';
  moveOn(port, direction.post, 'posts', anchor.post);
  moveOn(peerOf(port), direction.delivery, 'deliveries', anchor.delivery);
  direction.order = 'found';
  return true;
}

/** The messages from a cursor on, up to where something is out of sight again. */
function inSightFrom(port: Port, from: Cursor, side: Side): Message[] {
  const messages: Message[] = [];
  const cursor = { ...from };
  while (messages.length < MOST_ALIGNED) {
    const handle = port.handles[cursor.handle];
    if (handle === undefined || !handle.realm.isInstrumented) break;
    const end = gapAfter(handle, cursor, side);
    messages.push(...handle[side].slice(cursor.index, Math.min(end, cursor.index + MOST_ALIGNED - messages.length)));
    if (end !== Infinity) break;
    moveToHandle(cursor, cursor.handle + 1);
  }
  return messages;
}

function moveOn(port: Port, cursor: Cursor, side: Side, count: number): void {
  let rest = count;
  for (;;) {
    const left = (port.handles[cursor.handle] as Handle)[side].length - cursor.index;
    if (rest <= left) break;
    rest -= left;
    moveToHandle(cursor, cursor.handle + 1);
  }
  cursor.index += rest;
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
  post.realm ??= delivery.window?.source ?? null;
  noteClocks(model, post, delivery);
  const { departures } = post;
  const { arrivals } = delivery;
  if (departures.length !== arrivals.length) return;
  departures.forEach((departure, i) => joinHandles(model, departure, arrivals[i] as Handle, evidence));
}

/** Takes the two halves of a message apart again. Ports that were joined stay so. */
export function unpairHalves(model: Model, posted: Message, delivered: Message): void {
  model.takenApart += 1;
  posted.delivery = null;
  posted.evidence = null;
  delivered.absorbedBy = null;
  if (posted.post?.window?.isSeen === false) posted.post.realm = null;
}

/** One of its ends was there before it was seen: messages may have passed before. */
function isBegunOutOfSight({ isBirthSeen, ports }: Channel): boolean {
  return !isBirthSeen && ports.some(({ handles }) => handles[0]?.arrival === null && handles[0].id !== null);
}

/** @returns whether anything had been paired. */
function unpair(port: Port, peer: Port): boolean {
  let wasPaired = false;
  for (const handle of port.handles) {
    for (const message of handle.posts) {
      wasPaired ||= message.delivery !== null;
      message.delivery = message.evidence = null;
    }
  }
  for (const handle of peer.handles) for (const message of handle.deliveries) message.absorbedBy = null;
  return wasPaired;
}

/** The n-th message (from 0) of a port's whole journey, if it is known. */
export function nthOf(port: Port, side: Side, n: number): Message | undefined {
  let rest = n;
  for (const handle of port.handles) {
    if (rest < handle[side].length) return handle[side][rest];
    rest -= handle[side].length;
  }
  return undefined;
}

/** How many messages were posted on a port, or delivered to it, in its whole journey. */
export function countOf(port: Port, side: Side): number {
  let count = 0;
  for (const handle of port.handles) count += handle[side].length;
  return count;
}
