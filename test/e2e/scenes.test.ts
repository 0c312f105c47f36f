import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { browsersUnderTest } from '../support/browsers/launchBrowser.mjs';
import { openDemoSession, type DemoSession } from './support/demoSession';
import type { Row } from './support/channelsPanel';

/** What a row must say: from → to, carrier, value, state, and whether its latency can be known. */
type Expected = [from: string, to: string, via: string, summary: string, state: string, latency: 'known' | RegExp];

const WINDOW = /seen at its receiver only/;
const WORKER = /The post was not seen/;
const NO_DELIVERY = /No delivery was seen/;

describe.each(browsersUnderTest())('every scene of the demo, in the real panel of %s', (kind) => {
  let demo: DemoSession;

  beforeAll(async () => {
    demo = await openDemoSession(kind);
  });
  afterAll(() => demo?.close());
  beforeEach(() => demo.panel.press('clear'));

  /** Plays a scene and compares the table with what happened. */
  async function expectRows(scene: string, expected: Expected[]): Promise<Row[]> {
    await demo.play(scene);
    const rows = await demo.panel.readRows(expected.length);
    const shown = rows.map(({ from, to, via, summary, state }) => [from, to, via, summary, state]);
    expect(shown).toEqual(expected.map((row) => row.slice(0, 5)));
    rows.forEach((row, i) => expectLatency(row, (expected[i] as Expected)[5]));
    return rows;
  }

  function expectLatency({ latency, latencyNote }: Row, expected: 'known' | RegExp): void {
    if (expected === 'known') {
      expect(latency).toMatch(/^~?[\d.,]+ (µs|ms|s)$/);
      expect(latencyNote).toMatch(/one clock|offset is taken as/);
    } else {
      expect(latency).toBe('–');
      expect(latencyNote).toMatch(expected);
    }
  }

  /** The port that carried a row on the far side, and the page's own end. */
  function portsOf(row: Row | undefined): { near: number; far: number } {
    return { near: row?.fromPort ?? 0, far: row?.toPort ?? 0 };
  }

  test.each(['same', 'cross'] as const)('basic scenario, %s origin', async (which) => {
    const { realms, origins } = demo;
    const frame = realms[which];
    const origin = which === 'same' ? origins.page : origins.cross;
    const rows = await expectRows(`basic-${which}`, [
      [realms.page, frame, 'window', `{scene: 'basic', text: 'Hello, ${origin}'}`, 'delivered', WINDOW],
      [frame, realms.page, 'port', `'Hello back from ${origin}'`, 'delivered', 'known'],
    ]);
    const { near, far } = portsOf(rows[1]);
    await demo.panel.waitForPort(near, frame, 'new');
    await demo.panel.waitForPort(far, realms.page, 'started');
  });

  test.each(['same', 'cross'] as const)('multi-message scenario, %s origin', async (which) => {
    const { realms, origins } = demo;
    const frame = realms[which];
    const origin = which === 'same' ? origins.page : origins.cross;
    const sent = (number: number, word: string): Expected[] => [
      [realms.page, frame, 'port', `{number: ${number}, text: '${word}, ${origin}'}`, 'delivered', 'known'],
      [frame, realms.page, 'port', `{confirmed: ${number}}`, 'delivered', 'known'],
    ];
    const channel: Expected = [realms.page, frame, 'window', `{scene: 'multi'}`, 'delivered', WINDOW];
    await demo.play(`multi-${which}`);
    const rows = await demo.panel.readRows(7);
    // The first text is posted right after the channel was sent, so the channel's arrival is between the first two.
    const shown = rows.map(({ from, to, via, summary, state }) => [from, to, via, summary, state].join(' '));
    const expected = [channel, ...sent(1, 'One'), ...sent(2, 'Two'), ...sent(3, 'Three')];
    expect([...shown].sort()).toEqual(expected.map((row) => row.slice(0, 5).join(' ')).sort());
    const onPort = rows.filter(({ via }) => via === 'port');
    expect(onPort.map(({ summary }) => summary)).toEqual(expected.slice(1).map((row) => row[3]));
    onPort.forEach((row) => expectLatency(row, 'known'));
    const { near, far } = portsOf(onPort[0]);
    await demo.panel.waitForPort(near, realms.page, 'started');
    await demo.panel.waitForPort(far, frame, 'started');
  });
});
