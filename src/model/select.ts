import { startOf } from './clocks';
import { mayHaveLeft } from './comparing';
import { lastHandleOf, peerOf } from './createModel';
import { weakestOf } from './evidence';
import { PATIENCE } from './matchLine';
import { sortMessages } from './sortMessages';
import { countWaitingFor, orderTo, waitingFor } from './waiting';
import type {
  BroadcastGroup,
  Channel,
  Evidence,
  Handle,
  Message,
  MessageState,
  Model,
  Port,
  PortState,
  Post,
  Realm,
} from './types';

export { peerOf, lastHandleOf };
export { latencyOf, startOf } from './clocks';
export { openMembersOf } from './broadcasts';
export { isScheduler, noiseOf } from './noise';
export { isListening, listenersOf } from './listeners';
export { stackOf, type Stack } from './stacks';

/** One end of a message: where it is, and the port if a port carried it. Both null: not known. */
export type End = { realm: Realm | null; port: Port | null };

/** How many messages wait; exact where both realms run an agent, else at least so many. */
export type Queue = { count: number; isExact: boolean };

/** Messages as rows, in the order of time, traffic of tools too. A broadcast is a row for each that got it. */
export function visibleMessages(model: Model): Message[] {
  return sortMessages(model.messages.filter(isRow));
}

/** Not the second half of a pair, and not one that passed while recording was paused. */
export function isRow(message: Message): boolean {
  return message.absorbedBy === null && !isPaused(message);
}

/** Another row of a broadcast that has one already. */
function isRepeatedRow(message: Message): boolean {
  const { post } = message;
  return post !== null && post.rows.length > 0 && post.rows[0] !== message;
}

/** Only a call was seen: there may never have been a message. */
function isUnmatchedCall({ post, delivery }: Message): boolean {
  return delivery === null && post?.window?.isSeen === false;
}

function isPaused({ post, delivery }: Message): boolean {
  const value = post?.value ?? delivery?.value ?? null;
  return value !== null && 'absent' in value && value.absent === 'paused';
}

/** BroadcastChannel objects by origin and name, with all that were seen as members, closed ones too. */
export function broadcastGroupsOf(model: Model): BroadcastGroup[] {
  return [...model.broadcastGroups.values()];
}

/** The realm that holds the port now, as far as it is known. */
export function holderOf(port: Port): Realm | null {
  return lastHandleOf(port)?.realm ?? null;
}

/** How sure it is that the port is where it is shown: the weakest joining of its journey. */
export function evidenceOf(port: Port): Evidence {
  if (port.handles.length === 0) return 'unknown';
  return weakestOf(port.handles.map(({ arrival }) => arrival?.evidence ?? 'observed'));
}

/** The weakest of its two ports' evidence, and of what says that they belong together. */
export function channelEvidenceOf(channel: Channel): Evidence {
  return weakestOf([channel.evidence, ...channel.ports.map(evidenceOf)]);
}

/** Messages posted by the peer that neither reached the port nor are lost. */
export function queueOf(port: Port): Queue {
  const peer = peerOf(port);
  const holder = lastHandleOf(port);
  const isSeen = isSeenThroughout(port) && isSeenThroughout(peer);
  const isHere = holder?.realm.isInstrumented === true && holder.closedAt === null && holder.realm.state !== 'gone';
  if (!isHere) return { count: 0, isExact: isSeen };
  if (isInDoubt(holder)) return { count: 0, isExact: false };
  return { count: countWaitingFor(port), isExact: isSeen };
}

/**
 * The messages in a port's queue, as far as that is sure, oldest first: posted by its peer, and neither taken nor lost.
 */
export function queuedOn(port: Port): Message[] {
  const holder = lastHandleOf(port);
  return holder === undefined || isInDoubt(holder) ? [] : waitingFor(port);
}

