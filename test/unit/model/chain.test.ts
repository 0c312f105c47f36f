/** One port in twelve hops, as the demo's scene `chain` plays it: across three origins and two workers. */
import { describe, expect, test } from '@jest/globals';
import type { Model } from '../../../src/model';
import { modelOfWorld, mixedModelOfWorld, portOf } from '../../support/modelOfWorld';
import { World, type TruePort } from '../../support/world';

const JOURNEY = 'page same worker same page cross third page worker page third cross same'.split(' ');

type ChainOptions = { canSweep: boolean; isQuiet: boolean; isHurried?: boolean };

/**
 * @param options.canSweep the agents find out which ports have left, and have done so before each reports.
 * @param options.isQuiet only the last stop posts.
 * @param options.isHurried no stop rests, and clocks are so coarse that several happen in what is one moment by them.
 */
function playChain({ canSweep, isQuiet, isHurried = false }: ChainOptions): { world: World; port: TruePort } {
  const world = new World();
  const page = world.addRealm('page', 'https://one.test', { canSweep, path: 'top' });
  const same = world.addRealm('same', 'https://one.test', { canSweep, path: 'top.frames[0]' });
  const cross = world.addRealm('cross', 'https://two.test', { canSweep, path: 'top.frames[1]' });
  const third = world.addRealm('third', 'https://three.test', { canSweep, path: 'top.frames[2]' });
  const [workerOfPage, workerOfSame] = [world.addWorker(page), world.addWorker(same)];
  const portNamed = (name: string): TruePort => world.ports.get(name) as TruePort;

  world.addChannel(page, 'line here', 'line there');
  world.addChannel(page, 'stays', 'goes');
  const [stays, goes, line] = [portNamed('stays'), portNamed('goes'), portNamed('line there')];
  world.start(portNamed('line here'));
  world.start(stays);
  world.postToWindow(page, third, 'take the line', line);
  world.post(line, 'The line is open');

  let stop = 1;
  const arrive = (): void => {
    stop += 1;
    // Two stops within the slack between the clocks of two realms cannot be put in order.
    if (!isHurried) world.wait(50);
    if (!isQuiet) world.post(goes, `Stop ${stop}`);
  };
  const hops: (() => void)[] = [
    () => {
      world.callWindow(page, same, 'hop 1', { carried: goes });
      world.flush(same);
    },
    () => world.postByWorker(same, workerOfSame, 'hop 2', goes),
    () => world.postByWorker(workerOfSame, same, 'hop 3', goes),
    () => {
      world.callWindow(same, page, 'hop 4', { carried: goes, isSeen: false });
      world.flush(page);
    },
    () => world.postToWindow(page, cross, 'hop 5', goes),
    () => world.postToWindow(cross, third, 'hop 6', goes),
    () => world.post(line, 'hop 7', goes),
    () => world.postByWorker(page, workerOfPage, 'hop 8', goes),
    () => world.postByWorker(workerOfPage, page, 'hop 9', goes),
    () => world.postToWindow(page, third, 'hop 10', goes),
    () => world.postToWindow(third, cross, 'hop 11', goes),
    () => world.postToWindow(cross, same, 'hop 12', goes),
  ];
  for (const hop of hops) {
    hop();
    arrive();
  }
  world.post(goes, 'Here at last');
  world.start(goes);
  world.post(stays, 'Well travelled');
  world.post(goes, 'Thank you');
  world.wait(1_000);
  for (const realm of [page, same, cross, third]) world.sweep(realm);
  if (isHurried)
    for (const { records } of world.realms.values()) for (const record of records) record.at -= record.at % 10;
  return { world, port: goes };
}

const journeyOf = (model: Model, port: TruePort): string[] =>
  portOf(model, port).handles.map(({ realm }) => (realm.isInstrumented ? realm.id : 'worker'));

describe.each([
  ['each stop says something', false],
  ['only the last stop says something', true],
])('a port in twelve hops, where %s', (_, isQuiet) => {
  test.each([
    ['and agents sweep', true],
    ['and no agent can sweep', false],
  ])('%s: one port, whose whole journey is told, whoever is heard first', (__, canSweep) => {
    const { world, port } = playChain({ canSweep, isQuiet });
    for (const order of [undefined, ['same', 'third', 'cross', 'page']]) {
      const model = modelOfWorld(world, order);
      expect(journeyOf(model, port)).toEqual(JOURNEY);
      expect([model.ports.size, model.channels.size]).toEqual([4, 2]);
    }
    const mixed = mixedModelOfWorld(
      world,
      Array.from({ length: 200 }, (___, i) => (i * 7919) % 13),
      3,
    );
    expect(journeyOf(mixed, port)).toEqual(JOURNEY);
  });
});

test.each([true, false])(
  'a port in twelve hops within a few ms, by coarse clocks, where agents sweep: %s',
  (canSweep) => {
    const { world, port } = playChain({ canSweep, isQuiet: false, isHurried: true });
    expect(journeyOf(modelOfWorld(world), port)).toEqual(JOURNEY);
  },
);
