import type {
  AgentRecord,
  Attach,
  BroadcastId,
  FrameInfo,
  FramePath,
  HandleId,
  RealmId,
  RealmTime,
  StackId,
  WorkerId,
} from '../protocol';
import type { Calls } from './calls';
import type { Tallies } from './diagnostics/tallies';
import type { LineWalk } from './lineWalk';
import type { Message, Notice, PortCarrier } from './messageTypes';

/**
 * What the panel remembers. The reducer (reduce.ts) alone writes it; everybody else reads, most of it through
 * select.ts. Objects refer to each other directly, so that a view walks from a message to its port to its realm without
 * look-ups.
 */
export type Model = {
  /** Raised by every change; a view that drew this version has nothing to draw. */
  version: number;
  /** When the record happened that is being taken in, or was last: ms since 1970, by the clock of the realm that told it. */
  moment: number;
  realms: Map<RealmId, Realm>;
  /** Logical ports by number. A port that turned out to be another one is not here any more. */
  ports: Map<number, Port>;
  channels: Map<number, Channel>;
  /** BroadcastChannel objects that hear each other, by origin and name. */
  broadcastGroups: Map<string, BroadcastGroup>;
  /** What is known of the calls of each window's `postMessage`, by the window's realm, which need not have spoken yet. */
  windowLines: Map<RealmId, WindowLine>;
  /** Messages that reached windows, by the place in the frame tree that they came from. */
  windowMessages: Map<FramePath, Message[]>;
  /** In the order they became known. One whose `absorbedBy` is set is the other half of another: not a row. */
  messages: Message[];
  /** How often messages that were paired were taken apart again. */
  takenApart: number;
  /** What interrupted or limited the recording, in the order it was noticed. */
  notices: Notice[];
  counters: Counters;
  /** What went wrong, counted as it happened. */
  diagnostics: Tallies;
  /** Requests that wait for their answer. */
  calls: Calls;
  clocks: Clocks;
  /** What the next `settle` has to look at. */
  pending: Pending;
  /** Numbers handed out so far. */
  last: { realm: number; port: number; channel: number; message: number; group: number };
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
  /** Handles that were there before they were seen, and whose channel's other end is not known. */
  strangers: Set<Handle>;
  /** Realms from which ports came that are not known to be which (`unexplainedAt`). */
  origins: Set<Realm>;
  /** Realms that have to look which of their ports have left. */
  sweeps: Set<Realm>;
  /** Something could be inferred once every realm has reported up to now. */
  isWaitingForReports: boolean;
  /** Windows whose calls may pair further. true: earlier pairs may be wrong, begin again. */
  windowLines: Map<WindowLine, boolean>;
  /** Messages to windows by a function borrowed from another window, whose delivery is not found yet. */
  borrowed: Set<Message>;
  /** Groups with deliveries that wait for their post. true: earlier pairs may be wrong, begin again. */
  broadcastGroups: Map<BroadcastGroup, boolean>;
};

/**
 * One JavaScript global that can hold ports. `frame`: a document, and the only kind in which an agent runs. `worker`,
 * `shared-worker` and `service-worker` are what their pages show of them. `window`: a document of another tab, known
 * because it is the `event.source` of a message.
 */
