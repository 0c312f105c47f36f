import type { AgentRecord, CarriedValue, FramePath, RecordedValue, Via } from '../../src/protocol';

/** A port as it truly is, whoever sees it. */
export type TruePort = {
  name: string;
  peer: TruePort;
  holder: TrueRealm;
  /** Its handle's number there; 0 while it travels in a message nobody has taken yet. */
  handle: number;
  isStarted: boolean;
  isClosed: boolean;
  /** Where it was made it neither posted nor got anything: nothing there tells it from its peer, if that did not either. */
  isUnusedAtBirth: boolean;
  /** Where it was so far, oldest first. */
  journey: { realm: TrueRealm; handle: number }[];
  /** Posted by the peer and not delivered yet. */
  queue: TrueMessage[];
};

/** A message as it truly is. */
export type TrueMessage = { text: string; from: TrueRealm; to: TrueRealm | null; carried: TruePort | null };

/** A realm, and the records its agent would have written. */
export type TrueRealm = {
  id: string;
  path: FramePath;
  records: AgentRecord[];
  lastHandle: number;
  isGone: boolean;
  origin: string;
  /** How often its window's own `postMessage` was called, what it got, and what is on the way. */
  calls: number;
  events: number;
  inbox: TrueCall[];
  /** A worker, in which no agent runs: whose it is, and its number there. null: a frame. */
  worker: { page: TrueRealm; number: number } | null;
  /** Its agent can sweep; handles that left unseen, and which no sweep has named yet. */
  canSweep: boolean;
  leftUnseen: number[];
};

/** A message to a window that is on the way. */
type TrueCall = { message: TrueMessage; call: number };

/** Of every realm, in milliseconds since 1970. */
const TIME_ORIGIN = 1_000_000;

/** A BroadcastChannel as it truly is. */
export type TrueBroadcast = { realm: TrueRealm; id: number; name: string; isOpen: boolean };

/** How a window is called. */
export type CallOptions = {
  /** false: the caller's arguments are not seen. */
  isSeen?: boolean;
  /** The native call throws. */
  isThrown?: boolean;
  targetOrigin?: string;
  carried?: TruePort | null;
  /** false: the sender's digest is not comparable. */
  hasDigest?: boolean;
};

/**
 * An omniscient simulator: plays what pages do with channels and writes what each realm's agent would have recorded.
 * Time is a counter, the same for every realm; a message takes no time once it can be delivered.
 */
export class World {
  readonly realms = new Map<string, TrueRealm>();
  readonly ports = new Map<string, TruePort>();
  readonly messages: TrueMessage[] = [];
  readonly broadcasts: TrueBroadcast[] = [];
  /** Which call each window message came by, by realm and event: the truth to compare with. */
  readonly arrivals = new Map<string, { message: TrueMessage; call: number | null }>();
  /** Which port each handle belongs to, by realm and number: the truth to compare with. */
  readonly owners = new Map<string, TruePort>();
  readonly workers: TrueRealm[] = [];
  private readonly used = new Set<string>();
  private readonly births = new Map<TruePort, string>();
  private time = 0;

  /** The moment of the latest event, in milliseconds since 1970. */
  get now(): number {
    return TIME_ORIGIN + this.time;
  }

  /**
   * @param options.canSweep its agent finds out which ports have left.
   * @param options.path where it stands; another than any before, if not given.
   * @param options.isLate its agent came when the page was running already.
   */
  addRealm(
    name: string,
    origin = 'https://example.test',
    options: { canSweep?: boolean; path?: FramePath; isLate?: boolean } = {},
  ) {
    const { canSweep = false, isLate = false } = options;
    const path = options.path ?? (name === 'top' ? 'top' : `top.frames[${this.realms.size - 1}]`);
    const realm = this.makeRealm(name, origin, path);
    realm.canSweep = canSweep;
    this.realms.set(name, realm);
    this.record(realm, {
      kind: 'realm-started',
      url: `${origin}/${name}`,
      origin,
      path,
      timeOrigin: TIME_ORIGIN,
      attach: isLate ? 'late' : 'first',
      altered: [],
      canSweep,
    });
    return realm;
  }

  /** A worker of a page. It has no agent: what happens in it is not recorded. */
  addWorker(page: TrueRealm): TrueRealm {
    const number = 1 + this.workersOf(page).length;
    const worker = this.makeRealm(`${page.id}/worker-${number}`, page.origin, '');
    worker.worker = { page, number };
    this.workers.push(worker);
    this.record(page, { kind: 'worker-created', worker: number, url: `/${number}.js`, late: false });
    return worker;
  }

