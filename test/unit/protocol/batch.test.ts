import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { PROTOCOL_VERSION, readBatch } from '../../../src/protocol';

const started = { kind: 'started', at: 1, handle: 1, how: 'start' };
const batchOf = (change: object) =>
  JSON.stringify({ version: PROTOCOL_VERSION, realm: 'r', n: 1, oldest: 1, records: [started], ...change });

describe('readBatch', () => {
  test('reads a batch', () => {
    expect(readBatch(batchOf({}))).toEqual({ realm: 'r', n: 1, oldest: 1, records: [started], unknown: 0 });
  });

  test('skips and counts records of a kind it does not know', () => {
    expect(readBatch(batchOf({ records: [started, { kind: 'from the future' }] }))).toMatchObject({
      records: [started],
      unknown: 1,
    });
  });

  test.each([
    ['another version', { version: PROTOCOL_VERSION + 1 }, /version/],
    ['no realm', { realm: '' }, /realm/],
    ['an endless realm', { realm: 'x'.repeat(1_000) }, /realm/],
    ['no number', { n: 0 }, /number/],
    ['a fraction for a number', { n: 1.5 }, /number/],
    ['a number below the oldest', { n: 1, oldest: 2 }, /number/],
    ['no records', { records: {} }, /records/],
    ['a record that is no object', { records: [null] }, /malformed/],
    ['a record without a kind', { records: [{ at: 1 }] }, /malformed/],
    ['a record named like a builtin', { records: [{ kind: 1 }] }, /malformed/],
    ['a field of the wrong type', { records: [{ ...started, handle: '1' }] }, /malformed started/],
    ['a field that is missing', { records: [{ kind: 'closed', at: 1 }] }, /malformed closed/],
    ['a time that is not one', { records: [{ ...started, at: null }] }, /malformed/],
    ['a channel with one end', { records: [{ kind: 'channel-created', at: 1, handles: [1, 1] }] }, /malformed/],
  ])('refuses %s, and says so', (_name, change, why) => {
    const batch = readBatch(batchOf(change));
    expect('refused' in batch && batch.refused).toMatch(why);
  });

  test('a kind named like a property of every object is unknown, not a shape', () => {
    expect(readBatch(batchOf({ records: [{ kind: 'constructor' }, { kind: '__proto__' }] }))).toMatchObject({
      unknown: 2,
    });
  });

  test('never throws, whatever comes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.anything()), (anything) => {
        expect(readBatch(anything)).toBeDefined();
        expect(readBatch(batchOf({ records: [anything] }))).toBeDefined();
      }),
    );
  });
});