export type Realm = {
  id: RealmId;
  /** Order of appearance in the panel, from 1: a short name for people. */
  number: number;
  kind: 'frame' | 'worker' | 'shared-worker' | 'service-worker' | 'window';
  /** For a worker, the script's URL (as the page gave it, resolved for a shared worker); null where it is not known. */
  url: string | null;
  /** A shared worker's name; null for all others, and where it could not be read. */
  name: string | null;
  origin: string;
  /** For a `window`, its place as the receiver of its messages tells it: `opener`, `window[2]`. */
  path: FramePath | null;
  /** The realm that embeds the frame, or that made the worker; null for a top realm, and until it has spoken. */
  parent: Realm | null;
  /** An agent runs in it. Without one its side of every message is unseen. */
  isInstrumented: boolean;
  attach: Attach;
  /** Everything in it was recorded from its first script on: nothing was dropped, and the agent did not come late. */
  isWhole: boolean;
  /** Builtins the page had replaced before the agent came: what this realm says can be forged. */
  altered: readonly string[];
  state: 'live' | 'frozen' | 'gone';
  /** When it first showed itself, or was shown by another: milliseconds since 1970. */
  metAt: number;
  /** When it went into the back/forward cache, and came back; null: it did not yet. Oldest first. */
  freezes: { at: RealmTime; until: RealmTime | null }[];
  /** When it went away, in milliseconds since 1970; null: it did not. */
  endedAt: number | null;
  /**
   * For one that is gone: whether it is known what had left it before. awaited: some realm was not heard up to its end
   * yet; unclear: ports arrived somewhere that may have been here; settled: what it still held is lost.
   */
  aftermath: 'awaited' | 'unclear' | 'settled';
  /** Milliseconds since 1970 of the moment its times count from. */
  timeOrigin: number;
  /** When its agent came; null until it said so, and for realms without one. */
  attachedAt: RealmTime | null;
  /** Everything up to this moment of its own time has been taken in. */
  heardUntil: RealmTime;
  /** Its agent can find out which ports left unseen. */
  canSweep: boolean;
  /** All of its ports have been swept since this moment; null: never. */
  sweptUntil: RealmTime | null;
  /** When the sweep began that was told last. */
  sweepBegunAt: RealmTime | null;
  /**
   * When the last port arrived elsewhere that came from here, and is not known to be which: milliseconds since 1970;
   * null: there is none.
   */
  unexplainedAt: number | null;
  /** When it answered a `report` in the last second, and the last time before; oldest first. */
  pulse: RealmTime[];
  /** As the browser says it; null for workers. */
  frame: FrameInfo | null;
  /** Handles seen in it, by the agent's number. */
  handles: Map<HandleId, Handle>;
  /** Those that may be open: not closed, and the last of their port as far as was looked. See `openHandlesOf`. */
  unclosed: Set<Handle>;
  /** Handles that were closed, in that order. */
  closed: Handle[];
  /** Handles it must hold, because ports were transferred to it, where no agent could see them. */
  unseenHandles: Handle[];
  /** BroadcastChannel objects in it, and service workers it met, by the agent's numbers. */
  broadcasts: Map<BroadcastId, Broadcast>;
  serviceWorkers: Map<WorkerId, Realm>;
  /** Who listens to its window; for workers, which callbacks of pages hear what it posts to them. */
  listeners: readonly Listener[];
  pastListeners: readonly Listener[];
  /** What its window got, by the number of the event. */
  events: Map<number, Message>;
  /** Texts of stacks that were told; null: the agent does not have it any more, or could not take it. */
  stacks: Map<StackId, string | null>;
};

/** A callback that hears `message` events. `once` and `signal` are not seen: it may be gone already. */
export type Listener = {
  /** Whose agent said so; `at`, `number` and stack are that realm's. */
  realm: Realm;
  at: RealmTime;
  /** null: it was not seen being removed. */
  removedAt: RealmTime | null;
  number: number;
  how: Extract<AgentRecord, { kind: 'listening' }>['how'];
  /** Where it was added; null: no stack was taken. */
  stack: StackRef | null;
};

/** A call stack: the realm whose agent took it, and its number there. See `stackOf`. */
export type StackRef = { realm: Realm; id: StackId };

/** One BroadcastChannel object. */
export type Broadcast = {
  realm: Realm;
  id: BroadcastId;
  group: BroadcastGroup;
  /** null: it was there before it was met. */
  openedAt: RealmTime | null;
  /** When it was first heard of: milliseconds since 1970. */
  metAt: number;
  closedAt: RealmTime | null;
  listeners: readonly Listener[];
  pastListeners: readonly Listener[];
  /** How far its deliveries are matched: which of the group's posts was the last from each sender, and the first open. */
  heard: Map<Broadcast, number>;
  next: number;
};

/**
 * BroadcastChannel objects of one origin and name: what one posts reaches every other that is open. Realms without an
 * agent (workers, other tabs) may be in it too, unseen.
 */
