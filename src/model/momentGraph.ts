import type { RealmTime } from '../protocol';
import { createModel } from './createModel';
import { originOf } from './openHandles';
import type { Target } from './listeners';
import type {
  Broadcast,
  BroadcastGroup,
  Channel,
  Handle,
  Listener,
  Message,
  Model,
  Port,
  Realm,
  Transfer,
} from './types';

/** A moment of the past, and what stands in it for the live objects that were there. */
export type Then = {
  /** Milliseconds since 1970. */
  at: number;
  realms: Map<Realm, Realm>;
  broadcasts: Map<Broadcast, Broadcast>;
  groups: Map<BroadcastGroup, BroadcastGroup>;
  handles: Map<Handle, Handle>;
};

/**
 * The model as it was at a moment, without `messages`: realms, groups, channels with their ports and what these had
 * posted and got by then.
 * @param at milliseconds since 1970.
 */
export function graphAt(model: Model, at: number): { past: Model; then: Then } {
  const then: Then = { at, realms: new Map(), broadcasts: new Map(), groups: new Map(), handles: new Map() };
  const past: Model = {
    ...createModel(),
    version: model.version,
    moment: at,
    windowLines: model.windowLines,
    notices: model.notices.filter(({ realm, at: noticed }) => realm === null || hasPassed(then, realm, noticed)),
    counters: { ...model.counters, droppedPosts: 0 },
    diagnostics: { byPlace: new Map(), forgotten: new Map(model.diagnostics.forgotten) },
    clocks: model.clocks,
  };
  addRealms(past, model, then);
  for (const [key, group] of model.broadcastGroups) {
    const members = group.members.flatMap((member) => then.broadcasts.get(member) ?? []);
    if (members.length > 0) past.broadcastGroups.set(key, groupAt(group, members, then));
  }
  for (const channel of model.channels.values()) addChannelAt(past, channel, then);
  noteUnexplained(model, then);
  return { past, then };
}

/** Ports of which it is not known until today where they came from: see `Realm.unexplainedAt`. */
function noteUnexplained(model: Model, then: Then): void {
  for (const came of model.pending.arrivals) {
    const origin = originOf(came);
    const copy = origin === null ? undefined : then.realms.get(origin);
    if (copy === undefined || came.metAt > then.at) continue;
    copy.unexplainedAt = Math.max(copy.unexplainedAt ?? 0, came.metAt);
  }
}

/** A realm's fact without a moment was always so. */
function hasPassed({ at }: Then, realm: Realm, moment: RealmTime | null): boolean {
  return moment === null || realm.timeOrigin + moment <= at;
}

/** The moment of a fact, null where it was still to come. */
function passed(then: Then, realm: Realm, moment: RealmTime | null): RealmTime | null {
  return hasPassed(then, realm, moment) ? moment : null;
}

function addRealms(past: Model, model: Model, then: Then): void {
  for (const realm of model.realms.values()) {
    if (realm.metAt > then.at) continue;
    const isGone = realm.endedAt !== null && realm.endedAt <= then.at;
    const copy: Realm = {
      ...realm,
      state: isGone ? 'gone' : isFrozen(realm, then) ? 'frozen' : 'live',
      endedAt: isGone ? realm.endedAt : null,
      aftermath: isGone ? realm.aftermath : 'awaited',
      heardUntil: Math.min(realm.heardUntil, then.at - realm.timeOrigin),
      unexplainedAt: null,
      sweptUntil: passed(then, realm, realm.sweptUntil),
      handles: new Map(),
      unclosed: new Set(),
      closed: [],
      unseenHandles: [],
      broadcasts: new Map(),
    };
    cutListeners(copy, then);
    then.realms.set(realm, copy);
    past.realms.set(copy.id, copy);
  }
  for (const [realm, copy] of then.realms) {
    copy.parent = realm.parent === null ? null : (then.realms.get(realm.parent) ?? null);
    copy.serviceWorkers = new Map([...realm.serviceWorkers].map(([id, worker]) => [id, realmAt(worker, then)]));
    for (const broadcast of realm.broadcasts.values()) addBroadcastAt(copy, broadcast, then);
  }
}

function isFrozen({ timeOrigin, freezes }: Realm, { at }: Then): boolean {
  return freezes.some((freeze) => timeOrigin + freeze.at <= at && at < timeOrigin + (freeze.until ?? Infinity));
}

/** The realm as it was; one that was not met yet is its live self. */
export function realmAt(realm: Realm, { realms }: Then): Realm {
  return realms.get(realm) ?? realm;
}

function cutListeners(target: Target, then: Then): void {
  const { listeners, pastListeners } = target;
  if (pastListeners.length === 0 && listeners.every(({ realm, at }) => hasPassed(then, realm, at))) return;
  const all = [...pastListeners, ...listeners].filter(({ realm, at }) => hasPassed(then, realm, at));
  const isPast = ({ realm, removedAt }: Listener) => removedAt !== null && hasPassed(then, realm, removedAt);
  // As they were added: those that were removed since stand among the others.
  all.sort((one, other) => one.realm.timeOrigin + one.at - (other.realm.timeOrigin + other.at));
  target.listeners = all.filter((one) => !isPast(one));
  target.pastListeners = all.filter(isPast);
}

