import type { AgentRecord, FrameInfo, HandleId, RealmId, Via } from '../protocol';
import { addChannel, addHandle, addMessage, lastHandleOf } from './createModel';
import { inferArrivals } from './inferring';
import { joinHandles, markDirty } from './joining';
import { pairChannel } from './pairing';
import { addFrameRealm, endRealm, findRealmAt, placeFrames, workerRealm } from './realms';
import type { Carrier, Delivery, Handle, Model, Notice, Post, Realm } from './types';

/** Records of one realm, as they stood in one batch. */
export type RealmRecords = { realm: RealmId; frame: FrameInfo | null; records: readonly AgentRecord[] };

/**
 * The one place that changes the model: takes the records of one batch, then pairs and joins what they complete.
 * The same batches give the same model, whatever order those of different realms come in.
 */
export function reduce(model: Model, { realm: id, frame, records }: RealmRecords): void {
  const realm = model.realms.get(id) ?? addFrameRealm(model, id, frame);
  for (const record of records) take(model, realm, record);
  settle(model);
  model.version += 1;
}

function take(model: Model, realm: Realm, record: AgentRecord): void {
  realm.heardUntil = Math.max(realm.heardUntil, record.at);
  switch (record.kind) {
    case 'realm-started':
      realm.url = record.url;
      realm.origin = record.origin;
      realm.path = record.path;
      realm.timeOrigin = record.timeOrigin;
      realm.attach = record.attach;
      if (record.attach === 'late') noteLateAttach(model, realm, record.at);
      placeFrames(model);
      return placeSources(model);
    case 'realm-ended':
      if (record.persisted) realm.state = 'frozen';
      else endRealm(model, realm);
      return;
    case 'realm-resumed':
      realm.state = 'live';
      return;
    case 'channel-created': {
      const { ports } = addChannel(model, true);
      addHandle(ports[0], realm, record.handles[0], record.at);
      addHandle(ports[1], realm, record.handles[1], record.at);
      return;
    }
    case 'port-met':
      handleOf(model, realm, record.handle);
      return;
    case 'worker-created': {
      const worker = workerRealm(model, realm, record.worker);
      worker.url = record.url;
      return;
    }
    case 'worker-terminated':
      return endRealm(model, workerRealm(model, realm, record.worker));
    case 'posted':
      return takePost(model, realm, record);
    case 'post-failed':
      addMessage(model, {
        post: {
          ...startPost(realm, record.at, carrierOf(model, realm, record.via)),
          failure: { ...record.error, valueType: record.valueType },
        },
      });
      return;
    case 'delivered':
      return takeDelivery(model, realm, record);
    case 'messageerror':
      return takeDelivery(model, realm, { ...record, value: null, ports: [] });
    case 'listening':
      return;
    case 'started':
      handleOf(model, realm, record.handle).isStarted = true;
      return;
    case 'closed':
      handleOf(model, realm, record.handle).closedAt ??= record.at;
      return;
    case 'shared-worker-created':
    case 'service-worker-met':
    case 'broadcast-opened':
    case 'broadcast-closed':
    case 'cloned':
    case 'window-called':
    case 'read':
    case 'unlistened':
    case 'stack':
    case 'recording':
    case 'alive':
      return;
    case 'gap':
      model.counters.droppedRecords += record.records;
      model.counters.droppedValues += record.values;
      return addNotice(model, 'gap', describeGap(record), realm, record.at);
    case 'agent-fault':
      model.counters.agentFaults += 1;
      return addNotice(
        model,
        'fault',
        `Portscope failed in the page while ${record.where}: ${record.message}. The page did not notice; please report it.`,
        realm,
        record.at,
      );
    default:
      record satisfies never;
  }
}

function takePost(model: Model, realm: Realm, record: Extract<AgentRecord, { kind: 'posted' }>): void {
  const carrier = carrierOf(model, realm, record.via);
  const post: Post = {
    ...startPost(realm, record.at, carrier),
    value: record.value,
    transfer: record.transfer,
    departures: (record.transfer ?? []).flatMap((item) =>
      item.type === 'port' ? [handleOf(model, realm, item.handle)] : [],
    ),
  };
  const message = addMessage(model, { post });
  if (carrier.type === 'port') {
    const { handle } = carrier;
    post.dropped = handle.departure !== null ? 'port transferred' : handle.closedAt !== null ? 'port closed' : null;
    if (post.dropped !== null) {
      model.counters.droppedPosts += 1;
    } else {
      handle.posts.push(message);
      // A later part of the journey is known already: what was paired there may have to move.
      markDirty(model, handle.port.channel, lastHandleOf(handle.port) !== handle);
    }
  }
  for (const departure of post.departures) {
    departure.departure = { by: 'message', message, at: record.at, evidence: 'unknown' };
    // Nobody will report the arrival in a worker, but there is no doubt about it.
    if (carrier.type === 'worker') {
      const arrived = addHandle(addChannel(model, false).ports[0], carrier.worker, null, null);
      arrived.arrival = { by: 'message', message, at: null, evidence: 'observed' };
      joinHandles(model, departure, arrived, 'observed');
    }
  }
}

