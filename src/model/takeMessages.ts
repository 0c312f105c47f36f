import type { AgentRecord, HandleId, RealmTime, Via, WindowArrival } from '../protocol';
import { broadcastOf, takeBroadcastDelivery, takeBroadcastPost } from './broadcasts';
import { trackDelivery, trackPost } from './calls';
import { addChannel, addHandle, addMessage, lastHandleOf, NONE } from './createModel';
import { noteDropped, noteFailure, noteMessageError, noteTerminated } from './diagnostics/noteTrouble';
import { joinHandles, markDirty } from './joining';
import { noiseOfDelivery, noiseOfValue, noteNulls } from './noise';
import { awakeBefore } from './pulse';
import { serviceWorkerRealm, sourceRealm, workerRealm } from './realms';
import type { Target } from './listeners';
import type { Carrier, Delivery, Handle, Message, Model, Post, Realm, WindowDelivery } from './types';
import { takeWindowCall, takeWindowDelivery } from './windows';

/** Takes a message that was posted: whatever carries it, and the ports that leave with it. */
export function takePost(model: Model, realm: Realm, record: Extract<AgentRecord, { kind: 'posted' }>): void {
  const carrier = carrierOf(model, realm, record.via);
  const post = startPost(realm, record, carrier);
  post.value = record.value;
  post.transfer = record.transfer?.length === 0 ? NONE : record.transfer;
  post.departures = departuresOf(model, realm, post);
  const message = addMessage(model, { post });
  message.noise = noiseOfValue(record.value);
  if (carrier.type === 'port') takePortPost(model, carrier.handle, message, post);
  if (post.dropped !== null && leavesTransferAlone(realm)) post.departures = NONE;
  noteTerminated(model, message, post);
  trackPost(model, message, post);
  for (const departure of post.departures) {
    departure.departure = { by: 'message', message, at: record.at, evidence: 'unknown' };
    // Nobody will report the arrival in a worker, but there is no doubt about it.
    if (carrier.type === 'worker' || carrier.type === 'service-worker') {
      const arrived = addHandle(model, addChannel(model, false).ports[0], carrier.worker, null, null);
      arrived.arrival = { by: 'message', message, at: null, evidence: 'observed' };
      joinHandles(model, departure, arrived, 'observed');
    }
  }
  if (carrier.type === 'broadcast') takeBroadcastPost(model, carrier.broadcast, message);
  if (record.via.type === 'to-window') takeWindowCall(model, record.via.realm, message);
}

/**
 * On a port that is closed or was transferred, Chromium's `postMessage` returns at once: what was to be transferred stays
 * where it is. Firefox takes it away, as the specification has it (HTML, "message port post message steps"). Only in
 * Chromium can agents sweep.
 */
function leavesTransferAlone(realm: Realm): boolean {
  return realm.canSweep;
}

function departuresOf(model: Model, realm: Realm, { transfer }: Post): readonly Handle[] {
  if (transfer === null || transfer.length === 0) return NONE;
  return transfer.flatMap((item) => (item.type === 'port' ? [handleOf(model, realm, item.handle)] : []));
}

function takePortPost(model: Model, handle: Handle, message: Message, post: Post): void {
  const hasLeft = handle.departure !== null || handle.sweptAt !== null;
  post.dropped = hasLeft ? 'port transferred' : handle.closedAt !== null ? 'port closed' : null;
  noteNulls(handle.port.channel, post.value);
  if (post.dropped !== null) {
    model.counters.droppedPosts += 1;
    noteDropped(model, message, post);
    return;
  }
  handle.posts.push(message);
  // A later part of the journey is known already: what was paired there may have to move.
  markDirty(model, handle.port.channel, lastHandleOf(handle.port) !== handle);
}

/** Takes a post that threw. */
export function takeFailure(model: Model, realm: Realm, record: Extract<AgentRecord, { kind: 'post-failed' }>): void {
  const post = startPost(realm, record, carrierOf(model, realm, record.via));
  post.failure = { ...record.error, valueType: record.valueType };
  const message = addMessage(model, { post });
  noteFailure(model, message, post);
  if (record.via.type === 'to-window') takeWindowCall(model, record.via.realm, message);
}

/** Takes a call of the realm's own `postMessage` of which only the moment and the stack were seen. */
export function takeUnseenCall(
  model: Model,
  realm: Realm,
  record: Extract<AgentRecord, { kind: 'window-called' }>,
): void {
  const post = startPost(realm, { ...record, via: { type: 'window' } }, { type: 'window', realm });
  post.realm = null;
  post.window = {
    call: record.call,
    isSeen: false,
    place: null,
    targetOrigin: null,
    isBorrowed: false,
    refusedBy: null,
  };
  takeWindowCall(model, realm.id, addMessage(model, { post }));
}