  /** Posts text from a page to its worker, or back, with a port. */
  postByWorker(from: TrueRealm, to: TrueRealm, text: string, carried: TruePort): void {
    const worker = from.worker ?? to.worker;
    if (worker === null || from.isGone || to.isGone) return;
    if (from.worker?.page !== to && to.worker?.page !== from) return;
    if (carried.holder !== from || !isHere(carried) || carried.isClosed) return;
    const via: Via = { type: 'worker', worker: worker.number };
    const message: TrueMessage = { text, from, to, carried };
    this.messages.push(message);
    const transfer = [{ type: 'port' as const, handle: carried.handle }];
    this.record(from, { kind: 'posted', via, transfer, value: valueOf(text), stack: null });
    this.detach(carried);
    this.arrive(carried, to);
    this.record(to, { kind: 'delivered', via, window: null, ports: [carried.handle], value: valueOf(text) });
  }

  /** The realm's agent looks which of its ports have left unseen. */
  sweep(realm: TrueRealm): void {
    if (!realm.canSweep || realm.isGone) return;
    const left = realm.leftUnseen.splice(0);
    this.record(realm, { kind: 'swept', first: 1, last: realm.lastHandle, left, isLast: true });
  }

  /** Some of a realm's records never arrive: its agent had to drop them. Its first and its last one do. */
  drop({ records }: TrueRealm, from: number, count: number): void {
    const [first, last] = [Math.max(1, from), Math.min(from + count, records.length - 1)];
    if (first >= last) return;
    const gap = { kind: 'gap', at: records[first - 1]?.at ?? 0, records: last - first, values: 0, bytes: 0 } as const;
    records.splice(first, last - first, gap);
  }

  private workersOf(page: TrueRealm): TrueRealm[] {
    return this.workers.filter(({ worker }) => worker?.page === page);
  }

  private makeRealm(id: string, origin: string, path: FramePath): TrueRealm {
    return {
      id,
      path,
      records: [],
      lastHandle: 0,
      isGone: false,
      origin,
      calls: 0,
      events: 0,
      inbox: [],
      worker: null,
      canSweep: false,
      leftUnseen: [],
    };
  }

  /** The realm goes away: its ports are lost, with what they had queued. */
  end(realm: TrueRealm): void {
    if (realm.isGone) return;
    this.record(realm, { kind: 'realm-ended', persisted: false });
    realm.isGone = true;
    for (const worker of this.workersOf(realm)) worker.isGone = true;
  }

  /** Every realm reports, long after the last event: nothing is on its way any more. */
  report(): void {
    this.time += 1_000;
    for (const realm of this.realms.values()) if (!realm.isGone) this.record(realm, { kind: 'alive' });
  }

  /** Makes a channel in a realm; its ports are named `a` and `b`. */
  addChannel(realm: TrueRealm, a: string, b: string): void {
    this.entangle(this.makePort(realm, a), this.makePort(realm, b));
    const handles = [a, b].map((name) => (this.ports.get(name) as TruePort).handle) as [number, number];
    this.record(realm, { kind: 'channel-created', handles });
  }

  /** A channel that was there before recording began, with an end in each of two realms. */
  addOldChannel(one: TrueRealm, other: TrueRealm, a: string, b: string): void {
    this.entangle(this.makePort(one, a), this.makePort(other, b));
  }

  private makePort(realm: TrueRealm, name: string): TruePort {
    const port: TruePort = {
      name,
      peer: null as never,
      holder: realm,
      handle: ++realm.lastHandle,
      isStarted: false,
      isClosed: false,
      isUnusedAtBirth: true,
      journey: [{ realm, handle: realm.lastHandle }],
      queue: [],
    };
    this.ports.set(name, port);
    this.owners.set(`${realm.id} ${port.handle}`, port);
    this.births.set(port, `${realm.id} ${port.handle}`);
    return port;
  }

  private entangle(one: TruePort, other: TruePort): void {
    one.peer = other;
    other.peer = one;
  }

  start(port: TruePort): void {
    if (port.isClosed || !isHere(port)) return;
    this.record(port.holder, { kind: 'started', handle: port.handle, how: 'start' });
    port.isStarted = true;
    this.deliver(port);
  }

  close(port: TruePort): void {
    if (!isHere(port)) return;
    this.record(port.holder, { kind: 'closed', handle: port.handle });
    port.isClosed = true;
  }

