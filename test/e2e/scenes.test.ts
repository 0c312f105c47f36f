import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { browsersUnderTest } from '../support/browsers/launchBrowser.mjs';
import { openDemoSession, type DemoSession } from './support/demoSession';
import type { Row } from './support/channelsPanel';

/** What a row must say: from → to, carrier, value, state, and whether its latency can be known. */
type Expected = [from: string, to: string, via: string, summary: string, state: string, latency: 'known' | RegExp];

const AT_RECEIVER_ONLY = /seen at its receiver only/;
const POST_UNSEEN = /The post was not seen/;
const DELIVERY_UNSEEN = /No delivery was seen/;

describe.each(browsersUnderTest())('every scene of the demo, in the real panel of %s', (kind) => {
  let demo: DemoSession;

  beforeAll(async () => {
    demo = await openDemoSession(kind);
  });
  afterAll(() => demo?.close());
  beforeEach(() => demo.panel.press('clear'));

  /** Plays a scene and compares the table with what happened: each message once, in the order of each direction. */
  async function expectRows(scene: string, expected: Expected[]): Promise<Row[]> {
    await demo.play(scene);
    return compareRows(expected);
  }

  async function compareRows(expected: Expected[]): Promise<Row[]> {
    const wanted = byDirection(expected);
    const rows = await demo.panel.waitForRows((shown) => isDeepStrictEqual(byDirection(shown.map(cellsOf)), wanted));
    expect(byDirection(rows.map(cellsOf))).toEqual(wanted);
    for (const row of rows) {
      const fitting = expected.find(
        ([from, to, , summary]) => [from, to, summary].join() === [row.from, row.to, row.summary].join(),
      );
      expectLatency(row, fitting?.[5] ?? 'known');
    }
    return rows;
  }

  const cellsOf = ({ from, to, via, summary, state }: Row) => [from, to, via, summary, state] as const;

  /** Messages of different directions may be posted in the same millisecond; within one their order is theirs. */
  function byDirection(rows: readonly (readonly [...string[], RegExp | string])[]): Record<string, string[]> {
    const groups: Record<string, string[]> = {};
    for (const [from, to, via, summary, state] of rows) {
      (groups[`${String(from)} → ${String(to)} by ${String(via)}`] ??= []).push(`${String(summary)}  ${String(state)}`);
    }
    return groups;
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

  /** The last row that a port carried from one realm to another. */
  function lastOn(rows: Row[], from: string, to: string): { fromPort: number; toPort: number } {
    const row = rows.filter((it) => it.via === 'port' && it.from === from && it.to === to).pop();
    if (row === undefined || row.fromPort === null || row.toPort === null) throw new Error(`no row ${from} → ${to}`);
    return { fromPort: row.fromPort, toPort: row.toPort };
  }

  /** latency: of a window's message to it. */
  const frameOf = (which: 'same' | 'cross') => ({
    frame: demo.realms[which],
    origin: which === 'same' ? demo.origins.page : demo.origins.cross,
    latency: which === 'same' ? ('known' as const) : AT_RECEIVER_ONLY,
  });

  test.each(['same', 'cross'] as const)('basic scenario, %s origin', async (which) => {
    const { page } = demo.realms;
    const { frame, origin, latency } = frameOf(which);
    const rows = await expectRows(`basic-${which}`, [
      [page, frame, 'window', `{scene: 'basic', text: 'Hello, ${origin}'}`, 'delivered', latency],
      [frame, page, 'port', `'Hello back from ${origin}'`, 'delivered', 'known'],
    ]);
    const { fromPort, toPort } = lastOn(rows, frame, page);
    await demo.panel.waitForPort(fromPort, frame, 'new');
    await demo.panel.waitForPort(toPort, page, 'started');
  });

  test.each(['same', 'cross'] as const)('multi-message scenario, %s origin', async (which) => {
    const { page } = demo.realms;
    const { frame, origin, latency } = frameOf(which);
    const exchange = (number: number, word: string): Expected[] => [
      [page, frame, 'port', `{number: ${number}, text: '${word}, ${origin}'}`, 'delivered', 'known'],
      [frame, page, 'port', `{confirmed: ${number}}`, 'delivered', 'known'],
    ];
    const rows = await expectRows(`multi-${which}`, [
      [page, frame, 'window', `{scene: 'multi'}`, 'delivered', latency],
      ...exchange(1, 'One'),
      ...exchange(2, 'Two'),
      ...exchange(3, 'Three'),
    ]);
    const { fromPort, toPort } = lastOn(rows, page, frame);
    await demo.panel.waitForPort(fromPort, page, 'started');
    await demo.panel.waitForPort(toPort, frame, 'started');
  });

  test('two iframes joined by the page with a channel of their own', async () => {
    const { page, same, cross } = demo.realms;
    const { origins } = demo;
    const answer = `Good to hear you, says ${origins.page}`;
    const rows = await expectRows('joined', [
      [page, same, 'window', `{scene: 'joined', part: 'answer'}`, 'delivered', 'known'],
      [page, cross, 'window', `{scene: 'joined', part: 'greet'}`, 'delivered', AT_RECEIVER_ONLY],
      [cross, same, 'port', `'Good day, says ${origins.cross}'`, 'delivered', 'known'],
      [same, cross, 'port', `'${answer}'`, 'delivered', 'known'],
      [cross, page, 'window', `{scene: 'joined', heard: '${answer}'}`, 'delivered', AT_RECEIVER_ONLY],
    ]);
    const { fromPort, toPort } = lastOn(rows, cross, same);
    await demo.panel.waitForPort(fromPort, cross, 'started');
    await demo.panel.waitForPort(toPort, same, 'started');
  });

  test('a worker that gets a port', async () => {
    const { page, worker } = demo.realms;
    const rows = await expectRows('worker', [
      [page, worker, 'worker', `{scene: 'worker', text: 'Hello, worker'}`, 'unseen', DELIVERY_UNSEEN],
      [worker, page, 'port', `'Hello from the worker'`, 'delivered', POST_UNSEEN],
    ]);
    const { fromPort, toPort } = lastOn(rows, worker, page);
    await demo.panel.waitForPort(fromPort, worker, 'transferred');
    await demo.panel.waitForPort(toPort, page, 'started');
  });

  test('a transferred ArrayBuffer, whole at the receiver and detached at the sender', async () => {
    const { page, same } = demo.realms;
    await expectRows('buffer', [
      [page, same, 'window', `{scene: 'buffer'}`, 'delivered', 'known'],
      [page, same, 'port', 'ArrayBuffer(65536)', 'delivered', 'known'],
      [same, page, 'port', '{byteLength: 65536}', 'delivered', 'known'],
    ]);
    await demo.panel.openRow('ArrayBuffer(65536)');
    expect(await demo.panel.readDetail()).toMatch(/detached/);
  });

  test('a port nobody started fills up, and empties after start()', async () => {
    const { page, same } = demo.realms;
    const texts = ['First', 'Second', 'Third'].map((word) => `'${word} in the queue'`);
    const beginning: Expected[] = [
      [page, same, 'window', `{scene: 'unstarted', count: 3}`, 'delivered', 'known'],
      [same, page, 'port', `'Listening, but not started'`, 'delivered', 'known'],
    ];
    await demo.panel.waitForCounter('queued', 0);
    const rows = await expectRows('unstarted', [
      ...beginning,
      ...texts.map((text): Expected => [page, same, 'port', text, 'queued', DELIVERY_UNSEEN]),
    ]);
    const { toPort } = lastOn(rows, page, same);
    await demo.panel.waitForCounter('queued', 3);
    await demo.panel.waitForPort(toPort, same, 'queueing, 3 queued');

    await demo.play('unstarted-start');
    await compareRows([
      ...beginning,
      ...texts.map((text): Expected => [page, same, 'port', text, 'delivered', 'known']),
      [page, same, 'window', `{scene: 'unstarted-start'}`, 'delivered', 'known'],
      [same, page, 'port', '{received: 3}', 'delivered', 'known'],
    ]);
    await demo.panel.waitForCounter('queued', 0);
    await demo.panel.waitForPort(toPort, same, 'started');
  });

  test('a port handed on from the page to an iframe to its worker', async () => {
    const { page, same, worker } = demo.realms;
    const rows = await expectRows('handed-on', [
      [page, same, 'window', `{scene: 'handed-on'}`, 'delivered', 'known'],
      [same, worker, 'worker', `{scene: 'handed-on', text: 'Take this port'}`, 'unseen', DELIVERY_UNSEEN],
      [worker, page, 'port', `'Hello from a worker, two moves away'`, 'delivered', POST_UNSEEN],
      [page, worker, 'port', `'Welcome, worker of the frame'`, 'unseen', DELIVERY_UNSEEN],
      [worker, page, 'port', `{heard: 'Welcome, worker of the frame'}`, 'delivered', POST_UNSEEN],
    ]);
    const { fromPort } = lastOn(rows, page, worker);
    const { toPort } = lastOn(rows, page, worker);
    await demo.panel.waitForPort(fromPort, page, 'started');
    await demo.panel.waitForPort(toPort, worker, 'transferred');
  });

  test('a messageerror on a window and on a port', async () => {
    const { page, cross } = demo.realms;
    const { origins } = demo;
    const report = `{scene: 'messageerror', text: 'messageerror on the window of ${origins.cross}'}`;
    const rows = await expectRows('messageerror', [
      [page, cross, 'window', 'could not be deserialized', 'messageerror', AT_RECEIVER_ONLY],
      [cross, page, 'window', report, 'delivered', AT_RECEIVER_ONLY],
      [page, cross, 'window', `{scene: 'messageerror'}`, 'delivered', AT_RECEIVER_ONLY],
      [page, cross, 'port', 'WebAssembly.Module', 'messageerror', 'known'],
      [cross, page, 'port', `'messageerror on a port of ${origins.cross}'`, 'delivered', 'known'],
    ]);
    const { toPort } = lastOn(rows, page, cross);
    await demo.panel.waitForPort(toPort, cross, 'started');
  });

  test('a closed port that is still posted to', async () => {
    const { page } = demo.realms;
    const lost = await demo.panel.counter('lost');
    const rows = await expectRows('closed', [
      [page, page, 'port', `'In time'`, 'delivered', 'known'],
      [page, page, 'port', `'Too late'`, 'lost (port closed)', DELIVERY_UNSEEN],
    ]);
    const { fromPort, toPort } = lastOn(rows, page, page);
    await demo.panel.waitForPort(fromPort, page, 'peer closed');
    await demo.panel.waitForPort(toPort, page, 'closed');
    await demo.panel.waitForCounter('lost', lost + 1);
  });

  test('a thousand messages in a burst, each once and in order', async () => {
    const { page, cross } = demo.realms;
    const numbered = Array.from({ length: 1_000 }, (_, i): Expected => [
      page,
      cross,
      'port',
      `{number: ${i + 1}}`,
      'delivered',
      'known',
    ]);
    const rows = await expectRows('burst', [
      [page, cross, 'window', `{scene: 'burst', count: 1000}`, 'delivered', AT_RECEIVER_ONLY],
      ...numbered,
      [cross, page, 'port', '{received: 1000}', 'delivered', 'known'],
    ]);
    const { fromPort, toPort } = lastOn(rows, page, cross);
    await demo.panel.waitForPort(fromPort, page, 'started');
    await demo.panel.waitForPort(toPort, cross, 'started');
  });

  test('a value that cannot be cloned: the page gets its own DataCloneError, and the attempt is shown', async () => {
    const { page } = demo.realms;
    await expectRows('uncloneable', [
      [page, page, 'port', 'function not sent: DataCloneError', 'failed', /The post failed/],
    ]);
  });

  test('a BroadcastChannel that page and frame have open', async () => {
    const { page, same } = demo.realms;
    await expectRows('broadcast', [
      [page, same, 'window', `{scene: 'broadcast'}`, 'delivered', 'known'],
      [same, page, 'broadcast', `'Hello from the frame'`, 'delivered', 'known'],
      [page, same, 'broadcast', `{text: 'Hello, everybody'}`, 'delivered', 'known'],
      [same, page, 'broadcast', `{heard: 'Hello, everybody'}`, 'delivered', 'known'],
    ]);
  });

  test('a shared worker that page and frame are connected to', async () => {
    const { page, same } = demo.realms;
    const worker = '/sharedWorker.js';
    const heard = 'The shared worker heard: Hello from the frame';
    await expectRows('shared-worker', [
      [page, worker, 'port', `'Hello from the page'`, 'unseen', DELIVERY_UNSEEN],
      [worker, page, 'port', `'The shared worker heard: Hello from the page'`, 'delivered', POST_UNSEEN],
      [page, same, 'window', `{scene: 'shared-worker'}`, 'delivered', 'known'],
      [same, worker, 'port', `'Hello from the frame'`, 'unseen', DELIVERY_UNSEEN],
      [worker, same, 'port', `'${heard}'`, 'delivered', POST_UNSEEN],
      [same, page, 'window', `{scene: 'shared-worker', heard: '${heard}'}`, 'delivered', 'known'],
    ]);
  });

  test('a service worker that answers', async () => {
    const { page } = demo.realms;
    const worker = '/serviceWorker.js';
    const greeting = `{scene: 'service-worker', text: 'Hello, service worker'}`;
    await expectRows('service-worker', [
      [page, worker, 'service worker', greeting, 'unseen', DELIVERY_UNSEEN],
      [worker, page, 'service worker', `'Hello back from the service worker'`, 'delivered', POST_UNSEEN],
    ]);
  });

  test('a port that structuredClone moved within the page', async () => {
    const { page } = demo.realms;
    const rows = await expectRows('cloned', [
      [page, page, 'port', `'Hello, moved port'`, 'delivered', 'known'],
      [page, page, 'port', `'Hello back from the moved port'`, 'delivered', 'known'],
    ]);
    const { fromPort, toPort } = lastOn(rows, page, page);
    await demo.panel.waitForPort(fromPort, page, 'started');
    await demo.panel.waitForPort(toPort, page, 'started');
  });

  test('target origins of window messages, from sloppy and strict code', async () => {
    const { page, same } = demo.realms;
    const sent = (from: string, isLast = false): string =>
      `{scene: 'target-origin', from: '${from}', isLast: ${String(isLast)}}`;
    await expectRows('target-origin', [
      [page, same, 'window', sent('sloppy code, to its origin'), 'delivered', 'known'],
      [page, same, 'window', sent('sloppy code, to any origin'), 'delivered', 'known'],
      [page, same, 'window', sent('sloppy code, to another origin'), 'lost (no receiver)', DELIVERY_UNSEEN],
      [page, same, 'window', sent('strict code, to its origin', true), 'delivered', 'known'],
      [same, page, 'window', `{scene: 'target-origin', heard: 3}`, 'delivered', 'known'],
    ]);
    await demo.panel.openRow(sent('strict code, to its origin', true));
    expect(await demo.panel.readDetail()).toMatch(/Target originnot seen[^]*inferred/);
    await demo.panel.openRow(sent('sloppy code, to any origin'));
    expect(await demo.panel.readDetail()).toMatch(/Target origin\*[^]*observed/);
  });

  test('a popup of another site, which is not inspected', async () => {
    const { page } = demo.realms;
    const { cross } = demo.origins;
    const popup = `window[1] ${new URL(cross).host}`;
    await expectRows('popup', [
      [popup, page, 'window', `{scene: 'popup', text: 'Hello from ${cross}'}`, 'delivered', AT_RECEIVER_ONLY],
      [popup, page, 'window', `{scene: 'popup', heard: 'Hello, popup'}`, 'delivered', AT_RECEIVER_ONLY],
    ]);
  });

  test('what libraries send to themselves: hidden, and shown on demand', async () => {
    const { page } = demo.realms;
    await demo.play('noise');
    await demo.panel.waitForCounter('noise', 2);
    expect(await demo.panel.readRows()).toEqual([]);
    await demo.panel.showNoise(true);
    await compareRows([
      [page, page, 'port', 'null', 'delivered', 'known'],
      [page, page, 'window', `'setImmediate$0.5$1'`, 'delivered', 'known'],
    ]);
    await demo.panel.showNoise(false);
  });

  test('selecting an edge shows only its messages', async () => {
    const { page } = demo.realms;
    const { frame } = frameOf('cross');
    await demo.play('basic-same');
    await demo.play('basic-cross');
    const isFromFrame = (row: Row): boolean => row.from === frame && row.via === 'port' && row.to === page;
    const rows = await demo.panel.waitForRows((shown) => shown.length === 4 && shown.some(isFromFrame));
    const { fromPort, toPort } = lastOn(rows, frame, page);
    await demo.panel.selectChannelOf(fromPort, toPort);
    const selected = await demo.panel.waitForRows((shown) => shown.length === 1);
    expect(selected).toEqual([expect.objectContaining({ from: frame, fromPort, to: page, toPort })]);
    await demo.panel.press('deselect');
    expect(await demo.panel.waitForRows((shown) => shown.length === 4)).toHaveLength(4);
  });
});
