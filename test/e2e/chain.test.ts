import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { browsersUnderTest } from '../support/browsers/launchBrowser.mjs';
import { openDemoSession, type DemoSession } from './support/demoSession';
import { readPrint, readPrintedChannels } from './support/printedChannels';

/** How long the panel may take to find out where a port was, in ms: far longer than it ever does. */
const PATIENCE = 20_000;

describe.each(browsersUnderTest())('a port in twelve hops, over three origins and two workers, in %s', (kind) => {
  let demo: DemoSession;

  beforeAll(async () => {
    demo = await openDemoSession(kind);
  });
  afterAll(() => demo?.close());

  // Each time with the ports of the runs before it, closed.
  test.each([
    ['only the last stop says something', 'chain-quiet'],
    ['each stop says something', 'chain'],
    ['it is done again', 'chain'],
  ])('%s: one port, whose whole journey is told', async (_, scene) => {
    const { page, same, cross, third, worker } = demo.realms;
    const before = (await readPrintedChannels(demo.panel)).length;
    await demo.play(scene);
    const deadline = Date.now() + PATIENCE;
    const expected = [
      // The line over which the port makes one of its hops, and the port with the peer that stays in the page.
      [[page], [page, third]],
      [[page], [page, same, worker, same, page, cross, third, page, worker, page, third, cross, same]],
    ];
    const readNew = async () =>
      (await readPrintedChannels(demo.panel))
        .slice(before)
        .map((ends) => ends.map(({ journey }) => journey).sort((one, other) => one.length - other.length))
        .sort(([, one = []], [, other = []]) => one.length - other.length);
    let found = await readNew();
    while (JSON.stringify(found) !== JSON.stringify(expected) && Date.now() < deadline) found = await readNew();
    if (JSON.stringify(found) !== JSON.stringify(expected)) console.log(await readPrint(demo.panel));
    expect(found).toEqual(expected);
  });
});
