import { NO_AGENT, type AgentRecord, type FrameInfo, type RealmId, type RealmTime } from '../protocol';
import { doubtAftermaths, settleAftermaths } from './aftermath';
import { settleBorrowed } from './borrowed';
import { broadcastOf, openBroadcast, settleBroadcasts } from './broadcasts';
import { addChannel, addHandle, peerOf } from './createModel';
import { inferArrivals, noteUnexplained } from './inferring';
import { joinHandles, noteMissing } from './joining';
import { addListener, removeListener } from './listeners';
import { notePulse } from './pulse';
import { addNotice, noteFault, noteGap, noteLimits } from './notices';
import { entangleStrangers } from './strangers';
import { pairChannel } from './pairing';
import {
  addFrameRealm,
  endRealm,
  freezeRealm,
  meetServiceWorker,
  placeFrames,
  sharedWorkerRealm,
  sourceRealm,
  thawRealm,
  workerRealm,
} from './realms';
import { handleOf, takeDelivery, takeFailure, takePost, takeUnseenCall, targetOf } from './takeMessages';
import type { Handle, Model, Realm } from './types';
import { beginLine, settleWindows } from './windows';

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

/** Batches of a realm are missing here: an earlier panel took them. */
export function missBatches(model: Model, { realm: id, frame }: Omit<RealmRecords, 'records'>, count: number): void {
  const realm = model.realms.get(id) ?? addFrameRealm(model, id, frame);
  noteMissing(model, realm);
  addNotice(model, 'gap', `${count} batches were taken by an earlier panel and are not shown here.`, realm, null);
}

function take(model: Model, realm: Realm, record: AgentRecord): void {
  realm.heardUntil = Math.max(realm.heardUntil, record.at);
  model.moment = realm.timeOrigin + record.at;
  switch (record.kind) {
    case 'realm-started':
      return startRealm(model, realm, record);
    case 'realm-ended':
      if (record.persisted) freezeRealm(realm, record.at);
      else stopRealm(model, realm, record.at);
      return;
    case 'realm-resumed':
      return thawRealm(realm, record.at);
    case 'channel-created': {
      const { ports } = addChannel(model, true);
      addHandle(model, ports[0], realm, record.handles[0], record.at);
      addHandle(model, ports[1], realm, record.handles[1], record.at);
      return;
    }
    case 'port-met':
      handleOf(model, realm, record.handle);
      return;
    case 'worker-created':
      workerRealm(model, realm, record.worker).url = record.url;
      return;
    case 'worker-terminated':
      return endRealm(model, workerRealm(model, realm, record.worker), realm.timeOrigin + record.at);
    case 'shared-worker-created':
      return takeSharedWorker(model, realm, record);
    case 'service-worker-met':
      return meetServiceWorker(model, realm, record.worker, record.url);
    case 'broadcast-opened':
      return openBroadcast(model, realm, record);
    case 'broadcast-closed':
      broadcastOf(model, realm, record.broadcast).closedAt ??= record.at;
      return;
    case 'cloned':
      return takeClone(model, realm, record);
    case 'posted':
      return takePost(model, realm, record);
    case 'post-failed':
      return takeFailure(model, realm, record);
    case 'window-called':
      return takeUnseenCall(model, realm, record);
    case 'delivered':
      return takeDelivery(model, realm, record);
    case 'messageerror':
      return takeDelivery(model, realm, { ...record, value: null, ports: [] });
    case 'read':
      return takeRead(realm, record);
    case 'listening':
      return addListener(targetOf(model, realm, record.via), realm, record);
    case 'unlistened':
      return removeListener(targetOf(model, realm, record.via), realm, record);
    case 'stack':
      // Asked for twice, it is not kept any more; the text that was told stays.
      if (record.text !== null || !realm.stacks.has(record.stack)) realm.stacks.set(record.stack, record.text);
      return;
    case 'started':
      handleOf(model, realm, record.handle).startedAt ??= record.at;
      return;
    case 'closed':
      return closeHandle(handleOf(model, realm, record.handle), record.at);
    case 'collected':
      handleOf(model, realm, record.handle).collectedAt ??= record.at;
      return;
    case 'swept':
      return takeSweep(model, realm, record);
    case 'alive':
      return notePulse(realm, record.at);
    case 'recording':
      return;
    case 'gap':
      if (record.records > 0) noteMissing(model, realm);
      return noteGap(model, realm, record);
    case 'agent-fault':
      return noteFault(model, realm, record);
    default:
      record satisfies never;
  }
}