  /** Posts text over a port, perhaps with another port in the transfer list. */
  post(port: TruePort, text: string, carried: TruePort | null = null): void {
    const { holder } = port;
    if (!isHere(port) || carried === port || carried === port.peer) return;
    if (carried !== null && (carried.holder !== holder || !isHere(carried) || carried.isClosed)) return;
    this.record(holder, {
      kind: 'posted',
      via: { type: 'port', handle: port.handle },
      transfer: carried === null ? [] : [{ type: 'port', handle: carried.handle }],
      value: valueOf(text),
      stack: null,
    });
    this.noteUse(port);
    // Chromium, where agents sweep, leaves what was to be transferred where it is.
    const isLeftAlone = port.isClosed && holder.canSweep;
    const message: TrueMessage = { text, from: holder, to: null, carried: isLeftAlone ? null : carried };
    this.messages.push(message);
    if (carried !== null && !isLeftAlone) this.detach(carried);
    if (port.isClosed) return;
    port.peer.queue.push(message);
    this.deliver(port.peer);
  }

  /** Posts text to the window of another realm, with a port: seen by the receiver only. */
  postToWindow(from: TrueRealm, to: TrueRealm, text: string, carried: TruePort): void {
    if (
      to.isGone ||
      from === to ||
      from.worker !== null ||
      carried.holder !== from ||
      !isHere(carried) ||
      carried.isClosed
    )
      return;
    this.time += 1;
    from.leftUnseen.push(carried.handle);
    this.detach(carried);
    const message: TrueMessage = { text, from, to: null, carried };
    this.messages.push(message);
    this.arriveAtWindow(to, { message, call: null });
  }

  /** Calls a window's own `postMessage`, from a realm of its origin. What is sent arrives with the next `flush`. */
  callWindow(from: TrueRealm, to: TrueRealm, text: string, options: CallOptions = {}): void {
    const { isSeen = true, isThrown = false, targetOrigin = '*', carried = null, hasDigest = true } = options;
    if (from.isGone || to.isGone || from.origin !== to.origin) return;
    if (carried !== null && (carried.holder !== from || !isHere(carried) || carried.isClosed)) return;
    const call = ++to.calls;
    const via: Via = { type: 'to-window', realm: to.id, call, place: to.path, targetOrigin };
    const value = hasDigest ? valueOf(text) : { ...(valueOf(text) as CarriedValue), digest: null };
    if (!isSeen) {
      this.record(to, { kind: 'window-called', call, stack: null });
    } else if (isThrown) {
      const error = { name: 'DataCloneError', message: 'no' };
      this.record(from, { kind: 'post-failed', via, error, valueType: 'object', stack: null });
    } else {
      const transfer = carried === null ? [] : [{ type: 'port' as const, handle: carried.handle }];
      this.record(from, { kind: 'posted', via, transfer, value, stack: null });
    }
    if (isThrown) return;
    const message: TrueMessage = { text, from, to: null, carried };
    this.messages.push(message);
    if (carried !== null && !isSeen) from.leftUnseen.push(carried.handle);
    if (carried !== null) this.detach(carried);
    if (targetOrigin === '*' || targetOrigin === to.origin) to.inbox.push({ message, call });
  }

  /** The window gets what is on the way to it, at most so many. */
  flush(to: TrueRealm, most = Infinity): void {
    for (const arrived of to.inbox.splice(0, most)) if (!to.isGone) this.arriveAtWindow(to, arrived);
  }

  /** Time passes in which nothing happens. */
  wait(ms: number): void {
    this.time += ms;
  }

  /** `structuredClone` moves a port within its realm. */
  clone(port: TruePort): void {
    if (!isHere(port) || port.isClosed) return;
    const from = port.handle;
    this.detach(port);
    this.arrive(port, port.holder);
    this.record(port.holder, { kind: 'cloned', ports: [[from, port.handle]] });
  }

  openBroadcast(realm: TrueRealm, name: string): TrueBroadcast {
    const id = 1 + this.broadcasts.filter((other) => other.realm === realm).length;
    const broadcast = { realm, id, name, isOpen: true };
    this.broadcasts.push(broadcast);
    this.record(realm, { kind: 'broadcast-opened', broadcast: id, name, late: false });
    return broadcast;
  }

  closeBroadcast(broadcast: TrueBroadcast): void {
    if (!broadcast.isOpen) return;
    broadcast.isOpen = false;
    this.record(broadcast.realm, { kind: 'broadcast-closed', broadcast: broadcast.id });
  }

  /** Reaches every other open object of the name and origin at once. */
  broadcast(from: TrueBroadcast, text: string): void {
    if (!from.isOpen) return;
    const via = ({ id }: TrueBroadcast): Via => ({ type: 'broadcast', broadcast: id });
    this.record(from.realm, { kind: 'posted', via: via(from), transfer: [], value: valueOf(text), stack: null });
    for (const to of this.broadcasts) {
      const isReached = to !== from && to.isOpen && to.name === from.name && to.realm.origin === from.realm.origin;
      if (!isReached) continue;
      const value: RecordedValue = to.realm === from.realm ? { absent: 'posted-here' } : valueOf(text);
      this.record(to.realm, { kind: 'delivered', via: via(to), window: null, ports: [], value });
    }
  }

