import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
// Without a worker's global the file offers a stand-in with a worker's interface: the same library in this thread.
import { Worker as LayoutWorker } from 'elkjs/lib/elk-worker.min.js';
import { fromElk, toElk } from '../../../panels/graph/elkGraph';
import { anchorLayout, type Layout, type Rect } from '../../../panels/graph/layout';
import { createLayouter } from '../../../panels/graph/layouter';
import { METRICS } from '../../../panels/graph/metrics';
import { sceneOf, type Scene } from '../../../panels/graph/scene';
import { playMixedScenario } from '../../panels/support/mixedScenario';
import { delivered, playScenario, port, posted, startScript } from '../../panels/support/scenario';

const widths = {
  title: (text: string) => text.length * 6.6,
  label: (text: string) => text.length * 5.9,
  note: (text: string) => text.length * 5.3,
};

/** The places of a scene, by the real library. */
function place(scene: Scene, last: Layout | null = null): Promise<Layout> {
  return new Promise((done, fail) => {
    const layouter = createLayouter(
      () => Object.assign(new LayoutWorker(), { terminate: () => undefined }) as unknown as Worker,
    );
    layouter.request(
      toElk(scene, widths),
      (graph) => done(anchorLayout(fromElk(graph, scene), last)),
      (reason) => fail(new Error(reason)),
    );
  });
}

/** A page with frames, and the channels that the page makes: kept, or sent to frames. */
function openPage(parents: readonly string[]) {
  const { model, realm, say } = startScript();
  const paths = new Map([['top', 'top']]);
  realm('top', 'https://app.example/', 'top');
  parents.forEach((parent, index) => {
    const name = `frame${index}`;
    paths.set(name, `${paths.get(parent)}.frames[${index}]`);
    realm(name, `https://app.example/${name}.html`, paths.get(name) ?? '');
  });
  const handles = new Map<string, number>();
  const newHandle = (name: string) => {
    const next = (handles.get(name) ?? 0) + 1;
    handles.set(name, next);
    return next;
  };
  let channels = 0;
  /** Joins two realms by a channel, with as much traffic as shows who holds what. */
  const join = (one: string, other: string): void => {
    channels += 1;
    const born = [newHandle('top'), newHandle('top')] as const;
    say('top', { kind: 'channel-created', handles: born });
    const [from, to] = [one, other].map((name, index) => {
      if (name === 'top') return born[index] ?? 0;
      const arrived = newHandle(name);
      say(name, delivered({ type: 'window' }, ['object', 'take', channels], [arrived], 'https://app.example'));
      return arrived;
    });
    say(other, { kind: 'started', handle: to ?? 0, how: 'start' });
    say(one, posted(port(from ?? 0), ['object', 'hello', channels]));
    say(other, delivered(port(to ?? 0), ['object', 'hello', channels]));
    // Nothing is inferred until everybody was heard a while after.
    for (let i = 0; i < 20; i += 1) for (const name of paths.keys()) say(name, { kind: 'alive' });
  };
  return { model, join, names: [...paths.keys()] };
}

describe('a layout', () => {
  test.each([
    ['from the page to a frame that has some', 'top', 'frame0'],
    ['from the page to a frame that has none', 'top', 'frame3'],
    ['between two frames', 'frame0', 'frame1'],
    ['into a frame of a frame', 'top', 'frame4'],
    ['within the page', 'top', 'top'],
  ])('stays as it was when a channel is added %s', async (_, one, other) => {
    const { model, join } = openPage(['top', 'top', 'top', 'top', 'frame0']);
    for (const frame of ['frame0', 'frame1', 'frame0', 'frame1', 'frame2']) join('top', frame);
    const before = await place(sceneOf(model));
    join(one, other);
    const after = await place(sceneOf(model), before);
    expect(after.channels.size).toBe(before.channels.size + 1);
    // What holds the new line grows, outwards; what stands beside it is pushed aside by that, and hardly further.
    const holders = [...new Set(['top', one, other, 'frame0'])];
    const growth = holders.slice(1).reduce((sum, id) => sum + (id === 'top' ? 0 : growthOf(before, after, id)), 0);
    for (const [id, was] of before.realms) {
      if (holders.includes(id)) continue;
      const distance = nearness(was, after.realms.get(id));
      expect({ id, isNear: distance <= growth + 2 * METRICS.portSpacing }).toEqual({ id, isNear: true });
    }
  });

  test('lets a page grow outwards at its first channel: what is in it stays', async () => {
    const { model, join } = openPage(['top', 'top']);
    const before = await place(sceneOf(model));
    join('top', 'frame0');
    const after = await place(sceneOf(model), before);
    const grown = (before.realms.get('top')?.x ?? 0) - (after.realms.get('top')?.x ?? 0);
    expect(grown).toBeGreaterThan(100);
    for (const id of ['frame0', 'frame1']) {
      expect(nearness(before.realms.get(id), after.realms.get(id))).toBeLessThanOrEqual(2 * METRICS.portSpacing);
    }
  });

  test('keeps the ports of a realm in their order', async () => {
    const { model, join } = openPage(['top', 'top']);
    for (const frame of ['frame0', 'frame1', 'frame0']) join('top', frame);
    join('frame0', 'frame1');
    const { ports, docks } = sceneOf(model);
    const layout = await place(sceneOf(model));
    const rows = ports.filter(({ realm, side }) => realm === 'frame0' && side === 'WEST');
    const heights = rows.map(({ id }) => layout.ports.get(id)?.y ?? 0);
    // Between them ends the line of the window message that brought the first one.
    const [dock] = docks.filter(({ realm }) => realm === 'frame0');
    heights.splice(1, 0, layout.docks.get(dock?.id ?? '')?.y ?? 0);
    expect(heights).toEqual([0, 1, 2].map((row) => (heights[0] ?? 0) + row * METRICS.portSpacing));
  });

  test.each([1, 2] as const)('with %d lanes gives everything a place where it belongs', async (laneCount) => {
    for (const play of [playScenario, playMixedScenario]) {
      const scene = sceneOf(play(), laneCount);
      expectInPlace(scene, await place(scene));
    }
  });

  test('is found for any tree of realms with any channels', async () => {
    await fc.assert(
      fc.asyncProperty(scenes, async (scene) => expectInPlace(scene, await place(scene))),
      { numRuns: 60 },
    );
  });

  test('lets boxes be little larger than what is in them', async () => {
    const { model, join } = openPage(['top', 'top']);
    for (const frame of ['frame0', 'frame1', 'frame0', 'frame1', 'frame1']) join('top', frame);
    const scene = sceneOf(model);
    const layout = await place(scene);
    const content = scene.realms
      .filter(({ id }) => id !== 'top')
      .reduce((sum, { id }) => sum + area(layout.realms.get(id)), 0);
    expect(area(layout.realms.get('top'))).toBeLessThan(5 * content);
    const gap = (layout.realms.get('frame0')?.y ?? 0) - (layout.realms.get('top')?.y ?? 0) - METRICS.headHeight;
    expect(gap).toBeLessThanOrEqual(2 * METRICS.padding);
  });
});

