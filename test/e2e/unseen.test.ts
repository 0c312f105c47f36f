import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { browsersUnderTest } from '../support/browsers/launchBrowser.mjs';
import type { Row } from './support/channelsPanel';
import { openDemoSession, type DemoSession } from './support/demoSession';
import { readPrintedChannels, type PrintedPort } from './support/printedChannels';

/** How long the panel may take to name a port, in ms: far longer than it ever does. */
const PATIENCE = 20_000;

describe.each(browsersUnderTest())('ports handed over unseen, by strict code to another site, in %s', (kind) => {
  let demo: DemoSession;

  beforeAll(async () => {
    demo = await openDemoSession(kind);
  });
  afterAll(() => demo?.close());

  /** The ports that went from the page to the other site, once there are as many; if there never are, those there are. */
  async function waitForNamed(count: number, evidence: RegExp): Promise<PrintedPort[]> {
    const { page, cross } = demo.realms;
    const deadline = Date.now() + PATIENCE;
    for (;;) {
      const named = (await readPrintedChannels(demo.panel))
        .flat()
        .filter((port) => port.journey.join() === [page, cross].join() && evidence.test(port.evidence ?? ''));
      if (named.length >= count || Date.now() > deadline) return named;
    }
  }

  /** Each greeting went to the port from which it was answered. */
  async function expectGreetings(count: number): Promise<void> {
    const { page, cross } = demo.realms;
    const end = ({ from, fromPort, to, toPort }: Row) => [`${from} ${fromPort}`, `${to} ${toPort}`];
    const rowsOf = (rows: Row[], summary: string): Row[] => rows.filter((row) => row.summary === summary);
    const isTold = (rows: Row[]): boolean =>
      Array.from({ length: count }, (_, i) => i + 1).every((number) => {
        const [there, ...more] = rowsOf(rows, `'Greeting ${number}'`);
        const [back, ...others] = rowsOf(rows, `{heard: 'Greeting ${number}'}`);
        if (there === undefined || back === undefined || more.length + others.length > 0) return false;
        return there.from === page && there.to === cross && end(there).join() === end(back).reverse().join();
      });
    const rows = await demo.panel.waitForRows(isTold);
    if (!isTold(rows)) throw new Error(`greetings and answers do not fit: ${JSON.stringify(rows, null, 1)}`);
  }

  test('one port: swept before anything is said over it, where that can be; else inferred from the traffic', async () => {
    await demo.play('unseen-one');
    if (kind === 'chromium') expect(await waitForNamed(1, /swept/)).toHaveLength(1);
    await demo.play('unseen-one-talk');
    await expectGreetings(1);
    expect(await waitForNamed(1, kind === 'chromium' ? /swept/ : /inferred/)).toHaveLength(1);
  });

  test('three ports in one message: each is named once something is said over it', async () => {
    await demo.panel.press('clear');
    const before = (await waitForNamed(0, /./)).length;
    await demo.play('unseen-three');
    await demo.play('unseen-three-talk');
    await expectGreetings(3);
    expect(await waitForNamed(before + 3, /swept|inferred/)).toHaveLength(before + 3);
  });
});
