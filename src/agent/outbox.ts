import { PROTOCOL_VERSION, type AgentRecord, type RealmId } from '../protocol';
import type { DomNatives } from './domNatives';
import type { List, Primitives } from './natives';
import { createRecordWriter, DROPPED_VALUE, type WrittenRecord } from './writeRecord';

/** When the outbox sends, and how much it keeps. Sizes are lengths of text in UTF-16 units. */
export type OutboxLimits = {
  /** Longest time a record waits for company, in ms. */
  delay: number;
  /** A batch this long is closed and sent at once. */
  batch: number;
  /** Sent and not yet acknowledged; more than this waits in the page. */
  window: number;
  /** All that is kept. Past it the oldest values go first, then the oldest records. */
  cap: number;
};

/** The limits of design section 7. */
export const OUTBOX_LIMITS: OutboxLimits = {
  delay: 50,
  batch: 256 * 1024,
  window: 4 * 1024 * 1024,
  cap: 32 * 1024 * 1024,
};

/** Sends the text of one batch; returns false if there is no way up. */
export type SendText = (text: string) => boolean;

type PendingBatch = {
  readonly n: number;
  records: List<WrittenRecord>;
  length: number;
  isSent: boolean;
  /** What was dropped from it to stay within the cap. */
  readonly lost: { records: number; values: number; bytes: number };
  next: PendingBatch | null;
};

/** A numbered, bounded, acknowledged queue of records on their way up. */
export type Outbox = ReturnType<typeof createOutbox>;

/**
 * Gathers records into numbered batches and keeps each one until the panel has acknowledged it, so that whatever lies
 * between may die at any time and nothing is lost uncounted. This is the sending half of the acknowledged link; the
 * receiving half is src/link/receiveInOrder.ts. It lives here because it must survive a hostile page.
 * @param beforeFlush runs before every timed flush: a regular moment for upkeep.
 */
export function createOutbox(
  primitives: Primitives,
  { schedule, now }: Pick<DomNatives, 'schedule' | 'now'>,
  realm: RealmId,
  limits: OutboxLimits = OUTBOX_LIMITS,
  beforeFlush: () => void = () => undefined,
) {
  const write = createRecordWriter(primitives);
  const makeBatch = (n: number): PendingBatch => ({
    n,
    records: primitives.makeList<WrittenRecord>(),
    length: 0,
    isSent: false,
    lost: { records: 0, values: 0, bytes: 0 },
    next: null,
  });

  /** Oldest batch that is not acknowledged; the chain ends with `open`, which still takes records. */
  let oldest = makeBatch(1);
  let open = oldest;
  let total = 0;
  let unacknowledged = 0;
  /** Last batch that was handed over as last words. */
  let handedOver = 0;
  let isScheduled = false;
  let send: SendText = () => false;

  const append = (batch: PendingBatch, written: WrittenRecord): void => {
    const length = written.head.length + written.value.length;
    batch.records[batch.records.length] = written;
    batch.length += length;
    total += length;
  };

  const closeBatch = (): void => {
    if (open.records.length === 0) return;
    open.next = makeBatch(open.n + 1);
    open = open.next;
  };

  const writeBatch = ({ n, records, lost }: PendingBatch): string => {
    let text = '';
    for (let i = 0; i < records.length; i += 1) {
      const { head, value } = records[i] as WrittenRecord;
      text += `${i === 0 ? '' : ','}${head}${value}}`;
    }
    if (lost.bytes > 0) {
      const { records, values, bytes } = lost;
      text += `${text === '' ? '' : ','}${write({ kind: 'gap', at: now(), records, values, bytes }).head}}`;
    }
    const numbers = `"n":${n},"oldest":${oldest.n}`;
    return `{"version":${PROTOCOL_VERSION},"realm":${primitives.quote(realm)},${numbers},"records":[${text}]}`;
  };

  /** Sends what is closed and not sent, as far as the window goes. */
  const pump = (): void => {
    for (let batch: PendingBatch | null = oldest; batch !== null && batch !== open; batch = batch.next) {
      if (batch.isSent) continue;
      if (unacknowledged > 0 && unacknowledged + batch.length > limits.window) return;
      if (!send(writeBatch(batch))) return;
      batch.isSent = true;
      unacknowledged += batch.length;
    }
  };

  const flush = (): void => {
    closeBatch();
    pump();
  };

  const flushLater = (): void => {
    if (isScheduled) return;
    isScheduled = true;
    schedule(() => {
      isScheduled = false;
      beforeFlush();
      flush();
    }, limits.delay);
  };

  /** Takes `bytes` out of a batch and every sum it is part of. */
  const lose = (batch: PendingBatch, bytes: number): void => {
    batch.length -= bytes;
    batch.lost.bytes += bytes;
    total -= bytes;
    if (batch.isSent) unacknowledged -= bytes;
  };

  const dropValues = (batch: PendingBatch): void => {
    for (let i = 0; i < batch.records.length; i += 1) {
      const { head, value } = batch.records[i] as WrittenRecord;
      if (value.length <= DROPPED_VALUE.length) continue;
      batch.records[i] = { head, value: DROPPED_VALUE };
      batch.lost.values += 1;
      lose(batch, value.length - DROPPED_VALUE.length);
    }
  };

  const dropRecords = (batch: PendingBatch): void => {
    batch.lost.records += batch.records.length;
    batch.records = primitives.makeList<WrittenRecord>();
    lose(batch, batch.length);
  };

  const keepWithinCap = (): void => {
    if (total <= limits.cap) return;
    // Going some way below the cap keeps a flood from coming here with every record.
    const goal = limits.cap * 0.9;
    closeBatch();
    for (let batch = oldest; batch !== open && total > goal; batch = batch.next as PendingBatch) dropValues(batch);
    for (let batch = oldest; batch !== open && total > goal; batch = batch.next as PendingBatch) dropRecords(batch);
  };

  return {
    /** Takes a record; it leaves with its batch, within `limits.delay` ms. */
    add(record: AgentRecord): void {
      append(open, write(record));
      if (open.length >= limits.batch) flush();
      else flushLater();
      keepWithinCap();
    },

    /** Sets the way up and sends everything that is not acknowledged, oldest first. */
    connect(way: SendText): void {
      send = way;
      this.resend();
    },

    /** The way up was broken: sends again what is not acknowledged. */
    resend(): void {
      for (let batch: PendingBatch | null = oldest; batch !== null; batch = batch.next) batch.isSent = false;
      unacknowledged = 0;
      handedOver = 0;
      flush();
    },

    /** Forgets every batch up to and including number n. Numbers that were never given are ignored. */
    acknowledge(n: number): void {
      while (oldest !== open && oldest.n <= n && oldest.next !== null) {
        total -= oldest.length;
        if (oldest.isSent) unacknowledged -= oldest.length;
        oldest = oldest.next;
      }
      pump();
    },

    /**
     * The page is going away: hands over, through a way that works at once, all that is not acknowledged. What is on
     * its way already is handed over again; the panel ignores what it has.
     */
    handLastWords(handOver: (text: string) => void): void {
      closeBatch();
      for (let batch: PendingBatch | null = oldest; batch !== null && batch !== open; batch = batch.next) {
        if (batch.n > handedOver) handOver(writeBatch(batch));
      }
      handedOver = open.n - 1;
    },
  };
}