/** Messages that were posted to the port and can never reach it, because it was closed or its realm went away. */
export function lostOf(port: Port): number {
  const holder = lastHandleOf(port);
  if (holder === undefined || !holder.realm.isInstrumented || !isDead(holder)) return 0;
  return countWaitingFor(port);
}

function isSeenThroughout(port: Port): boolean {
  const last = lastHandleOf(port);
  if (last === undefined || isInDoubt(last)) return false;
  return port.handles.every(({ realm, gaps }) => realm.isInstrumented && realm.isWhole && gaps.length === 0);
}

/** Closed, or gone with its realm, and known not to have left that before. */
function isDead({ closedAt, departure, realm }: Handle): boolean {
  const isOver =
    departure === null && realm.state === 'gone' && (realm.aftermath === 'settled' || !realm.isInstrumented);
  return closedAt !== null || isOver;
}

/** It has left its realm, or may have, and where to is not known: so it may have got there what waits here. */
function isInDoubt(handle: Handle): boolean {
  return handle.departure === null && (handle.sweptAt !== null || mayHaveLeft(handle));
}

/** It was transferred, seen or found by a sweep; where to need not be known. */
function hasLeft({ departure, sweptAt }: Handle): boolean {
  return departure !== null || sweptAt !== null;
}

/**
 * Whether the port may have left its realm unseen: a port that came from there arrived elsewhere, and which it is is not
 * known (yet).
 */
export function mayHaveGone(port: Port): boolean {
  const last = lastHandleOf(port);
  return last !== undefined && !hasLeft(last) && last.realm.state !== 'gone' && mayHaveLeft(last);
}

/** The state of a port, the most telling one first. */
export function portState(port: Port): PortState {
  const handle = lastHandleOf(port);
  if (handle === undefined) return 'began before recording';
  if (hasLeft(handle)) return 'transferred';
  if (!handle.realm.isInstrumented) return handle.realm.state === 'gone' ? 'realm gone' : 'transferred';
  if (handle.closedAt !== null) return 'closed';
  if (handle.realm.state === 'gone') return 'realm gone';
  if (handle.collectedAt !== null) return 'collected';
  const peerHandle = lastHandleOf(peerOf(port));
  if (peerHandle !== undefined && isDead(peerHandle)) return 'peer closed';
  if (handle.startedAt === null && queueOf(port).count > 0) return 'queueing';
  if (handle.startedAt !== null) return 'started';
  return port.channel.isBirthSeen || handle.arrival !== null ? 'new' : 'began before recording';
}

/** Where a message is, or where it ended. */
export function messageState({ post, delivery, evidence }: Message): MessageState {
  if (post?.failure) return 'failed';
  if (delivery !== null) return delivery.isMessageError ? 'messageerror' : 'delivered';
  if (post?.carrier.type === 'window') return windowState(post, post.carrier.realm);
  if (post === null || post.carrier.type !== 'port') return 'unseen';
  if (post.dropped === 'port closed') return 'lost (port closed)';
  if (post.dropped === 'port transferred') return 'lost (no receiver)';
  const port = peerOf(post.carrier.handle.port);
  const receiver = lastHandleOf(port);
  if (receiver === undefined || !receiver.realm.isInstrumented || evidence === 'unknown') return 'unseen';
  if (orderTo(port) === 'lost') return 'not known';
  if (receiver.closedAt !== null) return 'lost (port closed)';
  if (receiver.departure === null && receiver.realm.state === 'gone') return AFTERMATHS[receiver.realm.aftermath];
  return receiver.startedAt !== null || hasLeft(receiver) || isInDoubt(receiver) ? 'in flight' : 'queued';
}

/** Where a message is that was posted to a port whose realm is gone: the port may have left it before, unseen. */
const AFTERMATHS = {
  awaited: 'in flight',
  unclear: 'not known',
  settled: 'lost (realm gone)',
} as const satisfies Record<Realm['aftermath'], MessageState>;