/** Takes a message that reached its receiver, also as a `messageerror`: then its value is null. */
export function takeDelivery(
  model: Model,
  realm: Realm,
  record: Omit<Extract<AgentRecord, { kind: 'delivered' }>, 'kind' | 'value'> & { value: Post['value'] },
): void {
  const carrier = carrierOf(model, realm, record.via);
  const delivery: Delivery = {
    realm,
    at: record.at,
    order: 0,
    carrier,
    value: record.value,
    arrivals: NONE,
    isMessageError: record.value === null,
    window: record.window === null ? null : windowDelivery(model, realm, record.at, record.window),
  };
  const message = addMessage(model, { delivery });
  message.noise = noiseOfDelivery(delivery);
  if (delivery.isMessageError) noteMessageError(model, message, delivery);
  trackDelivery(model, message, delivery);
  for (const id of record.ports) {
    const known = realm.handles.get(id);
    if (known !== undefined && !isFirstMet(known)) continue;
    const arrived = known ?? addHandle(model, addChannel(model, false).ports[0], realm, id, null);
    arrived.arrival = { by: 'message', message, at: record.at, evidence: 'unknown' };
    model.pending.arrivals.add(arrived);
    delivery.arrivals = [...delivery.arrivals, arrived];
  }
  if (delivery.window !== null) keepEvent(model, message, delivery.window);
  if (record.value !== null && 'absent' in record.value && record.value.absent === 'untrusted') return;
  if (carrier.type === 'port') {
    carrier.handle.deliveries.push(message);
    markDirty(model, carrier.handle.port.channel, lastHandleOf(carrier.handle.port) !== carrier.handle);
  }
  if (carrier.type === 'broadcast') takeBroadcastDelivery(model, carrier.broadcast, message);
  if (carrier.type === 'window') takeWindowDelivery(model, message, delivery);
}

/** What the page reads of it, and where it came from, may become known later. */
function keepEvent(model: Model, message: Message, { event, sourcePath }: WindowDelivery): void {
  message.delivery?.realm.events.set(event, message);
  if (sourcePath === null) return;
  const others = model.windowMessages.get(sourcePath);
  if (others === undefined) model.windowMessages.set(sourcePath, [message]);
  else others.push(message);
}

function windowDelivery(model: Model, realm: Realm, at: RealmTime, told: WindowArrival): WindowDelivery {
  const { origin, source: path, event, calls } = told;
  const source = sourceRealm(model, realm, { path, origin, at });
  return { origin, sourcePath: path, source, event, calls, awakeAt: awakeBefore(realm, at), reads: NONE };
}

/**
 * Nothing is known of where it came from. An agent that came late may hear a message after the page has used the port
 * that came with it; then the port was met before it arrived.
 */
function isFirstMet(handle: Handle): boolean {
  return handle.arrival === null && !handle.port.channel.isBirthSeen && handle.port.handles[0] === handle;
}

/** The handle with that number; one never heard of began before recording. */
export function handleOf(model: Model, realm: Realm, id: HandleId): Handle {
  return realm.handles.get(id) ?? addStranger(model, realm, id);
}

function addStranger(model: Model, realm: Realm, id: HandleId): Handle {
  const handle = addHandle(model, addChannel(model, false).ports[0], realm, id, null);
  model.pending.strangers.add(handle);
  return handle;
}

/** What a realm's callbacks listen to there. */
export function targetOf(model: Model, realm: Realm, via: Via): Target {
  const carrier = carrierOf(model, realm, via);
  switch (carrier.type) {
    case 'port':
      return carrier.handle;
    case 'worker':
    case 'service-worker':
      return carrier.worker;
    case 'broadcast':
      return carrier.broadcast;
    case 'window':
      return realm;
  }
}

function carrierOf(model: Model, realm: Realm, via: Via): Carrier {
  switch (via.type) {
    case 'port':
      return handleOf(model, realm, via.handle).carrier;
    case 'worker':
      return { type: 'worker', worker: workerRealm(model, realm, via.worker), page: realm };
    case 'service-worker':
      return { type: 'service-worker', worker: serviceWorkerRealm(model, realm, via.worker), page: realm };
    case 'broadcast':
      return { type: 'broadcast', broadcast: broadcastOf(model, realm, via.broadcast) };
    case 'to-window':
      return { type: 'window', realm: null };
    case 'window':
      return { type: 'window', realm };
  }
}

function startPost(realm: Realm, record: { at: number; via: Via; stack: number | null }, carrier: Carrier): Post {
  const { at, via, stack } = record;
  return {
    realm,
    teller: realm,
    at,
    order: 0,
    carrier,
    value: null,
    transfer: null,
    departures: NONE,
    failure: null,
    dropped: null,
    stack: stack === null ? null : { realm, id: stack },
    window:
      via.type === 'to-window'
        ? {
            call: via.call,
            isSeen: true,
            place: via.place,
            targetOrigin: via.targetOrigin,
            isBorrowed: false,
            refusedBy: null,
          }
        : null,
    rows: NONE,
  };
}
