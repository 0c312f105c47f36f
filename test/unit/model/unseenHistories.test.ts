/**
 * Random histories in which much is out of sight: ports sent to windows unseen, workers, pages that go away and come
 * again. What the model says of them must be true at any time, and everything once traffic has flowed.
 */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  holderOf,
  isRow,
  messageState,
  peerOf,
  portState,
  queuedOn,
  queueOf,
  type Handle,
  type Message,
  type Model,
} from '../../../src/model';
import { mixedModelOfWorld, portOf } from '../../support/modelOfWorld';
import { isHere, World, type TruePort, type TrueRealm } from '../../support/world';

const STEPS = [
  'post',
  'post',
  'start',
  'hand on',
  'hand on',
  'hand on',
  'carry',
  'to worker',
  'from worker',
  'sweep',
] as const;
const RARE_STEPS = ['close', 'clone', 'navigate'] as const;
const ORIGINS = ['https://one.test', 'https://two.test', 'https://three.test'];

type Step = { do: (typeof STEPS)[number] | (typeof RARE_STEPS)[number]; port: number; other: number };

const step: fc.Arbitrary<Step> = fc.record({
  do: fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...STEPS) },
    { weight: 1, arbitrary: fc.constantFrom(...RARE_STEPS) },
  ),
  port: fc.nat(9),
  other: fc.nat(9),
});

/** Four frames of three origins, a frame within a frame, two workers, five channels. */
function play(steps: readonly Step[], canSweep: boolean): World {
  const world = new World();
  const realms = ['top', 'left', 'right', 'inner'].map((name, i) => world.addRealm(name, ORIGINS[i % 3], { canSweep }));
  const workers = [world.addWorker(realms[0] as TrueRealm), world.addWorker(realms[1] as TrueRealm)];
  for (let i = 0; i < 5; i += 1) world.addChannel(realms[i % 4] as TrueRealm, `p${i}`, `q${i}`);
  const ports = [...world.ports.values()];
  let count = 0;
  for (const { do: what, port, other } of steps) {
    const [chosen, second] = [ports[port] as TruePort, ports[other] as TruePort];
    const realm = realms[other % 4] as TrueRealm;
    const text = `${what} ${(count += 1)}`;
    if (what === 'post') world.post(chosen, text);
    else if (what === 'start') world.start(chosen);
    else if (what === 'hand on' && isAmongUnused(world, chosen)) world.post(chosen, text);
    else if (what === 'hand on') world.postToWindow(chosen.holder, realm, text, chosen);
    else if (what === 'carry') world.post(chosen, text, second);
    else if (what === 'to worker') world.postByWorker(chosen.holder, workers[other % 2] as TrueRealm, text, chosen);
    else if (what === 'from worker')
      world.postByWorker(chosen.holder, chosen.holder.worker?.page ?? realm, text, chosen);
    else if (what === 'sweep') world.sweep(realm);
    else if (what === 'close') world.close(chosen);
    else if (what === 'clone') world.clone(chosen);
    else if (other % 4 !== 0) {
      world.end(realm);
      const { origin, path } = realm;
      realms[other % 4] = world.addRealm(`${realm.id}'`, origin, { canSweep, path });
    }
  }
  return world;
}

/**
 * Where nothing but traffic tells, or one sweep of both, two ports that pass through the same realm without a word there cannot be told apart
 * by anybody.
 */
function isAmongUnused(world: World, port: TruePort): boolean {
  const isUnused = (one: TruePort): boolean => isHere(one) && one.holder === port.holder && !world.isUsedHere(one);
  return isUnused(port) && [...world.ports.values()].some((other) => other !== port && isUnused(other));
}

/** Every port that somebody holds is started, and says two things. */
function letTrafficFlow(world: World): void {
  const ports = [...world.ports.values()];
  // One may lie in the queue of another, which lies in the queue of a third.
  ports.forEach(() => ports.forEach((port) => world.start(port)));
  for (const round of [1, 2]) ports.forEach((port) => world.post(port, `${port.name} says ${round}`));
}

