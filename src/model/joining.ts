import { lastHandleOf, peerOf } from './createModel';
import { isBetter } from './evidence';
import type { Channel, Evidence, Handle, Model, Port, Realm } from './types';

/**
 * Joins a departure to an arrival: from now on both handles belong to one port's journey, and what was taken for two
 * channels is one.
 * @param left the last handle of its port so far.
 * @param came the first handle of a port of which only its arrival was seen.
 */
export function joinHandles(model: Model, left: Handle, came: Handle, evidence: Evidence): void {
  const port = left.port;
  const arrived = came.port;
  if (port === arrived && port.handles[port.handles.indexOf(left) + 1] === came) {
    upgrade(left, came, evidence);
    return;
  }
  if (port === arrived || lastHandleOf(port) !== left || arrived.handles[0] !== came) {
    contradict(model, left, came);
    return;
  }
  const peer = peerOf(port);
  const arrivedPeer = peerOf(arrived);
  joinEnds(left, came, evidence);
  model.pending.arrivals.delete(came);
  const channel = port.channel;
  moveHandles(arrived, port);
  dropChannel(model, arrived.channel);
  if (isBetter(arrived.channel.evidence, channel.evidence)) channel.evidence = arrived.channel.evidence;
  if (arrivedPeer.handles.length > 0) joinPeers(model, peer, arrivedPeer, evidence);
  markDirty(model, channel, true);
}

/** The same joining by other evidence: the better one stays. */
function upgrade(left: Handle, came: Handle, evidence: Evidence): void {
  const known = came.arrival?.evidence ?? 'unknown';
  if (isBetter(evidence, known)) joinEnds(left, came, evidence);
}

function joinEnds(left: Handle, came: Handle, evidence: Evidence): void {
  const by = left.departure?.by ?? came.arrival?.by ?? 'message';
  const message = came.arrival?.message ?? null;
  left.departure = { by, message, at: left.departure?.at ?? null, evidence };
  came.arrival = { by, message, at: came.arrival?.at ?? null, evidence };
}

/** Both ends of the arrived channel were known: its other end is our peer as well. */
function joinPeers(model: Model, peer: Port, arrivedPeer: Port, evidence: Evidence): void {
  const last = lastHandleOf(peer);
  const first = arrivedPeer.handles[0] as Handle;
  if (last !== undefined) {
    joinEnds(last, first, evidence);
  }
  model.pending.arrivals.delete(first);
  moveHandles(arrivedPeer, peer);
}

/**
 * Two handles turned out to be the two ends of one channel. Where each came from stays open.
 */
export function entangleHandles(model: Model, one: Handle, other: Handle): void {
  const channel = one.port.channel;
  const unseenEnd = peerOf(one.port);
  const otherChannel = other.port.channel;
  if (channel === otherChannel || unseenEnd.handles.length > 0 || peerOf(other.port).handles.length > 0) return;
  moveHandles(other.port, unseenEnd);
  dropChannel(model, otherChannel);
  channel.evidence = 'inferred';
  model.pending.strangers.delete(one);
  model.pending.strangers.delete(other);
  markDirty(model, channel, true);
}

/** Has the channel's messages paired again at the next `settle`. */
export function markDirty(model: Model, channel: Channel, isAfresh: boolean): void {
  const { channels } = model.pending;
  // Nearly every message comes here, and most channels have been marked by the one before.
  if (isAfresh || !channels.has(channel)) channels.set(channel, isAfresh);
}

/**
 * Records of a realm are missing from here on: what its ports posted and got meanwhile was not seen, nor how much.
 */
export function noteMissing(model: Model, realm: Realm): void {
  realm.isWhole = false;
  for (const handle of realm.handles.values()) {
    if (handle.closedAt !== null || handle.departure !== null) continue;
    handle.gaps = [...handle.gaps, { posts: handle.posts.length, deliveries: handle.deliveries.length }];
    markDirty(model, handle.port.channel, false);
  }
}

function moveHandles(from: Port, to: Port): void {
  for (const handle of from.handles) {
    handle.port = to;
    to.handles.push(handle);
  }
  from.handles = [];
}

function dropChannel(model: Model, channel: Channel): void {
  model.channels.delete(channel.id);
  model.pending.channels.delete(channel);
  for (const port of channel.ports) model.ports.delete(port.id);
}

function contradict(model: Model, left: Handle, came: Handle): void {
  model.notices.push({
    kind: 'contradiction',
    text:
      `Port ${left.port.id} seems to have arrived twice (the second time as port ${came.port.id}). ` +
      'Both are shown as they were seen; reload the page with DevTools open to record from the beginning.',
    realm: came.realm,
    at: came.arrival?.at ?? null,
  });
}
