import type { FramePath, Via, WindowArrival } from '../protocol';
import type { Context } from './context';
import type { KnownPort } from './registry';
import type { TransferredObjects } from './value';

/** Listens on things that deliver messages. Listening twice on the same one is harmless. */
export type Ears = {
  /**
   * The first trusted message cannot come before `start()` or `onmessage =`: heard inside them, nothing is missed.
   * @returns what is known of the port, or undefined if the value is not one.
   */
  hearPort(port: unknown): KnownPort | undefined;
  hearWorker(worker: object): void;
  /** Capturing, so that it runs before every other listener of the window, also after `document.open()` erased all. */
  hearWindow(): void;
};

/** Whose delivery an event is; undefined if it is none that we follow. */
type Receiver = { via: Via; known: KnownPort | null };

/**
 * Makes the listeners that notice deliveries. They never wrap a listener of the page: they stand beside it, added before
 * the page's first one, so that `stopImmediatePropagation` cannot hide a message from them.
 * @param findPath where a window stands (`event.source`).
 */
export function createEars(context: Context, findPath: (source: unknown) => FramePath | null): Ears {
  const { realm, dom, registry, emit, encode, guard, primitives } = context;
  const { readers, now } = dom;
  const nothingTransferred: TransferredObjects = { sizeOf: () => undefined };

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

  const noteMessage = (event: Event, at: number, { via, known }: Receiver, window: WindowArrival | null): void => {
    // A message that the page dispatched by itself carries a live object of the page, which is not read.
    if (!readers.isTrusted(event)) {
      emit({ kind: 'delivered', at, via, window: null, ports: [], value: { absent: 'untrusted' } });
      return;
    }
    const ports = takePorts(event);
    const value = wasPostedHere(known)
      ? ({ absent: 'posted-here' } as const)
      : context.isRecording()
        ? encode(readers.data(event), nothingTransferred)
        : ({ absent: 'paused' } as const);
    emit({ kind: 'delivered', at, via, window, ports, value });
  };

  const noteError = (event: Event, at: number, { via, known }: Receiver, window: WindowArrival | null): void => {
    if (!readers.isTrusted(event)) return;
    wasPostedHere(known);
    emit({ kind: 'messageerror', at, via, window });
  };

  const makeListeners = (
    find: (target: object, event: Event) => Receiver | undefined,
    readArrival: (event: Event) => WindowArrival | null,
    options: object,
  ) => {
    const makeListener = (type: 'message' | 'messageerror', note: typeof noteMessage) => {
      const listener = function (this: object, event: Event): void {
        const at = now();
        if (context.isOver()) dom.removeListener(this as EventTarget, type, listener as never, options);
        else
          guard(`hearing ${type}`, () => {
            const isMessage = readers.isTrusted(event) || isMessageEvent(event);
            const receiver = isMessage ? find(this, event) : undefined;
            if (receiver !== undefined) note(event, at, receiver, readArrival(event));
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

  const bubbling = { __proto__: null };
  const capturing = { __proto__: null, capture: true };
  const listenOnPort = makeListeners(
    (port) => {
      const known = registry.findPort(port);
      return known === undefined ? undefined : { via: { type: 'port', handle: known.id }, known };
    },
    () => null,
    bubbling,
  );
  const listenOnWorker = makeListeners(
    (worker) => {
      const known = registry.findWorker(worker);
      return known === undefined ? undefined : { via: { type: 'worker', worker: known.id }, known: null };
    },
    () => null,
    bubbling,
  );
  const listenOnWindow = makeListeners(
    // An event dispatched on an element passes by on its way down: it is not a message to this window.
    (_window, event) => (readers.phase(event) === AT_TARGET ? { via: { type: 'window' }, known: null } : undefined),
    (event) => ({ origin: readers.origin(event), source: findPath(readers.source(event)), event: 1, calls: 0 }),
    capturing,
  );

  return {
    hearPort(port) {
      const known = registry.meetPort(port);
      if (known === undefined || known.isHeard) return known;
      known.isHeard = true;
      listenOnPort(port as object);
      return known;
    },
    hearWorker: listenOnWorker,
    hearWindow: () => listenOnWindow(realm),
  };
}

const AT_TARGET = 2;