/** All that the model says must be so, though it need not say all. */
function expectNothingFalse(model: Model, world: World): void {
  expect(model.notices.filter(({ kind }) => kind !== 'gap')).toEqual([]);
  const trueOf = ({ realm, id }: Handle): TruePort | null => world.owners.get(`${realm.id} ${id}`) ?? null;
  for (const port of model.ports.values()) {
    const owners = port.handles.map(trueOf).filter((owner) => owner !== null);
    for (const [i, owner] of owners.entries()) expect(isSame(owner, owners[i - 1] ?? owner)).toBe(true);
    const owner = owners[owners.length - 1];
    if (owner !== undefined) expectTrueJourney(port.handles, owner);
    for (const handle of owner === undefined ? [] : peerOf(port).handles) {
      const peer = trueOf(handle);
      if (owner !== undefined && peer !== null) expect(isSame(owner.peer, peer)).toBe(true);
    }
    const queue = queueOf(port);
    expect(queue.count).toBeGreaterThanOrEqual(0);
    if (
      owner === undefined ||
      owner.isClosed ||
      !isHere(owner) ||
      portState(port) === 'transferred' ||
      holderOf(port)?.id !== owner.holder.id
    )
      continue;
    if (queue.isExact) expect([owner.name, queue.count]).toEqual([owner.name, owner.queue.length]);
    else expect([owner.name, queue.count <= owner.queue.length]).toEqual([owner.name, true]);
    expect(queuedOn(port).map(textOf)).toEqual(
      owner.queue.map(({ text }) => text).filter((text) => queuedOn(port).some((it) => textOf(it) === text)),
    );
  }
  for (const [text, rows] of rowsByText(model)) {
    const states = rows.map(messageState);
    const isArrived = states.includes('delivered');
    // Two halves that were not matched: then neither may say more than it knows.
    if (rows.length > 1 && isArrived)
      expect([text, states.some((state) => state.startsWith('lost'))]).toEqual([text, false]);
    expect([text, rows.length <= 2]).toEqual([text, true]);
  }
}

/** Of ports whose both ends are held where agents run, all is known. */
function expectWholeTruth(model: Model, world: World): void {
  for (const port of world.ports.values()) {
    if (![port, port.peer].every((end) => isHere(end) && end.holder.worker === null && !end.isClosed)) continue;
    const known = portOf(model, port);
    expect([port.name, holderOf(known)?.id]).toEqual([port.name, port.holder.id]);
    expect([port.name, peerOf(known) === portOf(model, port.peer)]).toEqual([port.name, true]);
    const rows = rowsByText(model);
    for (const round of [1, 2]) {
      const text = `${port.name} says ${round}`;
      expect([text, rows.get(text)?.map(messageState)]).toEqual([text, ['delivered']]);
    }
  }
}

/** No stop is left out, and none is told that was not. */
function expectTrueJourney(handles: readonly Handle[], { journey, isUnusedAtBirth, peer }: TruePort): void {
  if (isUnusedAtBirth && peer.isUnusedAtBirth) return;
  const truth = journey.map(({ realm, handle }) => (realm.worker === null ? `${realm.id} ${handle}` : realm.id));
  const told = handles.map(({ realm, id }) => (id === null ? realm.id : `${realm.id} ${id}`));
  const begin = truth.indexOf(told[0] ?? '');
  expect(truth.slice(begin, begin + told.length)).toEqual(told);
}

/** Nothing tells the two ends of a channel apart that nobody used before both were sent away. */
function isSame(one: TruePort, other: TruePort): boolean {
  return one === other || (one.peer === other && one.isUnusedAtBirth && other.isUnusedAtBirth);
}

function textOf({ post, delivery }: Message): string {
  const value = post?.value ?? delivery?.value;
  return value && 'text' in value ? (JSON.parse(value.text) as string) : '';
}

function rowsByText(model: Model): Map<string, Message[]> {
  const rows = new Map<string, Message[]>();
  for (const row of model.messages.filter(isRow)) rows.set(textOf(row), [...(rows.get(textOf(row)) ?? []), row]);
  return rows;
}

describe.each([
  ['where agents sweep', true],
  ['where no agent can', false],
])('any history out of sight, %s', (_where, canSweep) => {
  test('gives nothing but the truth, and all of it once traffic has flowed, whatever order batches come in', () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 40 }),
        fc.infiniteStream(fc.nat(5)),
        fc.nat(6),
        (steps, choices, size) => {
          const world = play(steps, canSweep);
          const finish = (): void => {
            world.report();
            for (const realm of world.realms.values()) world.sweep(realm);
            world.report();
          };
          finish();
          expectNothingFalse(mixedModelOfWorld(world, choices, size + 1), world);
          letTrafficFlow(world);
          finish();
          const model = mixedModelOfWorld(world, choices, size + 1);
          expectNothingFalse(model, world);
          expectWholeTruth(model, world);
        },
      ),
      { numRuns: 750 },
    );
  });
});

test('any history of which records were dropped gives nothing that is false', () => {
  const drop = fc.record({ realm: fc.nat(3), at: fc.nat(60), count: fc.integer({ min: 1, max: 12 }) });
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 40 }),
      fc.array(drop, { minLength: 1, maxLength: 3 }),
      fc.infiniteStream(fc.nat(5)),
      (steps, drops, choices) => {
        const world = play(steps, false);
        letTrafficFlow(world);
        world.report();
        for (const { realm, at, count } of drops) world.drop([...world.realms.values()][realm] as TrueRealm, at, count);
        expectNothingFalse(mixedModelOfWorld(world, choices, 3), world);
      },
    ),
    { numRuns: 500 },
  );
});
