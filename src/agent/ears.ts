import type { Via, WindowArrival } from '../protocol';
import type { BaseContext } from './context';
import type { FindPath } from './framePath';
import type { KnownPort } from './registry';
import type { TransferredObjects } from './value';
import { createWindowEvents, type WindowEvent } from './windowEvents';

/** Listens on things that deliver messages. Listening twice on the same one is harmless. */
export type Ears = {
  /**
   * Makes sure that we hear what an event target delivers. Call it only where the page begins to listen there, before
   * its listener is added: ours on a BroadcastChannel can keep a page out of the back/forward cache.
   * @returns what carries its messages; undefined for a target that gets none. For the page's ServiceWorkerContainer it
   *   is whichever service worker posts; a delivery names the one it is from.
   */
  hear(target: unknown): Via | undefined;
  /** What carries the messages of a target that we hear already. */
  viaOf(target: unknown): Via | undefined;
  /**
   * The same as `hear`, for a port. The first trusted message cannot come before `start()` or `onmessage =`: heard
   * inside them, nothing is missed.
   * @returns what is known of the port, or undefined if the value is not one.
   */
  hearPort(port: unknown): KnownPort | undefined;
  /** Capturing, so that it runs before every other listener of the window, also after `document.open()` erased all. */
  hearWindow(): void;
  /** What is known of a message event that reached this window; undefined for any other value. */
  findWindowEvent(value: unknown): WindowEvent | undefined;
};

/** Whose delivery an event is. known: set for ports. */
type Receiver = { readonly via: Via; readonly known: KnownPort | null };

const WINDOW: Receiver = { via: { type: 'window' }, known: null };

/**
 * Makes the listeners that notice deliveries. They never wrap a listener of the page: they stand beside it, added before
 * the page's first one, so that `stopImmediatePropagation` cannot hide a message from them.
 * @param findPath where a window stands (`event.source`).
 * @param countCalls how often this window's `postMessage` was called so far.
 */
