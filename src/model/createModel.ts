import { createCalls } from './calls/call';
import { createTallies } from './diagnostics/tallies';
import type { Channel, Direction, Handle, Message, Model, Port, PortCarrier, Realm } from './types';

/** An empty model: nothing was recorded yet. */
export function createModel(): Model {
  return {
    version: 0,
    moment: 0,
    realms: new Map(),
    ports: new Map(),
    channels: new Map(),
    broadcastGroups: new Map(),
    windowLines: new Map(),
    windowMessages: new Map(),
    messages: [],
    takenApart: 0,
    notices: [],
    counters: {
      droppedRecords: 0,
      droppedValues: 0,
      refusedBatches: 0,
      unknownRecords: 0,
      agentFaults: 0,
      droppedPosts: 0,
    },
    diagnostics: createTallies(),
    calls: createCalls(),
    clocks: new Map(),
    pending: {
      channels: new Map(),
      arrivals: new Set(),
      strangers: new Set(),
      origins: new Set(),
      sweeps: new Set(),
      isWaitingForReports: false,
      windowLines: new Map(),
      borrowed: new Set(),
      broadcastGroups: new Map(),
    },
    last: { realm: 0, port: 0, channel: 0, message: 0, group: 0 },
  };
}

/** Adds a channel of two ports that no handle has shown yet. */
export function addChannel(model: Model, isBirthSeen: boolean): Channel {
  const channel = {
    id: ++model.last.channel,
    isBirthSeen,
    evidence: isBirthSeen ? 'observed' : 'unknown',
    values: 'none',
  } as Channel;
  channel.ports = [addPort(model, channel), addPort(model, channel)];
  channel.directions = [startDirection(), startDirection()];
  model.channels.set(channel.id, channel);
  return channel;
}

function addPort(model: Model, channel: Channel): Port {
  const port: Port = { id: ++model.last.port, channel, handles: [] };
  model.ports.set(port.id, port);
  return port;
}

/** A direction of which nothing is paired. */
export function startDirection(): Direction {
  return {
    post: { handle: 0, index: 0, gap: 0 },
    delivery: { handle: 0, index: 0, gap: 0 },
    order: 'in order',
    mismatches: { count: 0, messages: [] },
  };
}

/** An empty list, to share. */
export const NONE: readonly never[] = Object.freeze([]);

/**
 * Adds a handle to the end of a port's journey.
 * @param id the agent's number, or null where no agent sees it.
 */
export function addHandle(model: Model, port: Port, realm: Realm, id: number | null, born: number | null): Handle {
  const handle: Handle = {
    realm,
    id,
    port,
    carrier: { type: 'port' } as PortCarrier,
    posts: [],
    deliveries: [],
    born,
    metAt: model.moment,
    gaps: NONE,
    listeners: [],
    pastListeners: [],
    startedAt: null,
    closedAt: null,
    collectedAt: null,
    sweptAt: null,
    seenHereAt: null,
    departure: null,
    arrival: null,
  };
  handle.carrier.handle = handle;
  port.handles.push(handle);
  realm.unclosed.add(handle);
  if (id === null) realm.unseenHandles.push(handle);
  else realm.handles.set(id, handle);
  return handle;
}

/** Adds a message of which one half is known. */
export function addMessage(model: Model, { post = null, delivery = null }: Partial<Message>): Message {
  const id = ++model.last.message;
  const message: Message = { id, post, delivery, evidence: null, absorbedBy: null, noise: null, call: null };
  if (post !== null) post.order = id;
  if (delivery !== null) delivery.order = id;
  model.messages.push(message);
  return message;
}

/** The other end of the port's channel. */
export function peerOf(port: Port): Port {
  const [first, second] = port.channel.ports;
  return port === first ? second : first;
}

/** Where the port is now, as far as was seen; undefined if no realm has shown it. */
export function lastHandleOf(port: Port): Handle | undefined {
  return port.handles[port.handles.length - 1];
}
