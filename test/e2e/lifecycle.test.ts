import { afterEach, beforeAll, afterAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'puppeteer-core';
import { startDemoServer } from '../../demo/server.mjs';
import { browsersUnderTest, launchBrowser } from '../support/browsers/launchBrowser.mjs';
import type { BrowserDriver } from '../support/browsers/types';
import { createChannelsPanel, type ChannelsPanel } from './support/channelsPanel';
import { extensionDirOf } from './support/demoSession';

/**
 * Whose functions these are, as the page itself can find out: an exception thrown through a patch carries our one frame
 * in its stack (a known tell).
 */
function findPatched(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const port = MessagePort.prototype;
    const onmessage = Object.getOwnPropertyDescriptor(port, 'onmessage') as PropertyDescriptor;
    const calls: Record<string, () => unknown> = {
      MessageChannel: () => Reflect.construct(MessageChannel, [], function () {}.bind(null).prototype as never),
      postMessage: () => port.postMessage.call(null as never, 1),
      start: () => port.start.call(null as never),
      close: () => port.close.call(null as never),
      onmessage: () => onmessage.set?.call(null, null),
      addEventListener: () => EventTarget.prototype.addEventListener.call(1 as never, 'message', null),
      Worker: () => new (Worker as never as new () => unknown)(),
      toString: () => Function.prototype.toString.call(1),
    };
    return Object.keys(calls).filter((name) => {
      try {
        calls[name]?.();
        return false;
      } catch (error) {
        return /-extension:|@<anonymous code>/.test((error as Error).stack ?? '');
      }
    });
  });
}

const PATCHED = ['postMessage', 'start', 'close', 'onmessage', 'addEventListener', 'Worker', 'toString'];

describe.each(browsersUnderTest())('the life of the extension in %s', (kind) => {
  let server: Awaited<ReturnType<typeof startDemoServer>>;
  let browser: BrowserDriver;
  let page: Page;

  beforeAll(async () => {
    server = await startDemoServer();
    browser = await launchBrowser(kind, { extensionDir: extensionDirOf(kind) });
    await browser.grantHostPermission();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });
  afterEach(() => page?.close());

  const openPanel = async (): Promise<ChannelsPanel> => createChannelsPanel(await browser.openChannelsPanel(page));

  /** Opens the demo under the panel, recorded from its first script. */
  const openRecorded = async (): Promise<ChannelsPanel> => {
    page = await browser.openPage(server.url);
    const panel = await openPanel();
    await browser.waitForInjection(true);
    await page.reload();
    return panel;
  };

  /** Posts numbered messages over a channel within the page, and gives when the last one has arrived. */
  const exchange = (count: number): Promise<void> =>
    page.evaluate(
      (last) =>
        new Promise<void>((resolve) => {
          const { port1, port2 } = new MessageChannel();
          port2.onmessage = ({ data }) => data === last && resolve();
          for (let i = 1; i <= last; i += 1) port1.postMessage(i);
        }),
      count,
    );

  test('nothing is injected while DevTools is closed, everything while it is open, and all is undone after', async () => {
    page = await browser.openPage(server.url);
    expect(await findPatched(page)).toEqual([]);

    const panel = await openPanel();
    await browser.waitForInjection(true);
    await page.reload();
    expect(await findPatched(page)).toEqual(PATCHED);

    await panel.driver.closeDevTools();
    await browser.waitForInjection(false);
    await page.waitForFunction(() => {
      try {
        MessagePort.prototype.start.call(null as never);
        return false;
      } catch (error) {
        return !/-extension:|@<anonymous code>/.test((error as Error).stack ?? '');
      }
    });
    expect(await findPatched(page)).toEqual([]);
    await page.reload();
    expect(await findPatched(page)).toEqual([]);
  });

  test('with the background dead and DevTools then closed, the next page load is untouched', async () => {
    page = await browser.openPage(server.url);
    const panel = await openPanel();
    await browser.waitForInjection(true);
    await browser.stopBackground();
    await panel.driver.closeDevTools();
    await browser.waitForInjection(false);
    await page.reload();
    expect(await findPatched(page)).toEqual([]);
  });

  test('killing the background in mid-burst loses and doubles nothing', async () => {
    const panel = await openRecorded();
    const rounds = 12;
    const size = 250;
    for (let round = 1; round <= rounds; round += 1) {
      const burst = exchange(size);
      if (round % 3 === 0) await browser.stopBackground();
      await burst;
    }
    await panel.waitForCounter('messages', rounds * size);
    const text = await panel.driver.evaluate(() =>
      (globalThis as never as { portscopePrint(): string }).portscopePrint(),
    );
    const values = [...text.matchAll(/ port {2}(\d+) {2}delivered \(observed\), [\d.]+ ms/g)].map(([, value]) =>
      Number(value),
    );
    const once = Array.from({ length: size }, (_, i) => i + 1);
    expect([...values].sort((a, b) => a - b)).toEqual(once.flatMap((value) => Array<number>(rounds).fill(value)));
    expect(await panel.counter('gaps')).toBe(0);
  });

  test('opened on a page that is there already, it says so, and the offered reload shows everything', async () => {
    page = await browser.openPage(server.url);
    const panel = await openPanel();
    await panel.driver.waitFor(() => document.querySelector('[data-bar="late"]') !== null);
    await exchange(3);
    // What begins after attaching is whole.
    await panel.waitForCounter('messages', 3);

    const reloaded = page.waitForNavigation();
    await panel.press('reload-late');
    await reloaded;
    await exchange(2);
    await panel.waitForCounter('messages', 2);
    await panel.driver.waitFor(() => document.querySelector('[data-bar="late"]') === null);
  });

  test('a reload clears the log, unless it is preserved', async () => {
    const panel = await openRecorded();
    await exchange(2);
    await panel.waitForCounter('messages', 2);
    await page.reload();
    await exchange(3);
    await panel.waitForCounter('messages', 3);
    await panel.press('preserve');
    await page.reload();
    await exchange(4);
    await panel.waitForCounter('messages', 7);
  });

  test('while recording is paused nothing is shown, and what follows is right again', async () => {
    const panel = await openRecorded();
    await exchange(2);
    await panel.waitForCounter('messages', 2);
    await panel.press('record');
    await panel.driver.waitFor(() => document.querySelector('[data-action="record"][aria-pressed="false"]') !== null);
    await exchange(5);
    await panel.press('record');
    await panel.driver.waitFor(() => document.querySelector('[data-action="record"][aria-pressed="true"]') !== null);
    await exchange(3);
    await panel.waitForCounter('messages', 5);
    const rows = await panel.readRows();
    expect(rows.map(({ state }) => state)).toEqual(Array(5).fill('delivered'));
    await panel.waitForCounter('ports', 6);
  });
});
