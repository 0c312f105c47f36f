/**
 * The page cannot tell: every scene of test/fixtures/transparency is played with the extension and without it, in real
 * browsers, and everything that a page can observe is compared.
 */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { browsersUnderTest } from '../support/browsers/launchBrowser.mjs';
import { CANNOT_FAIL } from './support/cannotFail';
import { findKnownTells } from './support/knownTells';
import { openPlayground, playAllPages, type Notes, type Plays } from './support/playPages';

/** The points whose notes are not the same in both, missing ones included. */
function listDifferent(one: Notes, other: Notes): string[] {
  const points = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...points].filter((point) => JSON.stringify(one[point]) !== JSON.stringify(other[point])).sort();
}

/** The notes of some points only, for a failure that can be read. */
const pick = (notes: Notes, points: readonly string[]): Notes =>
  Object.fromEntries(points.map((point) => [point, notes[point]]));

describe.each(browsersUnderTest())('a page in %s', (kind) => {
  let plays: Plays;
  let tells: string[];

  beforeAll(async () => {
    const playground = await openPlayground(kind);
    try {
      plays = await playAllPages(playground);
    } finally {
      await playground.close();
    }
    tells = findKnownTells(kind, Object.keys(plays.without.notes));
  });

  test('plays every scene to its end', () => {
    expect(plays.without.faults).toEqual({});
    expect(plays.withAgent.faults).toEqual({});
  });

  test('observes more than 1,500 points', () => {
    expect(Object.keys(plays.without.notes).length).toBeGreaterThan(1_500);
  });

  test('cannot tell, but for the known tells', () => {
    const different = listDifferent(plays.without.notes, plays.withAgent.notes);
    const unknown = different.filter((point) => !tells.includes(point));
    expect(pick(plays.withAgent.notes, unknown)).toEqual(pick(plays.without.notes, unknown));
  });

  test('still can tell by every known tell', () => {
    const different = listDifferent(plays.without.notes, plays.withAgent.notes);
    expect(different.filter((point) => tells.includes(point))).toEqual([...tells].sort());
  });

  test('can tell by every point that a naive hook is there, but for those that say why not', () => {
    const different = listDifferent(plays.without.notes, plays.withHook.notes);
    // Known tells prove themselves by differing with the extension.
    const isProved = (point: string) => different.includes(point) || tells.includes(point);
    const unproved = Object.keys(plays.without.notes).filter((point) => !isProved(point));
    expect(unproved.sort()).toEqual(CANNOT_FAIL.map(({ point }) => point).sort());
  });
});
