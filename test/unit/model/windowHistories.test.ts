/** Random histories of window messages: pairs are the same in whatever order realms are heard, and never wrong. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isRow, type Model } from '../../../src/model';
import { mixedModelOfWorld, modelOfWorld } from '../../support/modelOfWorld';
import { World, type CallOptions, type TrueRealm } from '../../support/world';

const ORIGIN = 'https://example.test';

describe('any history of calls', () => {
  type Step = { do: 'call' | 'flush' | 'pause' | 'idle'; from: number; to: number; text: number; options: CallOptions };
  const step: fc.Arbitrary<Step> = fc.record({
    do: fc.oneof(
      { weight: 6, arbitrary: fc.constant('call' as const) },
      { weight: 4, arbitrary: fc.constant('flush' as const) },
      { weight: 1, arbitrary: fc.constant('pause' as const) },
      { weight: 1, arbitrary: fc.constant('idle' as const) },
    ),
    from: fc.nat(2),
    to: fc.nat(2),
    text: fc.nat(2),
    options: fc.record({
      isSeen: fc.boolean(),
      isThrown: fc.nat(4).map((n) => n === 0),
      hasDigest: fc.boolean(),
      targetOrigin: fc.constantFrom('*', ORIGIN, '*', 'https://other.test'),
    }),
  });

  /** Long enough for everything to arrive and for everybody to be heard of. */
  function idle(world: World): void {
    for (const realm of world.realms.values()) world.flush(realm);
    for (const ms of [11_000, 2_000]) {
      world.wait(ms);
      world.report();
    }
  }

  function play(steps: Step[]): World {
    const world = new World();
    const realms = ['top', 'left', 'right'].map((name) => world.addRealm(name));
    for (const { do: what, from, to, text, options } of steps) {
      if (what === 'call')
        world.callWindow(realms[from] as TrueRealm, realms[to] as TrueRealm, `text ${text}`, options);
      else if (what === 'flush') world.flush(realms[to] as TrueRealm, text + 1);
      else if (what === 'idle') idle(world);
      // Paused at a breakpoint: nothing is noticed, and what was on the way arrives right after.
      else world.wait(12_000);
    }
    world.report();
    return world;
  }

  /** What the model says of each delivery: by which call it came, and how sure that is. */
  function pairsOf(model: Model): Map<string, string> {
    const pairs = new Map<string, string>();
    for (const { post, delivery, evidence } of model.messages.filter(isRow)) {
      if (delivery !== null)
        pairs.set(`${delivery.realm.id} ${delivery.window?.event}`, `${post?.window?.call} ${evidence}`);
    }
    return pairs;
  }

  test('gives the same pairs, whatever order realms are heard in, and never a wrong one', () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 30 }),
        fc.infiniteStream(fc.nat(2)),
        fc.integer({ min: 1, max: 5 }),
        (steps, choices, size) => {
          const world = play(steps);
          const model = mixedModelOfWorld(world, choices, size);
          const pairs = pairsOf(model);
          expect(pairs).toEqual(pairsOf(modelOfWorld(world)));
          for (const [arrival, { call }] of world.arrivals) {
            const found = pairs.get(arrival)?.split(' ')[0];
            if (found !== 'undefined') expect([arrival, found]).toEqual([arrival, String(call)]);
          }
          // No message in two fates: each delivery is one row, each call that did not arrive is one.
          const rows = model.messages.filter(isRow);
          expect(rows.filter(({ delivery }) => delivery !== null)).toHaveLength(world.arrivals.size);
          const halves = rows.flatMap(({ post, delivery }) => [post, delivery]).filter((half) => half !== null);
          expect(new Set(halves).size).toBe(halves.length);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
