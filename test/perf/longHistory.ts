import type { RealmRecords } from '../../src/model';
import type { AgentRecord, HandleId, RecordedValue, Via } from '../../src/protocol';
import { createRandom, type Random } from './random';

/** What really happened, to compare the model with. */
export type Truth = {
  records: number;
  /** Messages, each broadcast once; and those of them that port channels carried. */
  messages: number;
  portMessages: number;
  /** Posted on a port and not delivered: their receiver was not started, or went away. */
  undelivered: number;
  /** Milliseconds since 1970 of the first and the last record. */
  begin: number;
  end: number;
};

/** One end of a channel that stays where it is once it has arrived. */
type End = { realm: Page; handle: HandleId; isStarted: boolean; lastDelivery: number };
type Line = { ends: [End, End]; isBusy: boolean };

/** A frame that is reloaded now and then, and what its agent has to tell with the next flush. */
type Page = {
  id: string;
  path: string;
  origin: string;
  timeOrigin: number;
  records: AgentRecord[];
  handles: number;
  calls: number;
  events: number;
  workers: number;
  isGone: boolean;
  /** Ports that left it unseen, which it finds out when it is asked to sweep. */
  left: HandleId[];
  isAskedToSweep: boolean;
};

const FRAMES = 20;
const LINES = 300;
const FLUSH = 50;
/** How much happens in one flush of all pages: a busy page, 100 messages, about 4,000 records a second. */
const MESSAGES = 100;
const BEGIN = 1_700_000_000_000;
const ORIGINS = ['https://app.example', 'https://app.example', 'https://app.example', 'https://embed.example'];

/**
 * A long recording of a busy page, the same one each time: twenty frames of two origins and their workers, some hundred
 * channels, a third of them across origins, a tenth within one frame. Nine of ten messages travel on ports; the others
 * go to windows and workers, or are broadcast. Half of them are requests and answers. Channels are made, sent, started and closed throughout, and frames are
 * reloaded. Each page flushes every 50 ms, and its batches come up to two flushes late, in any order.
 * @param size how many records, at least; it ends with a whole flush.
 * @param truth what happened is counted here.
 */
export function* playLongHistory(size: number, truth: Truth = startTruth()): Generator<RealmRecords> {
  const history = new LongHistory(truth);
  /** Batches under way, by the flush with which they come. */
  const late: RealmRecords[][] = [[], [], []];
  while (truth.records < size) {
    for (const batch of history.random.shuffled(history.tick())) {
      const delay = history.random.below(3);
      // What one page tells comes in order.
      const after = late.findLastIndex((batches) => batches.some(({ realm }) => realm === batch.realm));
      late[Math.max(delay, after, 0)]?.push(batch);
    }
    yield* late.shift() ?? [];
    late.push([]);
  }
  for (const batches of late) yield* batches;
  // Everybody answers a last report: nothing is on its way any more.
  yield* history.end();
}

/** Nothing happened yet. */
export function startTruth(): Truth {
  return { records: 0, messages: 0, portMessages: 0, undelivered: 0, begin: BEGIN, end: BEGIN };
}

class LongHistory {
  readonly random: Random = createRandom(7);
  private now = BEGIN;
  private readonly pages: Page[] = [];
  /** Pages that are gone and still have last words. */
  private readonly leaving: Page[] = [];
  private readonly lines: Line[] = [];
  private readonly values: RecordedValue[] = [];
  private pageCount = 0;

  constructor(private readonly truth: Truth) {
    for (let i = 0; i < 64; i += 1) {
      const text = JSON.stringify(valueOf(i));
      this.values.push({ text, size: text.length, digest: 4_503_599_627_370_496 + i });
    }
    for (let i = 0; i < FRAMES; i += 1) this.load(i);
    for (let i = 0; i < LINES; i += 1) this.connect();
  }

  /** What happens until the next flush, as the batches that the pages send then. */
  tick(): RealmRecords[] {
    const begin = this.now;
    for (let i = 0; i < MESSAGES; i += 1) {
      this.now = begin + (FLUSH * i) / MESSAGES;
      this.act();
    }
    this.now = begin + FLUSH;
    if (this.random.below(4) === 0) this.report();
    if (this.random.below(100) === 0) this.reload();
    return this.flush();
  }

  /** Every page answers, much later. */
  end(): RealmRecords[] {
    this.now += 1_000;
    this.report();
    return this.flush();
  }

  /** Every page says that it lives; those from which ports came unseen look which ones these were. */
  private report(): void {
    for (const page of this.pages) {
      this.record(page, { kind: 'alive' });
      if (!page.isAskedToSweep) continue;
      const { handles, left } = page;
      this.record(page, { kind: 'swept', first: 1, last: Math.max(1, handles), left, isLast: true });
      page.left = [];
      page.isAskedToSweep = false;
    }
  }

