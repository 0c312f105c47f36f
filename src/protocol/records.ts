/** A realm: random text, made by its agent (or by the model, for a worker that is only seen from its page). */
export type RealmId = string;

/** A handle (one MessagePort object), numbered by its agent from 1 within the realm. */
export type HandleId = number;

/** A Worker object, numbered by its agent from 1 within the realm. */
export type WorkerId = number;

/**
 * Where a window stands in its frame tree, from the top: `top`, `top.frames[0]`, `top.frames[0].frames[2]`. Worked out
 * by comparing WindowProxies, which is allowed across origins. `opener` heads the path in the tree of the window that
 * opened this one; any other window is `window[1]`, `window[2]`, … as this realm met them.
 */
export type FramePath = string;

/** The path of the topmost window. */
export const TOP_PATH: FramePath = 'top';

/** Milliseconds of the realm's own `performance.now()`: monotonic, counted from the realm's `timeOrigin`. */
export type RealmTime = number;

/** A BroadcastChannel object, numbered by its agent from 1 within the realm. */
export type BroadcastId = number;

/** A call stack that an agent keeps or has told, numbered from 1 within the realm. */
export type StackId = number;

/**
 * What carried a message.
 *
 * A message to a window is told by two realms: `to-window` by the one that posted it, `window` by the one it reached.
 * `to-window` is noted only where the caller's arguments could be seen: realm and call say which realm's `postMessage`
 * function that was, and which of its calls, from 1. place: where the window it was called on stands, which is another
 * realm's if the function was borrowed. targetOrigin is null where reading it could run code of the page.
 */
export type Via =
  | { type: 'port'; handle: HandleId }
  | { type: 'worker'; worker: WorkerId }
  | { type: 'service-worker'; worker: WorkerId }
  | { type: 'broadcast'; broadcast: BroadcastId }
  | { type: 'window' }
  | { type: 'to-window'; realm: RealmId; call: number; place: FramePath | null; targetOrigin: string | null };

/**
 * What only a window tells of a message that reached it: `event.origin`; where `event.source` stands; the number of this
 * event in its realm, from 1 (`read` refers to it); and how often the window's `postMessage` had been called by then
 * (`to-window` and `window-called` count).
 */
export type WindowArrival = { origin: string; source: FramePath | null; event: number; calls: number };

/** The getters of `MessageEvent` that say whether a message was looked at, and whether its sender was checked. */
export type EventField = 'data' | 'origin' | 'source';

/**
 * A value as it travels: its text form (values.ts), its estimated size in bytes as a structured clone, and a 53-bit
 * digest of that text, without the stacks of errors in it. The digest is null where the text need not be the same on both
 * sides (cut, transferred, accessors, objects within platform objects): then it is never compared.
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

/** Said as what was altered by a relay, for a frame in which no agent could start (src/link/writeAbsence.ts). */
export const NO_AGENT = 'no agent';

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
      /** Builtins that were not the browser's own any more when the agent came: what it says may be forged. */
      altered: readonly string[];
      /** It can find out which of its ports left (`swept`); only where that is known to be harmless. */
      canSweep: boolean;
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
  /** handle: its `port`, whose peer is in the shared worker. url and name are null where only the native may read them. */
  | {
      kind: 'shared-worker-created';
      at: RealmTime;
      url: string | null;
      name: string | null;
      handle: HandleId;
    }
  /**
   * A ServiceWorker object was met: the one posted to, or the source of a message. An empty url: whichever service worker
   * posts to this page, where the page listens for all of them or an event names none.
   */
  | { kind: 'service-worker-met'; at: RealmTime; worker: WorkerId; url: string }
  /** late: first met now. */
  | { kind: 'broadcast-opened'; at: RealmTime; broadcast: BroadcastId; name: string; late: boolean }
  | { kind: 'broadcast-closed'; at: RealmTime; broadcast: BroadcastId }
  /**
   * `structuredClone` moved ports within the realm: which handle became which. null: it was in the transfer list, but
   * which of the new ports it is was not seen.
   */
  | { kind: 'cloned'; at: RealmTime; ports: readonly (readonly [HandleId, HandleId | null])[] }
  /** transfer is null where the list could not be read without running the page's code. stack: null if none was taken. */
  | {
      kind: 'posted';
      at: RealmTime;
      via: Via;
      transfer: readonly Transferred[] | null;
      value: RecordedValue;
      stack: StackId | null;
    }
  /** The native call threw; the page got the same exception. */
  | {
      kind: 'post-failed';
      at: RealmTime;
      via: Via;
      error: { name: string; message: string };
      valueType: string;
      stack: StackId | null;
    }
  /** This window's `postMessage` was called by code whose arguments could not be seen. call: which of its calls. */
  | { kind: 'window-called'; at: RealmTime; call: number; stack: StackId | null }
  /** ports: handles of the new ports, in the order of `event.ports`. window: set for windows only. */
  | {
      kind: 'delivered';
      at: RealmTime;
      via: Via;
      window: WindowArrival | null;
      ports: readonly HandleId[];
      value: RecordedValue;
    }
  /** A `messageerror`: the message arrived and could not be deserialized. */
  | { kind: 'messageerror'; at: RealmTime; via: Via; window: WindowArrival | null }
  /** The page read these of a message event on a window, for the first time. */
  | { kind: 'read'; at: RealmTime; event: number; fields: readonly EventField[] }
  /** The page listens for `message` there now; only `onmessage` starts a port. listener: the callback, numbered. */
  | {
      kind: 'listening';
      at: RealmTime;
      via: Via;
      how: 'onmessage' | 'addEventListener' | 'when';
      listener: number;
      stack: StackId | null;
    }
  /** `removeEventListener`, or another `onmessage`. A `once` or an aborted `signal` is not seen. */
  | { kind: 'unlistened'; at: RealmTime; via: Via; how: 'onmessage' | 'addEventListener'; listener: number }
  /** The text of a call stack, as the browser writes it; null: it was not kept, or taking it would have run page code. */
  | { kind: 'stack'; at: RealmTime; stack: StackId; text: string | null }
  | { kind: 'started'; at: RealmTime; handle: HandleId; how: 'onmessage' | 'start' }
  | { kind: 'closed'; at: RealmTime; handle: HandleId }
  /** The port's object was garbage: nothing in this realm can use it any more. It may have been transferred before. */
  | { kind: 'collected'; at: RealmTime; handle: HandleId }
  /**
   * The answer to the command `sweep`, once or in parts: of the handles from first to last (both included), those in
   * `left` have been transferred away, though it was not seen how; all others that are not closed, not collected and not
   * known to have left were still here. isLast: every handle of the realm has been looked at since the command.
   */
  | { kind: 'swept'; at: RealmTime; first: HandleId; last: HandleId; left: readonly HandleId[]; isLast: boolean }
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