function addBroadcastAt(realm: Realm, broadcast: Broadcast, then: Then): void {
  if (broadcast.metAt > then.at) return;
  const closedAt = passed(then, realm, broadcast.closedAt);
  const copy: Broadcast = { ...broadcast, realm, closedAt };
  cutListeners(copy, then);
  then.broadcasts.set(broadcast, copy);
  realm.broadcasts.set(copy.id, copy);
}

function groupAt(group: BroadcastGroup, members: Broadcast[], { at, groups }: Then): BroadcastGroup {
  const posts = until(group.posts, at, postedAt);
  const deliveries = until(group.deliveries, at, deliveredAt);
  const copy: BroadcastGroup = { ...group, members, posts, deliveries };
  for (const member of members) member.group = copy;
  groups.set(group, copy);
  return copy;
}

function addChannelAt(past: Model, channel: Channel, then: Then): void {
  const [one, other] = channel.ports;
  if (!isMet(one, then) && !isMet(other, then)) return;
  const copy: Channel = { ...channel };
  copy.ports = [portAt(one, copy, then), portAt(other, copy, then)];
  past.channels.set(copy.id, copy);
  for (const port of copy.ports) past.ports.set(port.id, port);
}

function isMet({ handles: [first] }: Port, { at }: Then): boolean {
  return first !== undefined && first.metAt <= at;
}

/** A port and its journey up to then. */
function portAt(port: Port, channel: Channel, then: Then): Port {
  const copy: Port = { ...port, channel, handles: [] };
  for (const [i, handle] of port.handles.entries()) {
    if (handle.metAt > then.at) break;
    const next = port.handles[i + 1];
    copy.handles.push(handleAt(handle, copy, next !== undefined && next.metAt <= then.at, then));
  }
  return copy;
}

function handleAt(handle: Handle, port: Port, hasArrived: boolean, then: Then): Handle {
  const realm = realmAt(handle.realm, then);
  const copy: Handle = { ...handle };
  copy.realm = realm;
  copy.port = port;
  copy.carrier = { type: 'port', handle: copy };
  const isShared = isOver(handle);
  if (!isShared || isLater(handle.posts, then.at, postedAt)) copy.posts = until(handle.posts, then.at, postedAt);
  if (!isShared || isLater(handle.deliveries, then.at, deliveredAt))
    copy.deliveries = until(handle.deliveries, then.at, deliveredAt);
  // Those that were to come, as far as counts tell.
  if (copy.gaps.length > 0)
    copy.gaps = handle.gaps.filter(
      ({ posts, deliveries }) => posts <= copy.posts.length && deliveries <= copy.deliveries.length,
    );
  copy.startedAt = passed(then, realm, handle.startedAt);
  copy.closedAt = passed(then, realm, handle.closedAt);
  copy.collectedAt = passed(then, realm, handle.collectedAt);
  copy.sweptAt = passed(then, realm, handle.sweptAt);
  copy.seenHereAt = passed(then, realm, handle.seenHereAt);
  copy.departure = hasArrived || hasLeft(handle.departure, realm, then) ? handle.departure : null;
  cutListeners(copy, then);
  then.handles.set(handle, copy);
  if (copy.id === null) realm.unseenHandles.push(copy);
  else realm.handles.set(copy.id, copy);
  return copy;
}

/** A departure that was not seen was before the arrival, and nobody knows more. */
function hasLeft(departure: Transfer | null, realm: Realm, then: Then): boolean {
  return departure !== null && departure.at !== null && hasPassed(then, realm, departure.at);
}

/** The messages of a list, which is in the order of time, that are not after a moment. */
function until(list: readonly Message[], at: number, momentIn: (message: Message) => number): Message[] {
  return list.slice(0, countUntil(list, at, momentIn));
}

/**
 * Nothing more will be posted on it or reach it: so the past can share its lists. Most handles of a long history are over,
 * and to copy their lists takes longer than all else.
 */
function isOver({ closedAt, departure, realm }: Handle): boolean {
  return closedAt !== null || departure !== null || realm.state === 'gone';
}

/** Whether the last of a list is after a moment. */
function isLater(list: readonly Message[], at: number, momentIn: (message: Message) => number): boolean {
  const last = list[list.length - 1];
  return last !== undefined && momentIn(last) > at;
}

/** How many of a list, which is in the order of time, are not after a moment. */
function countUntil(list: readonly Message[], at: number, momentIn: (message: Message) => number): number {
  let low = 0;
  let high = list.length;
  if (!isLater(list, at, momentIn)) return high;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (momentIn(list[middle] as Message) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

function postedAt({ post }: Message): number {
  return post === null ? 0 : post.teller.timeOrigin + post.at;
}

/** When a message was delivered: milliseconds since 1970; infinitely late if that was not seen. */
export function deliveredAt({ delivery }: Pick<Message, 'delivery'>): number {
  return delivery === null ? Infinity : delivery.realm.timeOrigin + delivery.at;
}
