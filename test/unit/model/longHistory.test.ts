/** The history by which test/perf measures: the model must come to what its maker knows, else its speed means nothing. */
import { expect, test } from '@jest/globals';
import { createModel, modelAt, reduce, startOf, totalsOf, visibleMessages, type Message } from '../../../src/model';
import { playLongHistory, startTruth } from '../../perf/longHistory';

test('a busy page with reloads and channels across origins is taken in whole', () => {
  const truth = startTruth();
  const model = createModel();
  for (const batch of playLongHistory(20_000, truth)) reduce(model, batch);

  const rows = visibleMessages(model);
  const onPorts = rows.filter(({ post, delivery }) => (post ?? delivery)?.carrier.type === 'port');
  expect(onPorts.filter(({ post }) => post !== null)).toHaveLength(truth.portMessages);
  expect(onPorts.filter(({ delivery }) => delivery !== null)).toHaveLength(truth.portMessages - truth.undelivered);
  // A port whose realm is reloaded before it could look which one had left is never known again: both halves stand alone.
  const alone = onPorts.filter(({ post }) => post === null);
  expect(alone.length).toBeLessThan(20);
  expect(totalsOf(model).messages - alone.length).toBe(truth.messages);
  expect(model.notices).toEqual([]);

  const middle = (truth.begin + truth.end) / 2;
  const past = modelAt(model, middle);
  expect(countPosts(visibleMessages(past))).toBe(countPosts(rows.filter((row) => startOf(row) <= middle)));
  expect(totalsOf(modelAt(model, truth.end))).toEqual(totalsOf(model));
}, 30_000);

/** Rows of one broadcast share its post. */
function countPosts(rows: readonly Message[]): number {
  return new Set(rows.flatMap(({ post }) => post ?? [])).size;
}
