import type { AgentRecord, FramePath, RecordedValue, Via } from '../../src/protocol';

/** A port as it truly is, whoever sees it. */
export type TruePort = {
  name: string;
  peer: TruePort;
  holder: TrueRealm;
  /** Its handle's number there; 0 while it travels in a message nobody has taken yet. */
  handle: number;
  isStarted: boolean;
  isClosed: boolean;
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
};

/**
 * An omniscient simulator: plays what pages do with channels and writes what each realm's agent would have recorded.
 * Time is a counter, the same for every realm; a message takes no time once it can be delivered.
 */
export class World {
  readonly realms = new Map<string, TrueRealm>();
  readonly ports = new Map<string, TruePort>();
  readonly messages: TrueMessage[] = [];
  private time = 0;
  private windowEvents = 0;

  addRealm(name: string): TrueRealm {
    const path = name === 'top' ? 'top' : `top.frames[${this.realms.size - 1}]`;
    const realm: TrueRealm = { id: name, path, records: [], lastHandle: 0, isGone: false };
    this.realms.set(name, realm);
    this.record(realm, {
      kind: 'realm-started',
      url: `https://example.test/${name}`,
      origin: 'https://example.test',
      path,
      timeOrigin: 1_000_000,
      attach: 'first',
      altered: [],
    });
    return realm;
  }

  /** The realm goes away: its ports are lost, with what they had queued. */
  end(realm: TrueRealm): void {
    if (realm.isGone) return;
    this.record(realm, { kind: 'realm-ended', persisted: false });
    realm.isGone = true;
  }

  /** Every realm reports, long after the last event: nothing is on its way any more. */
  report(): void {
    this.time += 1_000;
    for (const realm of this.realms.values()) if (!realm.isGone) this.record(realm, { kind: 'alive' });
  }

  /** Makes a channel in a realm; its ports are named `a` and `b`. */
  addChannel(realm: TrueRealm, a: string, b: string): void {
    const make = (name: string): TruePort => ({
      name,
      peer: null as never,
      holder: realm,
      handle: ++realm.lastHandle,
      isStarted: false,
      isClosed: false,
      queue: [],
    });
    const [one, other] = [make(a), make(b)];
    one.peer = other;
    other.peer = one;
    this.ports.set(a, one).set(b, other);
    this.record(realm, { kind: 'channel-created', handles: [one.handle, other.handle] });
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
    const message: TrueMessage = { text, from: holder, to: null, carried };
    this.messages.push(message);
    if (carried !== null) this.detach(carried);
    if (port.isClosed) return;
    port.peer.queue.push(message);
    this.deliver(port.peer);
  }

  /** Posts text to the window of another realm, with a port: seen by the receiver only. */
  postToWindow(from: TrueRealm, to: TrueRealm, text: string, carried: TruePort): void {
    if (to.isGone || from === to || carried.holder !== from || !isHere(carried) || carried.isClosed) return;
    this.time += 1;
    this.detach(carried);
    this.arrive(carried, to);
    this.messages.push({ text, from, to, carried });
    this.record(to, {
      kind: 'delivered',
      via: { type: 'window' },
      window: { origin: 'https://example.test', source: from.path, event: ++this.windowEvents, calls: 0 },
      ports: [carried.handle],
      value: valueOf(text),
    });
    this.deliver(carried);
  }

  private detach(port: TruePort): void {
    port.isStarted = false;
    port.handle = 0;
  }

  private arrive(port: TruePort, realm: TrueRealm): void {
    port.holder = realm;
    port.handle = ++realm.lastHandle;
  }

  private deliver(port: TruePort): void {
    while (port.isStarted && !port.isClosed && !port.holder.isGone) {
      const message = port.queue.shift();
      if (message === undefined) return;
      message.to = port.holder;
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
    realm.records.push({ ...fact, at: ++this.time } as AgentRecord);
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
