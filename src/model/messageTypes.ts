import type { EventField, FramePath, RecordedValue, Transferred } from '../protocol';
import type { Call } from './calls';
import type { Broadcast, Evidence, Handle, Realm, StackRef } from './types';

/** What carried a message. That of a port is one object for all of its handle's messages: see `Handle.carrier`. */
export type Carrier =
  | PortCarrier
  /** page holds the Worker or ServiceWorker object. */
  | { type: 'worker' | 'service-worker'; worker: Realm; page: Realm }
  | { type: 'broadcast'; broadcast: Broadcast }
  /** realm: whose window it was posted to or reached; null: not known (yet), or it never showed itself. */
  | { type: 'window'; realm: Realm | null };

export type PortCarrier = { type: 'port'; handle: Handle };

/**
 * One half of a message: it was posted. There may be a million of them, so lists that are empty are one shared object.
 */
export type Post = {
  /** Who posted it; null: a call whose arguments were not seen, and whose message told nothing of its source. */
  realm: Realm | null;
  /** Whose agent noticed it: `at` is in that realm's time. Another than `realm` only for calls seen without arguments. */
  teller: Realm;
  at: number;
  /** Grows with every half that is taken in: what one realm tells is in the order in which it happened. */
  order: number;
  carrier: Carrier;
  /** null: the post failed before there was one, or its arguments were not seen. */
  value: RecordedValue | null;
  /** null also where the arguments were not seen. */
  transfer: readonly Transferred[] | null;
  /** The handles that left with it, in the order of the transfer list. */
  departures: readonly Handle[];
  /** The native call threw and nothing was sent. */
  failure: { name: string; message: string; valueType: string } | null;
  /** Posted on a port that could not send any more. */
  dropped: 'port closed' | 'port transferred' | null;
  /** Where it was posted; null: no stack was taken. */
  stack: StackRef | null;
  /** Set for messages to windows. */
  window: WindowCall | null;
  /** Broadcasts only: the rows of its deliveries, which share this post. Empty while nobody was seen to get it. */
  rows: readonly Message[];
};

/** A call of a window's `postMessage`. */
export type WindowCall = {
  /** The call's number, of all calls of that window's function, from 1. */
  call: number;
  /** false: only its moment and stack were seen. Then it may have thrown, and what follows here is null. */
  isSeen: boolean;
  /** Where the window stands that it was called on. */
  place: FramePath | null;
  /** As the caller gave it; null where reading it could have run code of the page. */
  targetOrigin: string | null;
  /** The function was borrowed: it was called on another window than the one it belongs to. */
  isBorrowed: boolean;
  /** The receiver's origin, where targetOrigin rules it out: the message was dropped by the browser. */
  refusedBy: string | null;
};

/** The other half: it reached a receiver. */
export type Delivery = {
  realm: Realm;
  at: number;
  /** As that of a post. */
  order: number;
  carrier: Carrier;
  /** null for a messageerror. */
  value: RecordedValue | null;
  /** The handles that came with it, in the order of `event.ports`. */
  arrivals: readonly Handle[];
  isMessageError: boolean;
  /** Set for messages to windows. */
  window: WindowDelivery | null;
};

/** What only a window tells of a message that reached it. Most messages come by ports, and need no room for it. */
export type WindowDelivery = {
  /** `event.origin`, where `event.source` stands, and the realm found there. */
  origin: string;
  sourcePath: FramePath | null;
  source: Realm | null;
  /** The event's number in its realm, and how often the window's `postMessage` had been called by then. */
  event: number;
  calls: number;
  /**
   * The last moment, a second before or earlier, at which the realm answered a `report`: so it was not blocked (by a
   * breakpoint, say) then, and what was on the way has reached it since. null: it never was asked.
   */
  awakeAt: number | null;
  /** What of the event the page read, as far as it did yet. */
  reads: readonly EventField[];
};

/**
 * One message: posted, delivered, or both once the halves were paired.
 *
 * A broadcast reaches many: each delivery is a row of its own, and all of them share one post. It still is one message:
 * totals count posts, and deliveries whose post was not seen (see `totalsOf`).
 */
export type Message = {
  id: number;
  post: Post | null;
  delivery: Delivery | null;
  /**
   * How sure it is that both halves belong together; null while one is missing, `unknown` where it passed out of sight:
   * later ones were paired.
   */
  evidence: Evidence | null;
  /** This half was paired with that message, which holds both now. */
  absorbedBy: Message | null;
  /** The tool whose traffic this is, told by its value or origin (noise.ts); null: the page's own. See `noiseOf`. */
  noise: string | null;
  /** The call that it asks for or answers, as far as its realm tells: see `callOf`. */
  call: Call | null;
};

/** Where a message is, or where it ended. */
export type MessageState =
  | 'queued'
  | 'in flight'
  | 'delivered'
  | 'messageerror'
  | 'lost (port closed)'
  | 'lost (realm gone)'
  /** The port had been transferred, or the target origin ruled the receiver out: `explainMessage` says which. */
  | 'lost (no receiver)'
  | 'unseen'
  /**
   * A call of a window's `postMessage` that no delivery could be matched with in 10 s; posted to a port whose realm is
   * gone, while a port arrived elsewhere that may be this one; or on a channel of which a part passed out of sight.
   */
  | 'not known'
  | 'failed';

/** State of a port. */
export type PortState =
  | 'new'
  | 'started'
  | 'queueing'
  | 'transferred'
  | 'closed'
  | 'peer closed'
  | 'collected'
  | 'realm gone'
  | 'began before recording';

/** A line about the recording itself. */
export type Notice = {
  kind: 'gap' | 'fault' | 'refused batch' | 'late attach' | 'altered' | 'contradiction';
  /** What happened and what to do, in a sentence. */
  text: string;
  realm: Realm | null;
  at: number | null;
};

/** How long a message took, in ms, and what was assumed; or why that is not known. */
export type Latency = { ms: number; isEstimated: boolean; note: string } | { ms: null; reason: string };
