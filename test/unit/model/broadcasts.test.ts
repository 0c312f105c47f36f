import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  broadcastGroupsOf,
  createModel,
  isRow,
  modelAt,
  openMembersOf,
  reduce,
  totalsOf,
  visibleMessages,
  messageState,
  type Model,
} from '../../../src/model';
import { mixedModelOfWorld, modelOfWorld } from '../../support/modelOfWorld';
import { World, type TrueBroadcast, type TrueRealm } from '../../support/world';

/** Two realms of one origin and one of another, with objects of the same name. */
function makeWorld() {
  const world = new World();
  const [top, left] = [world.addRealm('top'), world.addRealm('left')];
  const foreign = world.addRealm('foreign', 'https://foreign.test');
  const [a, b, c] = [top, left, foreign].map((realm) => world.openBroadcast(realm, 'news')) as [
    TrueBroadcast,
    TrueBroadcast,
    TrueBroadcast,
  ];
  return { world, top, left, foreign, a, b, c };
}

/** Every row: value, from object, to object, evidence or state. */
function rowsOf(model: Model): string[] {
  return visibleMessages(model).map((message) => {
    const { post, delivery, evidence } = message;
    const name = (half: typeof post | typeof delivery): string =>
      half?.carrier.type === 'broadcast'
        ? `${half.carrier.broadcast.realm.id}#${half.carrier.broadcast.id}`
        : 'nobody seen';
    const value = post?.value ?? delivery?.value ?? null;
    const text = value !== null && 'text' in value ? (JSON.parse(value.text) as string) : '?';
    return `${text}: ${name(post)} → ${name(delivery)} ${evidence ?? messageState(message)}`;
  });
}

describe('a broadcast', () => {
  test('reaches every other open object of its origin and name: a row each, one message', () => {
    const { world, top, a } = makeWorld();
    const second = world.openBroadcast(top, 'news');
    world.openBroadcast(top, 'weather');
    world.broadcast(a, 'hello');
    world.report();
    const model = modelOfWorld(world);
    expect(rowsOf(model).sort()).toEqual(['hello: top#1 → left#1 observed', 'hello: top#1 → top#2 observed']);
    expect(totalsOf(model).messages).toBe(1);
    world.closeBroadcast(second);
    const groups = broadcastGroupsOf(modelOfWorld(world)).map((group) => {
      const open = openMembersOf(group).map(({ realm, id }) => `${realm.id}#${id}`);
      return `${group.name} ${group.origin}: ${open.join(' ')}`;
    });
    expect(groups).toEqual([
      'news https://example.test: top#1 left#1',
      'weather https://example.test: top#3',
      'news https://foreign.test: foreign#1',
    ]);
  });

  test('that nobody was seen to get is unseen', () => {
    const { world, c } = makeWorld();
    world.broadcast(c, 'alone');
    world.report();
    expect(rowsOf(modelOfWorld(world))).toEqual(['alone: foreign#1 → nobody seen unseen']);
  });

  test('is inferred where another post fits as well, and in order', () => {
    const { world, top, a, b } = makeWorld();
    const second = world.openBroadcast(top, 'news');
    world.broadcast(a, 'same');
    world.broadcast(second, 'same');
    world.report();
    const rows = rowsOf(modelOfWorld(world)).filter((row) => row.includes('→ left'));
    expect(rows).toEqual(['same: top#1 → left#1 inferred', 'same: top#2 → left#1 observed']);
    expect(b.isOpen).toBe(true);
  });

  test('never reaches the object that posted it, even where another posts the same', () => {
    const { world, a, b } = makeWorld();
    world.broadcast(a, 'same');
    world.broadcast(b, 'same');
    world.report();
    expect(rowsOf(modelOfWorld(world))).toEqual(['same: top#1 → left#1 observed', 'same: left#1 → top#1 observed']);
  });

  test('from a realm without an agent has no post that was seen', () => {
    const { world, left } = makeWorld();
    const via = { type: 'broadcast' as const, broadcast: 1 };
    const value = { text: '"from a worker"', size: 9, digest: 9 };
    left.records.push({ kind: 'delivered', at: 90, via, window: null, ports: [], value });
    world.report();
    expect(rowsOf(modelOfWorld(world))).toEqual(['from a worker: nobody seen → left#1 delivered']);
  });

  test('waits until everybody was heard, and says so', () => {
    const { world, left, a } = makeWorld();
    world.broadcast(a, 'hello');
    const model = createModel();
    for (const realm of world.realms.values()) {
      const records = realm === left ? realm.records : realm.records.slice(0, 1);
      reduce(model, { realm: realm.id, frame: null, records });
    }
    expect(model.pending.isWaitingForReports).toBe(true);
    expect(rowsOf(model)).toEqual(['hello: nobody seen → left#1 delivered']);
  });
});

test('any history of broadcasts gives the truth, whatever order realms are heard in', () => {
  const step = fc.record({
    do: fc.constantFrom('post', 'post', 'post', 'open', 'close', 'wait'),
    which: fc.nat(7),
    text: fc.nat(3),
  });
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 30 }),
      fc.infiniteStream(fc.nat(2)),
      fc.integer({ min: 1, max: 6 }),
      (steps, choices, size) => {
        const { world, top, left, foreign } = makeWorld();
        const realms: TrueRealm[] = [top, left, foreign];
        steps.forEach(({ do: what, which, text }, i) => {
          const chosen = world.broadcasts[which % world.broadcasts.length] as TrueBroadcast;
          if (what === 'open') world.openBroadcast(realms[which % 3] as TrueRealm, text === 0 ? 'weather' : 'news');
          else if (what === 'close') world.closeBroadcast(chosen);
          else if (what === 'wait') world.wait(500);
          else world.broadcast(chosen, `${text} ${i}`);
        });
        world.report();
        const model = mixedModelOfWorld(world, choices, size, (one) => {
          expect(totalsOf(modelAt(one, Infinity)).messages).toBe(totalsOf(one).messages);
        });
        expect(rowsOf(model).sort()).toEqual(rowsOf(modelOfWorld(world)).sort());
        const wrong = model.messages.filter(isRow).filter(({ post, delivery }) => {
          const got = delivery?.value ?? null;
          if (delivery === null || (got !== null && 'absent' in got)) return false;
          return post === null || JSON.stringify(post.value) !== JSON.stringify(got);
        });
        expect(wrong.map(({ id }) => id)).toEqual([]);
        expect(totalsOf(model).messages).toBe(
          [...world.realms.values()].flatMap(({ records }) => records).filter(({ kind }) => kind === 'posted').length,
        );
      },
    ),
    { numRuns: 500 },
  );
});