export function createEars(context: BaseContext, findPath: FindPath, countCalls: () => number): Ears {
  const { realm, dom, registry, emit, encode, guard, primitives } = context;
  const { readers, now } = dom;
  const nothingTransferred: TransferredObjects = { sizeOf: () => undefined };
  const windowEvents = createWindowEvents(primitives);
  /** null: it delivers no messages. Finding that out takes four exceptions, some 25 µs, so it is done once. */
  const heard = primitives.makeWeakMap<object, Receiver | null>();

  const takePorts = (event: Event): number[] => {
    const ports = readers.ports(event);
    const handles: number[] = [];
    for (let i = 0; i < ports.length; i += 1) primitives.append(handles, registry.addArrival(ports[i] as object).id);
    return handles;
  };

  /** A value posted here by the twin in this realm was recorded then; it is never encoded twice. */
  const wasPostedHere = (known: KnownPort | null): boolean => {
    if (known === null || known.pending === 0) return false;
    known.pending -= 1;
    return true;
  };

  /** What only a window tells of its messages. */
  const readArrival = (event: Event, { via }: Receiver): WindowArrival | null =>
    via.type === 'window'
      ? {
          origin: readers.origin(event),
          source: findPath(readers.source(event)),
          event: windowEvents.add(event),
          calls: countCalls(),
        }
      : null;

  const noteMessage = (event: Event, at: number, receiver: Receiver): void => {
    const { via, known } = receiver;
    // A message that the page dispatched by itself carries a live object of the page, which is not read.
    if (!readers.isTrusted(event)) {
      emit({ kind: 'delivered', at, via, window: null, ports: [], value: { absent: 'untrusted' } });
      return;
    }
    const window = readArrival(event, receiver);
    const ports = takePorts(event);
    const value = wasPostedHere(known)
      ? ({ absent: 'posted-here' } as const)
      : context.isRecording()
        ? encode(readers.data(event), nothingTransferred)
        : ({ absent: 'paused' } as const);
    emit({ kind: 'delivered', at, via, window, ports, value });
  };

  const noteError = (event: Event, at: number, receiver: Receiver): void => {
    if (!readers.isTrusted(event)) return;
    wasPostedHere(receiver.known);
    emit({ kind: 'messageerror', at, via: receiver.via, window: readArrival(event, receiver) });
  };

  const makeListeners = (find: (target: object, event: Event) => Receiver | undefined, options: object) => {
    const makeListener = (type: 'message' | 'messageerror', note: typeof noteMessage) => {
      const listener = function (this: object, event: Event): void {
        const at = now();
        if (context.isOver()) dom.removeListener(this as EventTarget, type, listener as never, options);
        else
          guard(`hearing ${type}`, () => {
            const isMessage = readers.isTrusted(event) || isMessageEvent(event);
            const receiver = isMessage ? find(this, event) : undefined;
            if (receiver !== undefined) note(event, at, receiver);
          });
      };
      return listener;
    };
    const message = makeListener('message', noteMessage);
    const messageerror = makeListener('messageerror', noteError);
    return (target: object): void => {
      dom.addListener(target as EventTarget, 'message', message as never, options);
      dom.addListener(target as EventTarget, 'messageerror', messageerror as never, options);
    };
  };

  /** The page may dispatch any event under the name of a message. */
  const isMessageEvent = (event: Event): boolean => {
    try {
      readers.origin(event);
      return true;
    } catch {
      return false;
    }
  };

  /** The service worker that posted this. A trusted event names it always; what the page dispatches need not. */
  const findServiceWorker = (event: Event, any: Receiver): Receiver => {
    const worker = registry.meetServiceWorker(readers.source(event));
    return worker === undefined ? any : { via: { type: 'service-worker', worker }, known: null };
  };

  const listen = makeListeners(
    (target, event) => {
      const receiver = heard.get(target) ?? undefined;
      return receiver?.via.type === 'service-worker' ? findServiceWorker(event, receiver) : receiver;
    },
    { __proto__: null },
  );
  const listenOnWindow = makeListeners(
    // An event dispatched on an element passes by on its way down: it is not a message to this window.
    (_window, event) => (readers.phase(event) === AT_TARGET ? WINDOW : undefined),
    { __proto__: null, capture: true },
  );

  const identify = (target: object): Receiver | null => {
    const known = registry.meetPort(target);
    if (known !== undefined) return { via: { type: 'port', handle: known.id }, known };
    const worker = registry.meetWorker(target);
    if (worker !== undefined) return { via: { type: 'worker', worker }, known: null };
    const broadcast = registry.meetBroadcast(target);
    if (broadcast !== undefined) return { via: { type: 'broadcast', broadcast }, known: null };
    if (!dom.isServiceWorkerContainer(target)) return null;
    return { via: { type: 'service-worker', worker: registry.meetAnyServiceWorker(target) }, known: null };
  };

  const hear = (target: object): Receiver | null => {
    const before = heard.get(target);
    if (before !== undefined) return before;
    const receiver = identify(target);
    heard.set(target, receiver);
    if (receiver !== null) listen(target);
    return receiver;
  };

  /** A method without a receiver is called on the window (Web IDL, 3.7.7). */
  const isWindow = (target: unknown): boolean => target === realm || target === undefined || target === null;

  return {
    hear(target) {
      if (isWindow(target)) {
        listenOnWindow(realm);
        return WINDOW.via;
      }
      return typeof target === 'object' && target !== null ? hear(target)?.via : undefined;
    },
    viaOf: (target) => (isWindow(target) ? WINDOW.via : heard.get(target as object)?.via),
    hearPort(port) {
      return dom.isMessagePort(port) ? (hear(port)?.known ?? undefined) : undefined;
    },
    hearWindow: () => listenOnWindow(realm),
    findWindowEvent: windowEvents.find,
  };
}

const AT_TARGET = 2;