function takeDelivery(
  model: Model,
  realm: Realm,
  record: Omit<Extract<AgentRecord, { kind: 'delivered' }>, 'kind' | 'value'> & { value: Post['value'] },
): void {
  const carrier = carrierOf(model, realm, record.via);
  const delivery: Delivery = {
    realm,
    at: record.at,
    carrier,
    value: record.value,
    arrivals: [],
    isMessageError: record.value === null,
    origin: record.window?.origin ?? null,
    sourcePath: record.window?.source ?? null,
    source: findRealmAt(model, record.window?.source ?? null),
    event: record.window?.event ?? null,
    calls: record.window?.calls ?? null,
    reads: [],
  };
  const message = addMessage(model, { delivery });
  if (delivery.sourcePath !== null && delivery.source === null) model.pending.sources.add(delivery);
  for (const id of record.ports) {
    const known = realm.handles.get(id);
    if (known !== undefined && !isFirstMet(known)) continue;
    const arrived = known ?? addHandle(addChannel(model, false).ports[0], realm, id, null);
    arrived.arrival = { by: 'message', message, at: record.at, evidence: 'unknown' };
    model.pending.arrivals.add(arrived);
    delivery.arrivals.push(arrived);
  }
  const isSynthetic = record.value !== null && 'absent' in record.value && record.value.absent === 'untrusted';
  if (carrier.type === 'port' && !isSynthetic) {
    carrier.handle.deliveries.push(message);
    markDirty(model, carrier.handle.port.channel, lastHandleOf(carrier.handle.port) !== carrier.handle);
  }
}

/**
 * Nothing is known of where it came from. An agent that came late may hear a message after the page has used the port
 * that came with it; then the port was met before it arrived.
 */
function isFirstMet(handle: Handle): boolean {
  return handle.arrival === null && !handle.port.channel.isBirthSeen && handle.port.handles[0] === handle;
}

/** Pairs and joins until nothing new follows. Every joining takes one arrival away, so this ends. */
function settle(model: Model): void {
  const { pending } = model;
  do {
    // A Map's iteration also meets what is added meanwhile.
    for (const [channel, isAfresh] of pending.channels) {
      pending.channels.delete(channel);
      pairChannel(model, channel, isAfresh);
    }
  } while (pending.arrivals.size > 0 && inferArrivals(model));
}

/** The handle with that number; one never heard of began before recording. */
function handleOf(model: Model, realm: Realm, id: HandleId): Handle {
  return realm.handles.get(id) ?? addHandle(addChannel(model, false).ports[0], realm, id, null);
}

function carrierOf(model: Model, realm: Realm, via: Via): Carrier {
  switch (via.type) {
    case 'port':
      return { type: 'port', handle: handleOf(model, realm, via.handle) };
    case 'worker':
      return { type: 'worker', worker: workerRealm(model, realm, via.worker), page: realm };
    case 'service-worker':
    case 'broadcast':
    case 'to-window':
    case 'window':
      return { type: 'window', realm };
  }
}

function startPost(realm: Realm, at: number, carrier: Carrier): Post {
  return {
    realm,
    teller: realm,
    at,
    carrier,
    value: null,
    transfer: null,
    departures: [],
    failure: null,
    dropped: null,
    stack: null,
    window: null,
    rows: [],
  };
}

function placeSources(model: Model): void {
  for (const delivery of model.pending.sources) {
    delivery.source = findRealmAt(model, delivery.sourcePath);
    if (delivery.source !== null) model.pending.sources.delete(delivery);
  }
}

function noteLateAttach(model: Model, realm: Realm, at: number): void {
  const text =
    'DevTools opened after this page had loaded: what happened before is not known. Reload to see everything.';
  addNotice(model, 'late attach', text, realm, at);
}

function describeGap({ records, values, bytes }: { records: number; values: number; bytes: number }): string {
  const parts = [
    ...(records > 0 ? [`${records} records`] : []),
    ...(values > 0 ? [`the values of ${values} messages`] : []),
  ];
  return (
    `The page sent faster than DevTools could take it: ${parts.join(' and ')} (${bytes} characters) were dropped here ` +
    'to keep the page responsive. Pause recording around the burst, or clear and record a shorter part.'
  );
}

/** Adds a line about the recording itself. */
export function addNotice(
  model: Model,
  kind: Notice['kind'],
  text: string,
  realm: Realm | null,
  at: number | null,
): void {
  model.notices.push({ kind, text, realm, at });
  model.version += 1;
}
