import type { HandleId, WorkerId } from '../protocol';
import type { DomNatives } from './domNatives';
import type { Emit } from './emit';
import type { Primitives } from './natives';

/** What the agent knows of one MessagePort object. It never refers to the object: the page's garbage stays garbage. */
export type KnownPort = {
  readonly id: HandleId;
  /** The other end, where both were born here together. */
  twin: KnownPort | null;
  /** Posted to this port by its twin in this realm and not delivered yet: those values are recorded already. */
  pending: number;
  /** Our listeners are on it. */
  isHeard: boolean;
};

/** What the agent knows of one Worker object. */
export type KnownWorker = { readonly id: WorkerId };

/** Whose port is this, and which is its twin. */
export type Registry = ReturnType<typeof createRegistry>;

/**
 * Keeps what is known of the realm's ports and workers, weakly.
 * @param emit told of ports and workers that were there before us (`port-met`, `worker-created`).
 */
export function createRegistry({ makeWeakMap }: Primitives, { isMessagePort, now }: DomNatives, emit: Emit) {
  const ports = makeWeakMap<object, KnownPort>();
  const workers = makeWeakMap<object, KnownWorker>();
  let lastPort = 0;
  let lastWorker = 0;

  const addPort = (port: object): KnownPort => {
    lastPort += 1;
    const known: KnownPort = { id: lastPort, twin: null, pending: 0, isHeard: false };
    ports.set(port, known);
    return known;
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

    /** Takes in a port that came with a message; one that is known keeps its number. */
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

    /** Takes in a worker that was made now. */
    addWorker(worker: object, url: string | null, late: boolean): KnownWorker {
      lastWorker += 1;
      const known = { id: lastWorker };
      workers.set(worker, known);
      emit({ kind: 'worker-created', at: now(), worker: known.id, url, late });
      return known;
    },

    /** The worker if it is known already. */
    findWorker(worker: object): KnownWorker | undefined {
      return workers.get(worker);
    },
  };
}
