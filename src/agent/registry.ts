import type { BroadcastId, HandleId, WorkerId } from '../protocol';
import type { DomNatives } from './domNatives';
import type { Emit } from './emit';
import type { Primitives } from './natives';
import type { PortsHere } from './portsHere';

/** What the agent knows of one MessagePort object. It never refers to the object: the page's garbage stays garbage. */
export type KnownPort = {
  readonly id: HandleId;
  /** The other end, where both were born here together. */
  twin: KnownPort | null;
  /** Posted to this port by its twin in this realm and not delivered yet: those values are recorded already. */
  pending: number;
};

/** Which object of the page is which. */
export type Registry = ReturnType<typeof createRegistry>;

/**
 * Numbers the realm's objects that carry messages, and keeps what is known of them, weakly.
 * @param portsHere told of every port that is numbered.
 * @param emit told of ports that were there before us, and of all workers and broadcast channels.
 */
export function createRegistry({ makeWeakMap }: Primitives, dom: DomNatives, portsHere: PortsHere, emit: Emit) {
  const { isMessagePort, isWorker, isServiceWorker, isBroadcastChannel, readScriptUrl, readBroadcastName, now } = dom;
  const ports = makeWeakMap<object, KnownPort>();
  const workers = makeWeakMap<object, WorkerId>();
  const broadcasts = makeWeakMap<object, BroadcastId>();
  let lastPort = 0;
  let lastWorker = 0;
  const listeners = makeWeakMap<object, number>();
  let lastBroadcast = 0;
  let lastListener = 0;

  const addPort = (port: object): KnownPort => {
    lastPort += 1;
    const known: KnownPort = { id: lastPort, twin: null, pending: 0 };
    ports.set(port, known);
    portsHere.add(lastPort, port);
    return known;
  };

  const numberWorker = (worker: object): WorkerId => {
    lastWorker += 1;
    workers.set(worker, lastWorker);
    return lastWorker;
  };

  const addWorker = (object: object, url: string | null, late: boolean): WorkerId => {
    const worker = numberWorker(object);
    emit({ kind: 'worker-created', at: now(), worker, url, late });
    return worker;
  };

  const addServiceWorker = (object: object, url: string): WorkerId => {
    const worker = numberWorker(object);
    emit({ kind: 'service-worker-met', at: now(), worker, url });
    return worker;
  };

  const addBroadcast = (channel: object, late: boolean): BroadcastId => {
    lastBroadcast += 1;
    broadcasts.set(channel, lastBroadcast);
    emit({ kind: 'broadcast-opened', at: now(), broadcast: lastBroadcast, name: readBroadcastName(channel), late });
    return lastBroadcast;
  };

  return {
    /** Takes in both ends of a new channel. */
    addChannel(port1: object, port2: object): readonly [KnownPort, KnownPort] {
      const first = addPort(port1);
      const second = addPort(port2);
      first.twin = second;
      second.twin = first;
      return [first, second];
    },

    /** Takes in a port that came with a message or was made here alone; one that is known keeps its number. */
    addArrival(port: object): KnownPort {
      return ports.get(port) ?? addPort(port);
    },

    /** The port if it is known already. */
    findPort(port: unknown): KnownPort | undefined {
      return typeof port === 'object' && port !== null ? ports.get(port) : undefined;
    },

    /** The port, met now if need be; undefined if the value is not a MessagePort. */
    meetPort(value: unknown): KnownPort | undefined {
      if (!isMessagePort(value)) return undefined;
      const known = ports.get(value);
      if (known !== undefined) return known;
      const met = addPort(value);
      emit({ kind: 'port-met', at: now(), handle: met.id });
      return met;
    },

    /** How many ports were numbered. */
    countPorts: () => lastPort,

    /** Takes in a worker that was made now. */
    addWorker(worker: object, url: string | null): void {
      addWorker(worker, url, false);
    },

    /** The number of a worker, met now if need be; undefined if the value is not a Worker. */
    meetWorker(value: unknown): WorkerId | undefined {
      return isWorker(value) ? (workers.get(value) ?? addWorker(value, null, true)) : undefined;
    },

    /** The same for a ServiceWorker. It shares its numbers with workers, so that none means two things. */
    meetServiceWorker(value: unknown): WorkerId | undefined {
      return isServiceWorker(value) ? (workers.get(value) ?? addServiceWorker(value, readScriptUrl(value))) : undefined;
    },

    /**
     * The number that stands for whichever service worker posts to this page, where an event does not say which one, and
     * for all of them where the page listens. It has no URL.
     * @param container the page's ServiceWorkerContainer.
     */
    meetAnyServiceWorker(container: object): WorkerId {
      return workers.get(container) ?? addServiceWorker(container, '');
    },

    /** The number of a callback that listens; undefined if the value cannot be one. */
    meetListener(value: unknown): number | undefined {
      if (typeof value !== 'function' && (typeof value !== 'object' || value === null)) return undefined;
      const known = listeners.get(value);
      if (known !== undefined) return known;
      lastListener += 1;
      listeners.set(value, lastListener);
      return lastListener;
    },

    /** The number of a callback if it has one. */
    findListener: (value: unknown): number | undefined => listeners.get(value as object),

    /** Takes in a BroadcastChannel that was made now. */
    addBroadcast(channel: object): void {
      addBroadcast(channel, false);
    },

    /** The number of a broadcast channel, met now if need be; undefined if the value is not a BroadcastChannel. */
    meetBroadcast(value: unknown): BroadcastId | undefined {
      return isBroadcastChannel(value) ? (broadcasts.get(value) ?? addBroadcast(value, true)) : undefined;
    },
  };
}