  /** A callback listens on the port, which does not start it. */
  listen(port: TruePort): void {
    if (!isHere(port)) return;
    const via: Via = { type: 'port', handle: port.handle };
    this.record(port.holder, { kind: 'listening', via, how: 'addEventListener', listener: 1, stack: null });
  }

  /** `postMessage` throws. */
  failToPost(port: TruePort, error: { name: string; message: string }): void {
    if (!isHere(port)) return;
    const via: Via = { type: 'port', handle: port.handle };
    this.record(port.holder, { kind: 'post-failed', via, error, valueType: 'object', stack: null });
  }

  /** What the port gets next cannot be deserialized. */
  spoil(port: TruePort): void {
    const message = port.queue.shift();
    if (message === undefined || !isHere(port)) return;
    message.to = port.holder;
    this.record(port.holder, { kind: 'messageerror', via: { type: 'port', handle: port.handle }, window: null });
  }

  /** The port's object is garbage. */
  collect(port: TruePort): void {
    if (isHere(port)) this.collectHandle(port.holder, port.handle);
  }

  /** The same for an object whose port may have left. */
  collectHandle(realm: TrueRealm, handle: number): void {
    this.record(realm, { kind: 'collected', handle });
  }

  /** Posts on an object whose port has left: nobody gets it. */
  postByHandle(realm: TrueRealm, handle: number, text: string): void {
    this.record(realm, {
      kind: 'posted',
      via: { type: 'port', handle },
      transfer: [],
      value: valueOf(text),
      stack: null,
    });
  }

  private arriveAtWindow(to: TrueRealm, { message, call }: { message: TrueMessage; call: number | null }): void {
    const { text, from, carried } = message;
    message.to = to;
    if (carried !== null) this.arrive(carried, to);
    to.events += 1;
    this.arrivals.set(`${to.id} ${to.events}`, { message, call });
    this.record(to, {
      kind: 'delivered',
      via: { type: 'window' },
      window: { origin: from.origin, source: from.path, event: to.events, calls: to.calls },
      ports: carried === null ? [] : [carried.handle],
      value: valueOf(text),
    });
    if (carried !== null) this.deliver(carried);
  }

  /** It posted or got something where it is. */
  isUsedHere({ holder, handle }: TruePort): boolean {
    return this.used.has(`${holder.id} ${handle}`);
  }

  private noteUse(port: TruePort): void {
    this.used.add(`${port.holder.id} ${port.handle}`);
    if (this.births.get(port) === `${port.holder.id} ${port.handle}`) port.isUnusedAtBirth = false;
  }

  private detach(port: TruePort): void {
    port.isStarted = false;
    port.handle = 0;
  }

  private arrive(port: TruePort, realm: TrueRealm): void {
    port.holder = realm;
    port.handle = ++realm.lastHandle;
    this.owners.set(`${realm.id} ${port.handle}`, port);
    port.journey.push({ realm, handle: port.handle });
  }

  private deliver(port: TruePort): void {
    while (port.isStarted && !port.isClosed && !port.holder.isGone) {
      const message = port.queue.shift();
      if (message === undefined) return;
      message.to = port.holder;
      this.noteUse(port);
      if (message.carried !== null) this.arrive(message.carried, port.holder);
      this.record(port.holder, {
        kind: 'delivered',
        via: { type: 'port', handle: port.handle } satisfies Via,
        window: null,
        ports: message.carried === null ? [] : [message.carried.handle],
        value: valueOf(message.text),
      });
    }
  }

  private record(
    realm: TrueRealm,
    fact: AgentRecord extends infer R ? (R extends AgentRecord ? Omit<R, 'at'> : never) : never,
  ): void {
    this.time += 1;
    if (realm.worker === null) realm.records.push({ ...fact, at: this.time } as AgentRecord);
  }
}

/** The port's object exists and its realm lives. */
export function isHere(port: TruePort): boolean {
  return port.handle !== 0 && !port.holder.isGone;
}

/** The value an encoder would have made of a text; different texts have different digests. */
export function valueOf(text: string): RecordedValue {
  let digest = 7;
  for (const character of text) digest = (digest * 31 + character.charCodeAt(0)) % 2 ** 45;
  return { text: JSON.stringify(text), size: text.length, digest };
}
