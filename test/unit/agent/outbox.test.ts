import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { capturePrimitives } from '../../../src/agent/natives';
import { createOutbox, OUTBOX_LIMITS, type OutboxLimits } from '../../../src/agent/outbox';
import { receiveInOrder } from '../../../src/link';
import { readBatch, type AgentRecord, type Batch } from '../../../src/protocol';

const primitives = capturePrimitives(globalThis);

/** An outbox whose clock is turned by hand. */
function makeOutbox(limits: Partial<OutboxLimits> = {}) {
  const tasks: (() => void)[] = [];
  const outbox = createOutbox(primitives, { schedule: (task) => void tasks.push(task), now: () => 1 }, 'realm', {
    ...OUTBOX_LIMITS,
    ...limits,
  });
  return { outbox, tick: () => tasks.splice(0).forEach((task) => task()) };
}

function read(text: string): Batch {
  const batch = readBatch(text);
  if ('refused' in batch) throw new Error(batch.refused);
  return batch;
}

const started = (handle: number): AgentRecord => ({ kind: 'started', at: handle, handle, how: 'start' });
const posted = (text: string): AgentRecord => ({
  kind: 'posted',
  at: 1,
  via: { type: 'port', handle: 1 },
  transfer: [],
  value: { text, size: text.length, digest: null },
  stack: null,
});
const gapOf = (batches: Batch[]) =>
  batches
    .flatMap(({ records }) => records)
    .filter((record) => record.kind === 'gap')
    .reduce((sum, { records, values }) => ({ records: sum.records + records, values: sum.values + values }), {
      records: 0,
      values: 0,
    });

describe('the outbox', () => {
  test('sends nothing by itself for a record, and one batch for many after the delay', () => {
    const { outbox, tick } = makeOutbox();
    const sent: string[] = [];
    outbox.connect((text) => sent.push(text) > 0);
    outbox.add(started(1));
    outbox.add(started(2));
    expect(sent).toEqual([]);
    tick();
    expect(sent.map(read)).toEqual([
      { realm: 'realm', n: 1, oldest: 1, unknown: 0, records: [started(1), started(2)] },
    ]);
  });

  test('writes every character of a value', () => {
    const { outbox, tick } = makeOutbox();
    const sent: string[] = [];
    outbox.connect((text) => sent.push(text) > 0);
    const record = posted('"\\ \u2028 \ud800 </script> \u0000');
    outbox.add(record);
    tick();
    expect(sent.flatMap((text) => read(text).records)).toEqual([record]);
  });

  test('sends at once when a batch is long enough', () => {
    const { outbox } = makeOutbox({ batch: 1_000 });
    const sent: string[] = [];
    outbox.connect((text) => sent.push(text) > 0);
    outbox.add(posted('x'.repeat(2_000)));
    expect(sent.length).toBe(1);
  });

  test('keeps a window of unacknowledged text, and goes on when it is acknowledged', () => {
    const { outbox } = makeOutbox({ batch: 100, window: 250 });
    const sent: string[] = [];
    outbox.connect((text) => sent.push(text) > 0);
    for (let i = 0; i < 10; i += 1) outbox.add(posted('x'.repeat(100)));
    const before = sent.length;
    expect(before).toBeLessThan(10);
    outbox.acknowledge(before);
    expect(sent.length).toBeGreaterThan(before);
  });

  /** Adds posts with values of 1,000 characters to a small outbox, and gives what is left of them. */
  function overfill(records: number) {
    const { outbox, tick } = makeOutbox({ batch: 2_000, cap: 10_000, window: 1_000_000 });
    for (let i = 0; i < records; i += 1) outbox.add(posted('x'.repeat(1_000)));
    const sent: string[] = [];
    outbox.connect((text) => sent.push(text) > 0);
    tick();
    const batches = sent.map(read);
    const left = batches.flatMap((batch) => batch.records).filter((record) => record.kind === 'posted');
    return { batches, left, isWhole: left.map(({ value }) => 'text' in value), length: sent.join('').length };
  }

  test('past its cap drops the oldest values first, and says exactly how many', () => {
    const { batches, left, isWhole } = overfill(30);
    expect(left.length).toBe(30);
    expect(isWhole[0]).toBe(false);
    expect(isWhole[29]).toBe(true);
    expect(isWhole).toEqual([...isWhole].sort());
    expect(gapOf(batches)).toEqual({ records: 0, values: isWhole.filter((whole) => !whole).length });
  });

  test('then drops the oldest records, and says exactly how many', () => {
    const { batches, left, length } = overfill(500);
    expect(left.length).toBeLessThan(500);
    expect(gapOf(batches).records).toBe(500 - left.length);
    // An emptied batch leaves its number and its gap behind.
    expect(length).toBeLessThan(10_000 + batches.length * 200);
    expect(batches.map(({ n }) => n)).toEqual(batches.map((_, i) => i + 1));
  });

  test('hands over as last words all that is not acknowledged', () => {
    const { outbox, tick } = makeOutbox();
    outbox.connect(() => true);
    outbox.add(started(1));
    tick();
    outbox.add(started(2));
    const words: string[] = [];
    outbox.handLastWords((text) => words.push(text));
    expect(words.map((text) => read(text).n)).toEqual([1, 2]);
  });

  test('with the receiver loses and doubles nothing, whatever breaks between them', () => {
    const event = fc.oneof(
      fc.constant('record' as const),
      fc.constant('tick' as const),
      fc.constant('break' as const),
      fc.constant('deliver' as const),
      fc.constant('acknowledge' as const),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 300 }), (events) => {
        const { outbox, tick } = makeOutbox({ batch: 400 });
        let wire: string[] = [];
        const receiver = receiveInOrder();
        const got: AgentRecord[] = [];
        let count = 0;
        const deliver = (): void => {
          for (const text of wire.splice(0)) {
            const batch = read(text);
            if (receiver.judge(batch.n, batch.oldest) === 'take') got.push(...batch.records);
          }
        };
        outbox.connect((text) => wire.push(text) > 0);
        for (const what of events) {
          if (what === 'record') outbox.add(started((count += 1)));
          else if (what === 'tick') tick();
          else if (what === 'deliver') deliver();
          else if (what === 'acknowledge') outbox.acknowledge(receiver.taken);
          else {
            wire = [];
            outbox.resend();
          }
        }
        wire = [];
        outbox.resend();
        deliver();
        expect(got).toEqual(Array.from({ length: count }, (_, i) => started(i + 1)));
      }),
    );
  });
});
