import { type Primitives, type Realm, type Uncurried } from './natives';

/** What the agent reads of a message event, by getters the page cannot replace. */
export type MessageEventReaders = {
  data: (event: Event) => unknown;
  ports: (event: Event) => readonly MessagePort[];
  origin: (event: Event) => string;
  source: (event: Event) => unknown;
  isTrusted: (event: Event) => boolean;
  /** `Event.AT_TARGET` is 2. */
  phase: (event: Event) => number;
};

/** The DOM's builtins that the agent calls, each a function of its receiver. */
export type DomNatives = ReturnType<typeof captureDom>;

/**
 * Captures the DOM's builtins.
 * @param realm the global object, untouched.
 */
export function captureDom(realm: Realm, primitives: Primitives) {
  const { apply, describe } = primitives;

  const method = <This extends object, Args extends readonly unknown[], Result>(
    holder: object,
    name: string,
  ): Uncurried<This, Args, Result> => {
    const native = describe(holder, name)?.value as (...args: Args) => Result;
    // Rest parameters make a list by themselves; they do not run the page's iterator.
    return (self, ...args) => apply(native, self, args) as Result;
  };
  const getter = <This, Result>(holder: object, name: string): ((self: This) => Result) => {
    const native = describe(holder, name)?.get;
    if (native === undefined) throw new TypeError(`no getter ${name}`);
    return (self) => apply(native, self, []) as Result;
  };

  const { performance, Event, EventTarget, MessageEvent, MessagePort, location, origin } = realm;
  // `isTrusted` is [LegacyUnforgeable] (DOM, 2.2): its getter sits on every event itself, one function for all.
  const readers: MessageEventReaders = {
    data: getter(MessageEvent.prototype, 'data'),
    ports: getter(MessageEvent.prototype, 'ports'),
    origin: getter(MessageEvent.prototype, 'origin'),
    source: getter(MessageEvent.prototype, 'source'),
    isTrusted: getter(new Event('x'), 'isTrusted'),
    phase: getter(Event.prototype, 'eventPhase'),
  };
  /** A getter of a type that not every realm has, as Chrome's insecure contexts have no service workers; it throws there. */
  const typeGetter = <Result>(typeName: string, name: string): ((self: object) => Result) => {
    const type = (realm as unknown as { [name: string]: { prototype?: object } | undefined })[typeName];
    const native = type?.prototype === undefined ? undefined : describe(type.prototype, name)?.get;
    return (self) => apply(native as () => Result, self, []) as Result;
  };
  /** A brand check that touches nothing: the getter throws for anything else. */
  const brand = <T>(typeName: string, getterName: string): ((value: unknown) => value is T) => {
    const read = typeGetter(typeName, getterName);
    return (value): value is T => {
      if (typeof value !== 'object' || value === null) return false;
      try {
        read(value);
        return true;
      } catch {
        return false;
      }
    };
  };
  const now = method<Performance, [], number>(realm.Performance.prototype, 'now');

  return {
    readers,
    /** Milliseconds since the realm's timeOrigin. */
    now: (): number => now(performance),
    timeOrigin: performance.timeOrigin,
    addListener: method<EventTarget, [string, (event: never) => void, object], void>(
      EventTarget.prototype,
      'addEventListener',
    ),
    removeListener: method<EventTarget, [string, (event: never) => void, object], void>(
      EventTarget.prototype,
      'removeEventListener',
    ),
    dispatch: method<EventTarget, [Event], boolean>(EventTarget.prototype, 'dispatchEvent'),
    preventDefault: method<Event, [], void>(Event.prototype, 'preventDefault'),
    post: method<MessagePort, [unknown], void>(MessagePort.prototype, 'postMessage'),
    start: method<MessagePort, [], void>(MessagePort.prototype, 'start'),
    makeMessageEvent: (type: string, data: unknown): Event =>
      new MessageEvent(type, { __proto__: null, data, cancelable: true } as MessageEventInit),
    isPersisted: getter<Event, boolean>(realm.PageTransitionEvent.prototype, 'persisted'),
    isMessagePort: brand<MessagePort>('MessagePort', 'onmessage'),
    isWorker: brand<Worker>('Worker', 'onmessage'),
    isBroadcastChannel: brand<BroadcastChannel>('BroadcastChannel', 'onmessage'),
    isServiceWorker: brand<ServiceWorker>('ServiceWorker', 'scriptURL'),
    isServiceWorkerContainer: brand<ServiceWorkerContainer>('ServiceWorkerContainer', 'onmessage'),
    readScriptUrl: typeGetter<string>('ServiceWorker', 'scriptURL'),
    readBroadcastName: typeGetter<string>('BroadcastChannel', 'name'),
    readSharedWorkerPort: typeGetter<MessagePort>('SharedWorker', 'port'),
    // `location` is [LegacyUnforgeable], and so are its fields: they can be read later.
    readHref: (): string => location.href,
    readOrigin: (): string => origin,
    randomId: captureRandomId(realm, primitives),
    schedule: captureSchedule(realm, primitives),
  };
}

/** Makes ids of 96 random bits, as hexadecimal text. `randomUUID` is missing in insecure contexts. */
function captureRandomId({ crypto, Uint32Array }: Realm, { apply }: Primitives): () => string {
  const { getRandomValues } = crypto;
  return () => {
    const words = new Uint32Array(3);
    apply(getRandomValues, crypto, [words]);
    let id = '';
    for (let i = 0; i < 3; i += 1) id += hexadecimal(words[i] as number);
    return id;
  };
}

/** Eight hexadecimal digits, without `Number.prototype.toString`, which belongs to the page. */
function hexadecimal(word: number): string {
  let digits = '';
  for (let shift = 28; shift >= 0; shift -= 4) digits += '0123456789abcdef'[(word >>> shift) & 15];
  return digits;
}

/**
 * Runs a task after a delay without moving the page's timer ids: `setTimeout` counts up numbers that pages can see, so
 * `scheduler.postTask` is used where it exists.
 */
function captureSchedule(realm: Realm, { apply }: Primitives): (task: () => void, delay: number) => void {
  const scheduler = (realm as { scheduler?: { postTask: (task: () => void, options: object) => unknown } }).scheduler;
  if (scheduler !== undefined) {
    const { postTask } = scheduler;
    return (task, delay) => void apply(postTask, scheduler, [task, { __proto__: null, delay }]);
  }
  const { setTimeout } = realm;
  return (task, delay) => void apply(setTimeout, realm, [task, delay]);
}