/** Random realms, each inside one of those before it, and channels between random ones of them. */
const scenes: fc.Arbitrary<Scene> = fc
  .record({
    parents: fc.array(fc.nat(), { minLength: 1, maxLength: 7 }),
    ends: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 9 }),
    laneCount: fc.constantFrom(1 as const, 2 as const),
  })
  .map(({ parents, ends, laneCount }) => {
    const nameOf = (index: number) => (index === 0 ? 'top' : `frame${index - 1}`);
    const { model, join, names } = openPage(parents.map((parent, index) => nameOf(parent % (index + 1))));
    for (const [one, other] of ends) join(nameOf(one % names.length), nameOf(other % names.length));
    return sceneOf(model, laneCount);
  });

function expectInPlace(scene: Scene, layout: Layout): void {
  for (const { id, parent } of scene.realms) {
    const box = layout.realms.get(id);
    const around = parent === null ? layout.bounds : layout.realms.get(parent);
    expect({ id, isInside: isInside(box, around) }).toEqual({ id, isInside: true });
  }
  for (const { id, realm, side } of scene.ports) {
    const at = layout.ports.get(id);
    const box = layout.realms.get(realm) as Rect;
    expect(at?.x).toBeCloseTo(side === 'WEST' ? box.x : box.x + box.width, 3);
    expect(at?.y).toBeGreaterThan(box.y);
    expect(at?.y).toBeLessThan(box.y + box.height);
  }
  for (const { id, first, second } of scene.channels) {
    const line = layout.channels.get(id) ?? [];
    expect(nearness(line[0], layout.ports.get(first))).toBeLessThanOrEqual(METRICS.portSize);
    expect(nearness(line.at(-1), layout.ports.get(second))).toBeLessThanOrEqual(METRICS.portSize);
  }
  for (const { id, first, second } of scene.flows) {
    const line = layout.flows.get(id) ?? [];
    expect(nearness(line[0], layout.docks.get(first))).toBeLessThanOrEqual(METRICS.portSize);
    expect(nearness(line.at(-1), layout.docks.get(second))).toBeLessThanOrEqual(METRICS.portSize);
  }
}

/** By how much a box grew, in its longer direction. */
function growthOf(before: Layout, after: Layout, id: string): number {
  const [was, is] = [before.realms.get(id), after.realms.get(id)];
  if (was === undefined || is === undefined) return 0;
  return Math.max(Math.abs(is.width - was.width), Math.abs(is.height - was.height));
}

type At = { x: number; y: number } | undefined;

function nearness(a: At, b: At): number {
  return a === undefined || b === undefined ? Infinity : Math.hypot(a.x - b.x, a.y - b.y);
}

function isInside(box: Rect | undefined, around: Rect | undefined): boolean {
  if (box === undefined || around === undefined) return false;
  const slack = 0.5;
  return (
    box.x >= around.x - slack &&
    box.y >= around.y - slack &&
    box.x + box.width <= around.x + around.width + slack &&
    box.y + box.height <= around.y + around.height + slack
  );
}

function area(box: Rect | undefined): number {
  return box === undefined ? 0 : box.width * box.height;
}
