/** A realm: random text, made by its agent (or by the model, for a worker that is only seen from its page). */
export type RealmId = string;

/** A handle (one MessagePort object), numbered by its agent from 1 within the realm. */
export type HandleId = number;

/** A Worker object, numbered by its agent from 1 within the realm. */
export type WorkerId = number;

/**
 * Where a window stands in its frame tree, from the top: `top`, `top.frames[0]`, `top.frames[0].frames[2]`. Worked out
 * by comparing WindowProxies, which is allowed across origins. `opener` heads the path of another window's tree.
 */
export type FramePath = string;

/** The path of the topmost window. */
export const TOP_PATH: FramePath = 'top';

/** Milliseconds of the realm's own `performance.now()`: monotonic, counted from the realm's `timeOrigin`. */
export type RealmTime = number;

/** What carried a message: a port's handle, a worker object, or a window. */
export type Via = { type: 'port'; handle: HandleId } | { type: 'worker'; worker: WorkerId } | { type: 'window' };

/**
 * A value as it travels: its text form (values.ts), its estimated size in bytes as a structured clone, and a 53-bit
 * digest of the whole text. The digest is null where the text cannot be the same on both sides (cut, transferred
 * buffers, accessors): then it is never compared.
 */
export type CarriedValue = { text: string; size: number; digest: number | null };

/**
 * Why a message carries no value: the sender in the same realm has it already; recording was paused; dropped to stay
 * within the cap; an untrusted event (the page dispatched it itself), whose live object is not read.
 */
export type AbsentValue = { absent: 'posted-here' | 'paused' | 'dropped' | 'untrusted' };

/** The value of a posted or delivered message, or why there is none. */
export type RecordedValue = CarriedValue | AbsentValue;

/** One entry of a transfer list: a port by its handle, a buffer by its size before the call, or another type by name. */
export type Transferred =
  { type: 'port'; handle: HandleId } | { type: 'buffer'; bytes: number } | { type: 'other'; name: string };

/** How a realm's agent came: before the first script, or into a page that was already running. */
export type Attach = 'first' | 'late';

/** One fact noticed by the agent. `at` is the moment, in the realm's own time. */
export type AgentRecord =
  | {
      kind: 'realm-started';
      at: RealmTime;
      url: string;
      origin: string;
      path: FramePath | null;
      /** Milliseconds since 1970, of the moment `at` counts from. */
      timeOrigin: number;
      attach: Attach;
    }
  /** `pagehide`; persisted: into the back/forward cache, frozen but not dead. */
  | { kind: 'realm-ended'; at: RealmTime; persisted: boolean }
  /** `pageshow` after a `pagehide` that persisted. */
  | { kind: 'realm-resumed'; at: RealmTime }
  | { kind: 'channel-created'; at: RealmTime; handles: readonly [HandleId, HandleId] }
  /** A port that was there before we were, first met now. */
  | { kind: 'port-met'; at: RealmTime; handle: HandleId }
  /** url is null where the page gave an object that only the native may read. late: first met now. */
  | { kind: 'worker-created'; at: RealmTime; worker: WorkerId; url: string | null; late: boolean }
  | { kind: 'worker-terminated'; at: RealmTime; worker: WorkerId }
  /** transfer is null where the list could not be read without running the page's code. */
  | { kind: 'posted'; at: RealmTime; via: Via; transfer: readonly Transferred[] | null; value: RecordedValue }
  /** The native call threw; the page got the same exception. */
  | { kind: 'post-failed'; at: RealmTime; via: Via; error: { name: string; message: string }; valueType: string }
  /** ports: handles of the new ports, in the order of `event.ports`. origin and source: windows only. */
  | {
      kind: 'delivered';
      at: RealmTime;
      via: Via;
      origin: string | null;
      source: FramePath | null;
      ports: readonly HandleId[];
      value: RecordedValue;
    }
  /** A `messageerror`: the message arrived and could not be deserialized. */
  | { kind: 'messageerror'; at: RealmTime; via: Via; origin: string | null; source: FramePath | null }
  /** The page listens for `message` on the port now; only `onmessage` starts it. */
  | { kind: 'listening'; at: RealmTime; handle: HandleId; how: 'onmessage' | 'addEventListener' }
  | { kind: 'started'; at: RealmTime; handle: HandleId; how: 'onmessage' | 'start' }
  | { kind: 'closed'; at: RealmTime; handle: HandleId }
  /** Recording was paused or resumed by the user; while paused only what keeps identities right is recorded. */
  | { kind: 'recording'; at: RealmTime; on: boolean }
  /** The answer to the command `report`: all that happened before this moment has been said. */
  | { kind: 'alive'; at: RealmTime }
  /** Dropped by the agent to stay within its cap: exact counts. bytes is the length of what was dropped. */
  | { kind: 'gap'; at: RealmTime; records: number; values: number; bytes: number }
  /** Our own code failed; the page did not notice. */
  | { kind: 'agent-fault'; at: RealmTime; where: string; message: string };

/** The kind of a record. */
export type RecordKind = AgentRecord['kind'];