/** A message to a window whose delivery was not seen, or is not known to be its. */
function windowState(post: Post, receiver: Realm | null): MessageState {
  if (post.window?.refusedBy != null) return 'lost (no receiver)';
  if (receiver === null || !receiver.isInstrumented) return 'unseen';
  const isOver = receiver.timeOrigin + receiver.heardUntil > startOf({ post, delivery: null }) + PATIENCE;
  return isOver || receiver.state === 'gone' ? 'not known' : 'in flight';
}

/** Who sent a message and who got it, or will. */
export function messageEnds(message: Message): { from: End; to: End } {
  return { from: senderOf(message), to: receiverOf(message) };
}

function senderOf({ post, delivery }: Message): End {
  if (post !== null)
    return {
      realm: post.realm ?? delivery?.window?.source ?? null,
      port: post.carrier.type === 'port' ? post.carrier.handle.port : null,
    };
  const carrier = delivery?.carrier;
  switch (carrier?.type) {
    case 'port': {
      const port = peerOf(carrier.handle.port);
      // An agent would have seen it being posted: so it was posted where none runs, if the port ever was in such a place.
      return { realm: realmOutOfSight(port), port };
    }
    case 'worker':
    case 'service-worker':
      return { realm: carrier.worker, port: null };
    default:
      return { realm: delivery?.window?.source ?? null, port: null };
  }
}

/** Where no agent runs and the port was for a while: one realm, or it is not known which. */
function realmOutOfSight({ handles }: Port): Realm | null {
  const realms = new Set(handles.flatMap(({ realm }) => (realm.isInstrumented ? [] : [realm])));
  const [only, ...more] = realms;
  return more.length > 0 ? null : (only ?? null);
}

function receiverOf({ post, delivery, evidence }: Message): End {
  if (delivery !== null) {
    const { carrier, realm } = delivery;
    return { realm, port: carrier.type === 'port' ? carrier.handle.port : null };
  }
  const carrier = post?.carrier;
  switch (carrier?.type) {
    case 'port': {
      const port = peerOf(carrier.handle.port);
      return { realm: evidence === 'unknown' ? realmOutOfSight(port) : holderOf(port), port };
    }
    case 'worker':
    case 'service-worker':
      return { realm: carrier.worker, port: null };
    case 'window':
      return { realm: carrier.realm, port: null };
    default:
      return { realm: null, port: null };
  }
}

/** The value of a message: the receiver's where it has one, else the sender's. */
export function valueOf({ post, delivery }: Message) {
  const received = delivery?.value ?? null;
  if (received !== null && 'text' in received) return received;
  return post?.value ?? received;
}

/**
 * Counts for the toolbar; always true of what is held.
 * messages: each broadcast once, however many rows it has. Calls of a window's `postMessage` of which neither the
 * arguments nor a delivery were seen are not among them, since they may have thrown: unmatchedCalls.
 */
export type Totals = {
  messages: number;
  unmatchedCalls: number;
  ports: number;
  queued: number;
  lost: number;
  gaps: number;
};

/** Counts what the model holds. */
export function totalsOf(model: Model): Totals {
  let queued = 0;
  let lost = model.counters.droppedPosts;
  for (const port of model.ports.values()) {
    const handle = lastHandleOf(port);
    if (handle !== undefined && handle.startedAt === null) queued += queueOf(port).count;
    lost += lostOf(port);
  }
  const ports = [...model.ports.values()].filter(({ handles }) => handles.length > 0).length;
  const gaps = model.notices.filter(({ kind }) => kind === 'gap').length;
  let messages = 0;
  let unmatchedCalls = 0;
  for (const message of model.messages) {
    if (!isRow(message) || isRepeatedRow(message)) continue;
    if (isUnmatchedCall(message)) unmatchedCalls += 1;
    else messages += 1;
    if (message.post?.window?.refusedBy) lost += 1;
  }
  return { messages, unmatchedCalls, ports, queued, lost, gaps };
}
