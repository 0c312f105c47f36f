/**
 * What the agent keeps while it records, measured as growth of the page's heap against the untouched page. Chromium only:
 * Firefox has no such measure for one page.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'puppeteer-core';
import { browsersUnderTest } from '../support/browsers/launchBrowser.mjs';
import { createChannelsPanel } from '../e2e/support/channelsPanel';
import { openPlayground, type Playground } from './support/playPages';

const MEGABYTE = 1024 * 1024;
const MESSAGES = 1_000_000;
/** What the outbox keeps at most (src/agent/outbox.ts), and room for bookkeeping and for what a heap does by itself. */
const CAP = 32 * MEGABYTE;
const ROOM = 16 * MEGABYTE;

const toMegabytes = (bytes: number) => `${(bytes / MEGABYTE).toFixed(1)} MB`;

/** Bytes of the page's heap after garbage was collected. */
async function measureHeap(page: Page): Promise<number> {
  const session = await page.createCDPSession();
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}

/** Runs in the page: posts and receives that many messages, slice by slice. */
async function exchange(count: number): Promise<void> {
  const slice = 10_000;
  const { port1, port2 } = new MessageChannel();
  for (let posted = 0; posted < count; posted += slice) {
    await new Promise<void>((resolve) => {
      let heard = 0;
      port2.onmessage = () => (heard += 1) === slice && resolve();
      for (let i = 0; i < slice; i += 1) port1.postMessage({ number: posted + i, text: 'some text' });
    });
  }
  port1.close();
}

/** Runs in the page: makes and drops that many channels, each used once, and gives how many ports are left. */
async function dropChannels(count: number): Promise<number> {
  let left = 0;
  const registry = new FinalizationRegistry(() => (left -= 1));
  // A registry that is garbage itself calls nobody.
  Object.assign(globalThis, { registry });
  for (let i = 0; i < count; i += 1) {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => undefined);
    port2.postMessage(i);
    for (const port of [port1, port2]) registry.register(port, undefined);
    left += 2;
    // In slices: what a task has made lives to its end.
    if (i % 500 === 0) await new Promise((resolve) => setTimeout(resolve));
  }
  const { gc } = globalThis as unknown as { gc(options: object): Promise<void> };
  for (let round = 0; round < 60 && left > count / 100; round += 1) {
    await new Promise((resolve) => setTimeout(resolve));
    await gc({ execution: 'async', type: 'major' });
  }
  return left;
}

describe.each(browsersUnderTest())('memory in %s', (kind) => {
  // Firefox gives pages no `gc`, and tells nobody how large the heap of one page is.
  const isMeasured = kind === 'chromium';
  const testMeasured = isMeasured ? test : test.skip;
  let playground: Playground;
  let page: Page;
  let untouched: { growth: number; left: number };

  const open = () => page.goto(playground.server.urlOf('blank.html'));

  /** How far the heap of a fresh page has grown after a million messages. */
  const measureGrowth = async (): Promise<number> => {
    await open();
    await page.evaluate(exchange, 10_000);
    const before = await measureHeap(page);
    await page.evaluate(exchange, MESSAGES);
    return (await measureHeap(page)) - before;
  };
  const measureLeft = async (): Promise<number> => {
    await open();
    return page.evaluate(dropChannels, 10_000);
  };

  beforeAll(async () => {
    if (!isMeasured) return;
    playground = await openPlayground(kind);
    page = await playground.browser.openPage('about:blank');
    untouched = { growth: await measureGrowth(), left: await measureLeft() };
  });
  afterAll(() => playground?.close());

  /** Does something while DevTools is open and nobody reads what the agent sends. */
  const whileUnread = async <Result>(action: () => Promise<Result>): Promise<Result> => {
    const { browser } = playground;
    const devTools = await browser.openDevTools(page);
    await browser.waitForInjection(true);
    const result = await action();
    await devTools.close();
    await browser.waitForInjection(false);
    return result;
  };

  testMeasured('10,000 dropped channels are gone', async () => {
    const left = await whileUnread(measureLeft);
    expect(left).toBeLessThanOrEqual(untouched.left + 200);
  });

  testMeasured('stays within the cap while nobody reads', async () => {
    const growth = await whileUnread(measureGrowth);
    console.info(`heap after ${MESSAGES} messages: ${toMegabytes(growth)}, untouched ${toMegabytes(untouched.growth)}`);
    expect(growth).toBeLessThan(untouched.growth + CAP + ROOM);
  });

  testMeasured('is given back when the panel has read', async () => {
    const { browser } = playground;
    const panel = createChannelsPanel(await browser.openChannelsPanel(page));
    await browser.waitForInjection(true);
    await open();
    const before = await measureHeap(page);
    await page.evaluate(exchange, 200_000);
    await panel.waitForCounter('messages', 200_000);
    const growth = (await measureHeap(page)) - before;
    console.info(`heap after 200,000 messages that were read: ${toMegabytes(growth)}`);
    expect(growth).toBeLessThan(ROOM);
  });
});