function startRealm(model: Model, realm: Realm, record: Extract<AgentRecord, { kind: 'realm-started' }>): void {
  realm.url = record.url;
  realm.origin = record.origin;
  realm.path = record.path;
  realm.timeOrigin = record.timeOrigin;
  realm.metAt = model.moment = record.timeOrigin + record.at;
  realm.attach = record.attach;
  if (record.attach === 'late') realm.isWhole = false;
  realm.attachedAt = record.at;
  realm.canSweep = record.canSweep;
  // A relay says this where it hears no agent.
  realm.isInstrumented = !record.altered.includes(NO_AGENT);
  realm.altered = realm.isInstrumented ? record.altered : [];
  noteLimits(model, realm, record.at);
  placeFrames(model);
  placeSources(model, realm);
  beginLine(model, realm);
  doubtAftermaths(model, realm);
}

function stopRealm(model: Model, realm: Realm, at: number): void {
  endRealm(model, realm, realm.timeOrigin + at);
  placeSources(model, realm);
}

/** Its port is one end of a channel whose other end is in the shared worker. */
function takeSharedWorker(
  model: Model,
  page: Realm,
  record: Extract<AgentRecord, { kind: 'shared-worker-created' }>,
): void {
  const worker = sharedWorkerRealm(model, page, record.handle, record);
  const { port } = handleOf(model, page, record.handle);
  port.channel.isBirthSeen = true;
  port.channel.evidence = 'observed';
  model.pending.strangers.delete(handleOf(model, page, record.handle));
  if (peerOf(port).handles.length === 0) addHandle(model, peerOf(port), worker, null, null);
}

function closeHandle(handle: Handle, at: RealmTime): void {
  if (handle.closedAt !== null) return;
  handle.closedAt = at;
  handle.realm.unclosed.delete(handle);
  handle.realm.closed.push(handle);
}

/** `structuredClone` ended handles and began others in the same realm; null: which it began was not seen. */
function takeClone(model: Model, realm: Realm, { at, ports }: Extract<AgentRecord, { kind: 'cloned' }>): void {
  for (const [from, to] of ports) {
    const left = handleOf(model, realm, from);
    left.departure = { by: 'structuredClone', message: null, at, evidence: 'unknown' };
    if (to === null) continue;
    const came = realm.handles.get(to) ?? addHandle(model, addChannel(model, false).ports[0], realm, to, at);
    came.arrival = { by: 'structuredClone', message: null, at, evidence: 'unknown' };
    joinHandles(model, left, came, 'observed');
  }
}

/** A sweep says of each handle whether it is still here. */
function takeSweep(model: Model, realm: Realm, record: Extract<AgentRecord, { kind: 'swept' }>): void {
  for (const id of record.left) handleOf(model, realm, id).sweptAt ??= record.at;
  for (const handle of realm.handles.values()) {
    if (handle.id === null || handle.id < record.first || handle.id > record.last) continue;
    if (handle.sweptAt === null) handle.seenHereAt = record.at;
  }
  // A port that was looked at first may have left while the last ones were looked at.
  if (record.first <= 1) realm.sweepBegunAt = record.at;
  if (record.isLast) realm.sweptUntil = realm.sweepBegunAt;
}

/** Only the first read of each is told, but it may be told of an event that is forgotten. */
function takeRead(realm: Realm, { event, fields }: Extract<AgentRecord, { kind: 'read' }>): void {
  const window = realm.events.get(event)?.delivery?.window ?? null;
  if (window === null) return;
  const unknown = fields.filter((field) => !window.reads.includes(field));
  if (unknown.length > 0) window.reads = [...window.reads, ...unknown];
}

/**
 * A realm was heard of, or its end: messages that came from its place may have another source than was known before.
 */
function placeSources(model: Model, { path }: Realm): void {
  if (path === null) return;
  for (const { delivery, absorbedBy } of model.windowMessages.get(path) ?? []) {
    const window = delivery?.window ?? null;
    if (delivery === null || window === null) continue;
    const { realm, at } = delivery;
    window.source = sourceRealm(model, realm, { path, origin: window.origin, at });
    const post = absorbedBy?.post ?? null;
    if (post?.window?.isSeen === false) post.realm = window.source;
  }
}

/** Pairs and joins until nothing new follows. Every joining takes one arrival away, so this ends. */
function settle(model: Model): void {
  const { pending } = model;
  pending.isWaitingForReports = false;
  settleWindows(model);
  settleBorrowed(model);
  settleBroadcasts(model);
  do {
    // A Map's iteration also meets what is added meanwhile.
    for (const [channel, isAfresh] of pending.channels) {
      pending.channels.delete(channel);
      pairChannel(model, channel, isAfresh);
    }
  } while (inferArrivals(model) || entangleStrangers(model));
  noteUnexplained(model);
  settleAftermaths(model);
}