export type BroadcastGroup = {
  /** Order of appearance, from 1. */
  id: number;
  origin: string;
  /** null: the object was never seen being made. */
  name: string | null;
  members: Broadcast[];
  /** In the order of time; a post stands here once, however many get it. */
  posts: Message[];
  deliveries: Message[];
  /** Deliveries before this index are matched, or are known to have no post that was seen. */
  decided: number;
};

/**
 * The `postMessage` function of one window, which only code of its own origin can call: its calls and the messages that
 * reached the window from that origin, which come in the order of the calls (see windows.ts).
 */
export type WindowLine = {
  realm: RealmId;
  /** By number, from 1. A number below the highest that is missing was not told yet. */
  calls: Map<number, Message>;
  deliveries: Message[];
  /** Calls below this number and deliveries before this index are decided. */
  decided: { call: number; delivery: number };
  /** Deliveries were given up while calls up to this number were not told yet: if one is told after all, begin again. */
  doubtful: number;
  /** Calls below this number were forgotten by a clear. */
  first: number;
  /** How far it was walked from `decided` on; null: it has to begin there. */
  walk: LineWalk | null;
};

/** One MessagePort object in one realm. A transfer ends one handle and begins another of the same port. */
export type Handle = {
  realm: Realm;
  /** null: held by a realm without an agent; the object itself was never seen. */
  id: HandleId | null;
  port: Port;
  /** What its messages say carried them. */
  carrier: PortCarrier;
  /** What went out through it and what came in, each in order. What could never travel is not among them. */
  posts: Message[];
  deliveries: Message[];
  born: RealmTime | null;
  /** Where records are missing: so many posts and deliveries were seen before. Oldest first. */
  gaps: readonly { posts: number; deliveries: number }[];
  /** When it was first heard of: milliseconds since 1970. */
  metAt: number;
  /** Callbacks that hear its messages, as far as is seen, and those that were removed; see `isListening`. */
  listeners: readonly Listener[];
  pastListeners: readonly Listener[];
  /** When its queue was started; null: not, as far as is seen. */
  startedAt: RealmTime | null;
  closedAt: RealmTime | null;
  /** When the object turned out to be garbage; it may have been transferred before. */
  collectedAt: RealmTime | null;
  /** When a sweep found that it had been transferred away, and the last sweep that found it still here. */
  sweptAt: RealmTime | null;
  seenHereAt: RealmTime | null;
  /** Set once it was transferred away. */
  departure: Transfer | null;
  /** How it came here; null for a port born here, or met late. */
  arrival: Transfer | null;
};

/**
 * One end of a transfer: what moved the port, the message that carried it, if it was seen, and how sure the joining is.
 * `structuredClone` moves it within its realm, without a message.
 */
export type Transfer = {
  by: 'message' | 'structuredClone';
  message: Message | null;
  at: RealmTime | null;
  evidence: Evidence;
};

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
  /** It was seen being made, at least at one end; otherwise it began before recording, or out of sight. */
  isBirthSeen: boolean;
  /** How sure it is that these are the two ends of one channel; unknown while one was seen nowhere. */
  evidence: Evidence;
  /** directions[i]: messages posted on ports[i]. */
  directions: [Direction, Direction];
  /** What was posted on it so far: React's scheduler posts nothing but `null` (see `noiseOf`). */
  values: 'none' | 'only null' | 'mixed';
};

/** How far the messages of one direction are paired. */
export type Direction = {
  /** The next post and the next delivery to pair. */
  post: Cursor;
  delivery: Cursor;
  /**
   * in order: the n-th post is the n-th delivery. lost: some messages before the cursors passed out of sight, so that
   * counting does not tell any more. found: where posts and deliveries meet again was told by their values.
   */
  order: 'in order' | 'lost' | 'found';
  /** Pairs whose values differ, which cannot be: how many, and the first ones. */
  mismatches: { count: number; messages: Message[] };
};

/** A place in the messages of a port: which handle of its journey, which message of it, and which of its gaps is next. */
export type Cursor = { handle: number; index: number; gap: number };

export * from './messageTypes';
