import type { AgentRecord, BroadcastId } from '../protocol';
import { CLOCK_SLACK, noteClocks, startOf } from './clocks';
import { NONE } from './createModel';
import { compareDigests } from './digests';
import { isKnownUntil } from './inferring';
import { PATIENCE } from './matchLine';
import { scopeOf } from './realms';
import type { Broadcast, BroadcastGroup, Message, Model, Realm } from './types';

/**
 * BroadcastChannels: what one object posts reaches every other open one of the same origin and name. No number says
 * which delivery is which post, so they are matched by digest and order, at the end only of what every realm has told.
 */

/** Takes a BroadcastChannel that was made, or met late. */
export function openBroadcast(
  model: Model,
  realm: Realm,
  record: Extract<AgentRecord, { kind: 'broadcast-opened' }>,
): void {
  if (realm.broadcasts.has(record.broadcast)) return;
  addBroadcast(model, realm, record.broadcast, record.name, record.late ? null : record.at);
}

/** The object with that number; one that was never seen being made is in a group of its own. */
export function broadcastOf(model: Model, realm: Realm, id: BroadcastId): Broadcast {
  return realm.broadcasts.get(id) ?? addBroadcast(model, realm, id, null, null);
}

function addBroadcast(
  model: Model,
  realm: Realm,
  id: BroadcastId,
  name: string | null,
  openedAt: number | null,
): Broadcast {
  const key = name === null ? `${realm.id} ${id}` : `${scopeOf(realm)} ${name}`;
  let group = model.broadcastGroups.get(key);
  if (group === undefined) {
    group = {
      id: ++model.last.group,
      origin: realm.origin,
      name,
      members: [],
      posts: [],
      deliveries: [],
      decided: 0,
    };
    model.broadcastGroups.set(key, group);
  }
  const broadcast: Broadcast = {
    realm,
    id,
    group,
    openedAt,
    metAt: model.moment,
    closedAt: null,
    listeners: [],
    pastListeners: [],
    heard: new Map(),
    next: 0,
  };
  group.members.push(broadcast);
  realm.broadcasts.set(id, broadcast);
  return broadcast;
}

/** Takes a post to all others of its group. */
export function takeBroadcastPost(model: Model, { group }: Broadcast, message: Message): void {
  const last = group.deliveries[group.decided - 1];
  insertByTime(group.posts, message);
  mark(model, group, last !== undefined && startOf(message) <= momentOf(last) + CLOCK_SLACK);
}

/** Takes what reached one object of a group. */
export function takeBroadcastDelivery(model: Model, { group }: Broadcast, message: Message): void {
  mark(model, group, insertByTime(group.deliveries, message) < group.decided);
}

function mark(model: Model, group: BroadcastGroup, isAfresh: boolean): void {
  const { broadcastGroups } = model.pending;
  broadcastGroups.set(group, isAfresh || broadcastGroups.get(group) === true);
}

/** Matches the deliveries that can be judged: those up to which every living realm was heard. */
export function settleBroadcasts(model: Model): void {
  for (const [group, isAfresh] of model.pending.broadcastGroups) {
    if (isAfresh) restartGroup(model, group);
    model.pending.broadcastGroups.set(group, false);
    while (group.decided < group.deliveries.length) {
      const delivered = group.deliveries[group.decided] as Message;
      if (!isKnownUntil(model, momentOf(delivered))) break;
      matchDelivery(model, group, delivered);
      group.decided += 1;
    }
    if (group.decided === group.deliveries.length) model.pending.broadcastGroups.delete(group);
  }
}

/** Forgets what was matched: something earlier became known. */
function restartGroup(model: Model, group: BroadcastGroup): void {
  model.takenApart += 1;
  group.decided = 0;
  for (const member of group.members) {
    member.heard.clear();
    member.next = 0;
  }
  for (const message of group.posts) {
    const { post } = message;
    message.absorbedBy = null;
    if (post !== null) post.rows = NONE;
  }
  for (const message of group.deliveries) message.post = message.evidence = null;
}

function matchDelivery(model: Model, group: BroadcastGroup, delivered: Message): void {
  const { delivery } = delivered;
  if (delivery?.carrier.type !== 'broadcast') return;
  const receiver = delivery.carrier.broadcast;
  const until = momentOf(delivered) + CLOCK_SLACK;
  const fitting: number[] = [];
  skipPassed(group, receiver, momentOf(delivered) - PATIENCE);
  for (let i = receiver.next; i < group.posts.length && fitting.length < 2; i += 1) {
    const posted = group.posts[i] as Message;
    if (startOf(posted) > until) break;
    if (!hasPassed(posted, i, receiver) && canBe(posted, delivered)) fitting.push(i);
  }
  const [first] = fitting;
  if (first === undefined) return;
  const posted = group.posts[first] as Message;
  if (posted.post === null) return;
  delivered.post = posted.post;
  delivered.evidence = fitting.length === 1 ? 'observed' : 'inferred';
  delivered.noise ??= posted.noise;
  posted.post.rows = [...posted.post.rows, delivered];
  posted.absorbedBy ??= delivered;
  receiver.heard.set(senderOf(posted), first);
  noteClocks(model, posted.post, delivery);
}

/** Posts at the beginning that cannot be matched for this receiver any more. */
function skipPassed(group: BroadcastGroup, receiver: Broadcast, earliest: number): void {
  for (; receiver.next < group.posts.length; receiver.next += 1) {
    const posted = group.posts[receiver.next] as Message;
    if (startOf(posted) >= earliest && !hasPassed(posted, receiver.next, receiver)) return;
  }
}

/** Its own, or not later than the last that it got from the same sender: those come in order. */
function hasPassed(posted: Message, index: number, receiver: Broadcast): boolean {
  const sender = senderOf(posted);
  return sender === receiver || index <= (receiver.heard.get(sender) ?? -1);
}

function canBe({ post }: Message, { delivery }: Message): boolean {
  if (post === null || delivery === null) return false;
  const { value } = delivery;
  if (value !== null && 'absent' in value && value.absent === 'posted-here') return post.realm === delivery.realm;
  return compareDigests(post.value, value) !== 'different';
}

function senderOf({ post }: Message): Broadcast {
  return (post?.carrier as { broadcast: Broadcast }).broadcast;
}

/** When it was delivered; `startOf` is about the post once there is one. */
function momentOf({ delivery }: Message): number {
  return startOf({ post: null, delivery });
}

/** @returns where it was put. */
function insertByTime(list: Message[], message: Message): number {
  // A delivery may have its post already, which is earlier.
  const momentIn = message.post === null ? momentOf : startOf;
  let at = list.length;
  while (at > 0 && momentIn(list[at - 1] as Message) > momentIn(message)) at -= 1;
  list.splice(at, 0, message);
  return at;
}

/** The objects of a group that are open as far as is seen; realms without an agent may hold more. */
export function openMembersOf({ members }: BroadcastGroup): Broadcast[] {
  return members.filter(({ closedAt, realm }) => closedAt === null && realm.state !== 'gone');
}
