import type {
  Attach,
  FrameInfo,
  FramePath,
  HandleId,
  RealmId,
  RealmTime,
  RecordedValue,
  Transferred,
} from '../protocol';

/**
 * What the panel remembers. The reducer (reduce.ts) alone writes it; everybody else reads, most of it through
 * select.ts. Objects refer to each other directly, so that a view walks from a message to its port to its realm without
 * look-ups.
 */
export type Model = {
  /** Raised by every change; a view that drew this version has nothing to draw. */
  version: number;
  realms: Map<RealmId, Realm>;
  /** Logical ports by number. A port that turned out to be another one is not here any more. */
  ports: Map<number, Port>;
  channels: Map<number, Channel>;
  /** In the order they became known. One whose `absorbedBy` is set is the other half of another: not a row. */
  messages: Message[];
  /** What interrupted or limited the recording, in the order it was noticed. */
  notices: Notice[];
  counters: Counters;
  clocks: Clocks;
  /** What the next `settle` has to look at. */
  pending: Pending;
  /** Numbers handed out so far. */
  last: { realm: number; port: number; channel: number; message: number };
};

/** What can only be counted, because it left nothing else behind. */
export type Counters = {
  /** Records the agent had to drop, and messages whose values it had to drop, to stay within its cap. */
  droppedRecords: number;
  droppedValues: number;
  /** Batches refused by the guards, and records of a kind this version does not know. */
  refusedBatches: number;
  unknownRecords: number;
  /** Faults of our own code in the page. */
  agentFaults: number;
  /** Messages posted on a port that was closed or transferred away: lost at once. */
  droppedPosts: number;
};

/** Smallest difference seen between posting and delivery, in ms of unadjusted clocks, by sending and receiving realm. */
export type Clocks = Map<Realm, Map<Realm, number>>;

/** Work put off until all records of a batch are in. */
export type Pending = {
  /** Channels whose messages may pair further. true: earlier pairs may be wrong, begin again. */
  channels: Map<Channel, boolean>;
  /** Arrived handles whose departure was not seen. */
  arrivals: Set<Handle>;
  /** Something could be inferred once every realm has reported up to now. */
  isWaitingForReports: boolean;
  /** Window messages whose source is known by path only, because that realm has not spoken yet. */
  sources: Set<Delivery>;
};

/** One JavaScript global that can hold ports: a frame's document, or a worker as its page sees it. */
export type Realm = {
  id: RealmId;
  /** Order of appearance in the panel, from 1: a short name for people. */
  number: number;
  kind: 'frame' | 'worker';
  /** For a worker, the script's URL as the page gave it; null where it could not be read. */
  url: string | null;
  origin: string;
  path: FramePath | null;
  /** The realm that embeds the frame, or that made the worker; null for a top realm, and until it has spoken. */
  parent: Realm | null;
  /** An agent runs in it. Without one its side of every message is unseen. */
  isInstrumented: boolean;
  attach: Attach;
  state: 'live' | 'frozen' | 'gone';
  /** Milliseconds since 1970 of the moment its times count from. */
  timeOrigin: number;
  /** Everything up to this moment of its own time has been taken in. */
  heardUntil: RealmTime;
  /** As the browser says it; null for workers. */
  frame: FrameInfo | null;
  /** Handles seen in it, by the agent's number. */
  handles: Map<HandleId, Handle>;
  /** Handles it must hold, because ports were transferred to it, where no agent could see them. */
  unseenHandles: Handle[];
};

/** One MessagePort object in one realm. A transfer ends one handle and begins another of the same port. */
export type Handle = {
  realm: Realm;
  /** null: held by a realm without an agent; the object itself was never seen. */
  id: HandleId | null;
  port: Port;
  /** What went out through it and what came in, each in order. What could never travel is not among them. */
  posts: Message[];
  deliveries: Message[];
  born: RealmTime | null;
  isListening: boolean;
  isStarted: boolean;
  closedAt: RealmTime | null;
  /** Set once it was transferred away. */
  departure: Transfer | null;
  /** How it came here; null for a port born here, or met late. */
  arrival: Transfer | null;
};

/** One end of a transfer: the message that carried the port, if it was seen, and how sure the joining is. */
export type Transfer = { message: Message | null; at: RealmTime | null; evidence: Evidence };

/** How sure a joining of departure and arrival is, best first. */
export type Evidence = 'observed' | 'swept' | 'inferred' | 'unknown';

/** One end of a channel, keeping its identity through transfers. */
export type Port = {
  id: number;
  channel: Channel;
  /** Its journey, oldest first; the last one is the present. Empty: no realm has shown this end. */
  handles: Handle[];
};

/** Two entangled ports, and how far each direction is paired. */
export type Channel = {
  id: number;
  ports: [Port, Port];
  /** Both ends were seen being made; otherwise it began before recording, or out of sight. */
  isBirthSeen: boolean;
  /** directions[i]: messages posted on ports[i]. */
  directions: [Direction, Direction];
};

/** How far the messages of one direction are paired: the next post and the next delivery to pair. */
export type Direction = { post: Cursor; delivery: Cursor };

/** A place in the messages of a port: which handle of its journey, and which message of that handle. */
export type Cursor = { handle: number; index: number };

/** What carried a message. */
export type Carrier =
  | { type: 'port'; handle: Handle }
  /** page holds the Worker object. */
  | { type: 'worker'; worker: Realm; page: Realm }
  | { type: 'window'; realm: Realm };

/** One half of a message: it was posted. */
export type Post = {
  realm: Realm;
  at: RealmTime;
  carrier: Carrier;
  /** null: the post failed before there was one. */
  value: RecordedValue | null;
  transfer: readonly Transferred[] | null;
  /** The handles that left with it, in the order of the transfer list. */
  departures: Handle[];
  /** The native call threw and nothing was sent. */
  failure: { name: string; message: string; valueType: string } | null;
  /** Posted on a port that could not send any more. */
  dropped: 'port closed' | 'port transferred' | null;
};

/** The other half: it reached a receiver. */
export type Delivery = {
  realm: Realm;
  at: RealmTime;
  carrier: Carrier;
  /** null for a messageerror. */
  value: RecordedValue | null;
  /** The handles that came with it, in the order of `event.ports`. */
  arrivals: Handle[];
  isMessageError: boolean;
  /** Windows only: `event.origin`, where `event.source` stands, and the realm found there. */
  origin: string | null;
  sourcePath: FramePath | null;
  source: Realm | null;
};

/** One message: posted, delivered, or both once the halves were paired. */
export type Message = {
  id: number;
  post: Post | null;
  delivery: Delivery | null;
  /** This half was paired with that message, which holds both now. */
  absorbedBy: Message | null;
};

/** Where a message is, or where it ended. */
export type MessageState =
  | 'queued'
  | 'in flight'
  | 'delivered'
  | 'messageerror'
  | 'lost (port closed)'
  | 'lost (realm gone)'
  | 'lost (no receiver)'
  | 'unseen'
  | 'failed';

/** State of a port. */
export type PortState =
  'new' | 'started' | 'queueing' | 'transferred' | 'closed' | 'peer closed' | 'realm gone' | 'began before recording';

/** A line about the recording itself. */
export type Notice = {
  kind: 'gap' | 'fault' | 'refused batch' | 'late attach' | 'contradiction';
  /** What happened and what to do, in a sentence. */
  text: string;
  realm: Realm | null;
  at: RealmTime | null;
};

/** How long a message took, in ms, and what was assumed; or why that is not known. */
export type Latency = { ms: number; isEstimated: boolean; note: string } | { ms: null; reason: string };