  private act(): void {
    const dice = this.random.below(1_000);
    if (dice < 900) this.postOnPort();
    else if (dice < 940) this.postToWindow();
    else if (dice < 980) this.talkToWorker();
    else if (dice < 990) this.broadcast();
    else if (dice < 995) this.reconnect();
    else this.postAcrossOrigins();
  }

  private flush(): RealmRecords[] {
    const all = [...this.leaving.splice(0), ...this.pages];
    const batches: RealmRecords[] = [];
    for (const page of all) {
      const { id, timeOrigin } = page;
      // What is delivered after the flush is told with the next one.
      const told = page.records.filter(({ at }) => page.isGone || timeOrigin + at <= this.now);
      page.records = page.records.filter((record) => !told.includes(record));
      if (told.length === 0) continue;
      told.sort((one, other) => one.at - other.at);
      this.truth.records += told.length;
      this.truth.end = Math.max(this.truth.end, timeOrigin + (told[told.length - 1]?.at ?? 0));
      batches.push({ realm: id, frame: null, records: told });
    }
    return batches;
  }

  private load(index: number): void {
    const page: Page = {
      id: `page-${++this.pageCount}`,
      path: index === 0 ? 'top' : `top.frames[${index - 1}]`,
      origin: ORIGINS[index % ORIGINS.length] as string,
      timeOrigin: this.now,
      records: [],
      handles: 0,
      calls: 0,
      events: 0,
      workers: index % 3 === 0 ? 1 : 0,
      isGone: false,
      left: [],
      isAskedToSweep: false,
    };
    this.pages[index] = page;
    this.record(page, {
      kind: 'realm-started',
      url: `${page.origin}/frame-${index}`,
      origin: page.origin,
      path: page.path,
      timeOrigin: page.timeOrigin,
      attach: 'first',
      altered: [],
      canSweep: true,
    });
    this.record(page, { kind: 'listening', via: { type: 'window' }, how: 'onmessage', listener: 1, stack: null });
    this.record(page, { kind: 'broadcast-opened', broadcast: 1, name: 'news', late: false });
    if (page.workers > 0) this.record(page, { kind: 'worker-created', worker: 1, url: '/worker.js', late: false });
  }

  /** A frame goes away with its ports and what waits for them; another one comes in its place. */
  private reload(): void {
    const index = 1 + this.random.below(FRAMES - 1);
    const page = this.pages[index] as Page;
    page.isGone = true;
    this.losePending(page, () => true);
    this.record(page, { kind: 'realm-ended', persisted: false });
    this.leaving.push(page);
    this.now += 0.5;
    this.load(index);
    for (const line of [...this.lines]) {
      if (line.ends.every(({ realm }) => realm !== page)) continue;
      this.close(line);
      this.connect();
    }
  }

  /** A channel is made in one frame, and one of its ports sent to another. */
  private connect(): void {
    const maker = this.random.pick(this.pages);
    const isLocal = this.random.below(10) === 0;
    const taker = isLocal ? maker : this.random.pick(this.pages);
    const [kept, sent] = [++maker.handles, ++maker.handles];
    this.record(maker, { kind: 'channel-created', handles: [kept, sent] });
    const ends: [End, End] = [
      { realm: maker, handle: kept, isStarted: false, lastDelivery: 0 },
      { realm: maker, handle: sent, isStarted: false, lastDelivery: 0 },
    ];
    const line: Line = { ends, isBusy: this.random.below(20) === 0 };
    if (taker !== maker) {
      this.now += 0.5;
      ends[1] = { realm: taker, handle: ++taker.handles, isStarted: false, lastDelivery: 0 };
      this.callWindow(maker, taker, { left: sent, came: ends[1].handle });
    }
    this.now += 0.5;
    this.lines.push(line);
    // One in twenty ports is never started: what is posted to it waits.
    if (this.random.below(20) > 0) this.start(ends[0]);
    this.start(ends[1]);
  }

  private start(end: End): void {
    const via = { type: 'port', handle: end.handle } as const;
    this.record(end.realm, { kind: 'listening', via, how: 'onmessage', listener: 2, stack: null });
    this.record(end.realm, { kind: 'started', handle: end.handle, how: 'onmessage' });
    end.isStarted = true;
  }

  private close(line: Line): void {
    this.lines.splice(this.lines.indexOf(line), 1);
    for (const { realm, handle } of line.ends) {
      if (realm.isGone) continue;
      this.losePending(realm, (via) => via.type === 'port' && via.handle === handle);
      this.record(realm, { kind: 'closed', handle });
    }
  }

  /** What was on its way to there never arrives. */
  private losePending(page: Page, isMeant: (via: Via) => boolean): void {
    page.records = page.records.filter((record) => {
      const isLost = record.kind === 'delivered' && page.timeOrigin + record.at > this.now && isMeant(record.via);
      if (isLost && record.via.type === 'port') this.truth.undelivered += 1;
      return !isLost;
    });
  }

  private reconnect(): void {
    const line = this.random.pick(this.lines);
    this.close(line);
    this.connect();
  }

  private postOnPort(): void {
    let line = this.random.pick(this.lines);
    // Few channels have most of the traffic.
    for (let i = 0; i < 8 && !line.isBusy; i += 1) line = this.random.pick(this.lines);
    const way = this.random.below(2);
    const [from, to] = [line.ends[way] as End, line.ends[1 - way] as End];
    const value = this.random.pick(this.values);
    this.count();
    this.truth.portMessages += 1;
    this.record(from.realm, {
      kind: 'posted',
      via: { type: 'port', handle: from.handle },
      transfer: [],
      value,
      stack: null,
    });
    if (!to.isStarted) {
      this.truth.undelivered += 1;
      return;
    }
    to.lastDelivery = Math.max(to.lastDelivery + 0.005, this.now + 0.1 + this.random.below(30) / 10);
    this.record(
      to.realm,
      {
        kind: 'delivered',
        via: { type: 'port', handle: to.handle },
        window: null,
        ports: [],
        value: to.realm === from.realm ? { absent: 'posted-here' } : value,
      },
      to.lastDelivery,
    );
  }

  private postToWindow(): void {
    const from = this.random.pick(this.pages);
    const near = this.pages.filter(({ origin }) => origin === from.origin);
    this.count();
    this.callWindow(from, this.random.pick(near), null);
  }

  private postAcrossOrigins(): void {
    const from = this.random.pick(this.pages);
    const far = this.pages.filter(({ origin }) => origin !== from.origin);
    this.count();
    this.callWindow(from, this.random.pick(far), null);
  }

  /** Across origins the call is not seen; within one, one call in ten is seen without its arguments. */
  private callWindow(from: Page, to: Page, port: { left: HandleId; came: HandleId } | null): void {
    const value = this.random.pick(this.values);
    if (from.origin === to.origin) {
      to.calls += 1;
      const call = to.calls;
      if (port === null && this.random.below(10) === 0) {
        this.record(to, { kind: 'window-called', call, stack: null });
      } else {
        this.record(from, {
          kind: 'posted',
          via: { type: 'to-window', realm: to.id, call, place: to.path, targetOrigin: '*' },
          transfer: port === null ? [] : [{ type: 'port', handle: port.left }],
          value,
          stack: null,
        });
      }
    }
    to.events += 1;
    const event = to.events;
    this.record(
      to,
      {
        kind: 'delivered',
        via: { type: 'window' },
        window: { origin: from.origin, source: from.path, event, calls: to.calls },
        ports: port === null ? [] : [port.came],
        value,
      },
      this.now + 0.2,
    );
    if (port !== null) this.count();
    if (port !== null && from.origin !== to.origin) {
      from.left.push(port.left);
      from.isAskedToSweep = true;
    }
    this.record(to, { kind: 'read', event, fields: ['data', 'origin'] }, this.now + 0.3);
  }

  private talkToWorker(): void {
    const page = this.random.pick(this.pages.filter(({ workers }) => workers > 0));
    const via = { type: 'worker', worker: 1 } as const;
    const value = this.random.pick(this.values);
    this.count();
    if (this.random.below(2) === 0) this.record(page, { kind: 'posted', via, transfer: [], value, stack: null });
    else this.record(page, { kind: 'delivered', via, window: null, ports: [], value });
  }

  private broadcast(): void {
    const from = this.random.pick(this.pages);
    const via = { type: 'broadcast', broadcast: 1 } as const;
    const value = this.random.pick(this.values);
    this.count();
    this.record(from, { kind: 'posted', via, transfer: [], value, stack: null });
    for (const to of this.pages) {
      if (to === from || to.origin !== from.origin) continue;
      this.record(to, { kind: 'delivered', via, window: null, ports: [], value }, this.now + 0.5);
    }
  }

  private count(): void {
    this.truth.messages += 1;
  }

  private record(page: Page, fact: Fact, moment = this.now): void {
    // Browsers tell time in steps of 0.1 ms, or of 5 µs.
    const at = Math.round((moment - page.timeOrigin) * 200) / 200;
    page.records.push({ ...fact, at } as AgentRecord);
  }
}

/** Half of what is posted are calls: requests, and answers by the same id. The others only tell something. */
function valueOf(i: number): unknown {
  if (i % 2 === 1) return ['object', 'type', `progress${i}`, 'done', i, 'of', ['list', i, 'a text', true]];
  const id = i >> 2;
  if (i % 4 === 0) return ['object', 'id', id, 'method', `save${id}`, 'params', ['list', i, 'a text', true]];
  return ['object', 'id', id, 'result', ['list', i, 'a text', true]];
}

type Fact = AgentRecord extends infer R ? (R extends AgentRecord ? Omit<R, 'at'> : never) : never;
