/**
 * Pages that are out to find, mislead or break whoever watches them. Whatever they do, nothing of ours comes into their
 * hands, no script of theirs runs in the panel, and the panel stays right: what is said after an attack is shown as it was.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Page } from 'puppeteer-core';
import { createChannelsPanel, type ChannelsPanel } from '../e2e/support/channelsPanel';
import { browsersUnderTest } from '../support/browsers/launchBrowser.mjs';
import { openRecordedPage } from './support/openRecordedPage';
import { openPlayground, type Playground } from './support/playPages';

describe.each(browsersUnderTest())('a hostile page in %s', (kind) => {
  let playground: Playground;
  let page: Page;
  let panel: ChannelsPanel;

  beforeAll(async () => {
    ({ playground, page, panel } = await openRecordedPage(kind));
  });
  afterAll(() => playground?.close());

  beforeEach(() => page.goto(playground.server.urlOf('hostile.html')));

  const run = <Result>(expression: string) => page.evaluate(expression) as Promise<Result>;
  const report = () => run<string>('hostile.report()');

  /** Lets the page talk, and expects its three messages in the panel, delivered. */
  const expectTalk = async (by: string, talk = 'talk') => {
    await run(`hostile.${talk}(${JSON.stringify(by)})`);
    const ofTalk = ({ summary }: { summary: string }) => summary.startsWith(`{by: '${by}'`);
    const rows = await panel.waitForRows(
      (all) => all.filter(ofTalk).length === 3 && all.filter(ofTalk).every(({ state }) => state === 'delivered'),
    );
    expect(rows.filter(ofTalk).map(({ via, summary, state }) => [via, summary, state])).toEqual(
      [1, 2, 3].map((n) => ['port', `{by: '${by}', n: ${n}}`, 'delivered']),
    );
  };

  test('that forges the handshake, before and after, gets nothing and changes nothing', async () => {
    await run('hostile.forgeHandshake()');
    await expectTalk('the forger');
    await run('hostile.forgeHandshake()');
    await expectTalk('the forger again');
    expect(await report()).toBe('');
    expect(await panel.counter('gaps')).toBe(0);
  });

  test('that freezes and seals what it can is recorded', async () => {
    await run('hostile.freeze()');
    await expectTalk('the freezer');
    expect(await report()).toBe('');
  });

  test('that puts accessors on prototypes sees none of them used', async () => {
    await run('hostile.pollute()');
    await expectTalk('the polluter', 'talkAndListen');
    expect(await report()).toBe('');
  });

  test('that taps every builtin sees none of them used', async () => {
    await run('hostile.tapBuiltins()');
    await expectTalk('the tapper', 'talkAndListen');
    expect(await report()).toBe('');
  });

  test('that formats stacks meets no function of ours', async () => {
    await run('hostile.watchStacks(false)');
    await expectTalk('the formatter');
    expect(await report()).toBe('');
  });

  test('that climbs up callers meets no function of ours', async () => {
    await run('hostile.watchStacks(true)');
    await expectTalk('the climber');
    expect(await report()).toBe('');
  });

  test('that dispatches what only browsers send is not believed', async () => {
    await run('hostile.dispatchFakes()');
    await expectTalk('the faker');
    const rows = await panel.readRows();
    expect(rows.filter(({ state }) => state === 'messageerror')).toEqual([]);
    expect(rows.filter(({ summary }) => summary.includes('fake: true'))).toEqual([]);
    expect(await report()).toBe('');
  });

  test('that posts monsters is recorded, and what follows too', async () => {
    const count = await run<number>('hostile.postMonsters()');
    await panel.waitForCounter('messages', count);
    await expectTalk('the breeder');
    expect(await panel.counter('gaps')).toBe(0);
  });

  test('that makes 10,000 channels has them counted', async () => {
    const channels = await run<number>('hostile.makeChannels(10_000)');
    await panel.waitForCounter('ports', 2 * channels);
    await expectTalk('the maker');
  });

  test('that posts 200,000 messages in one go hears them all, and so does the panel', async () => {
    expect(await run('hostile.flood(200_000)')).toBe(200_000);
    // Values may have been dropped to stay within the cap, and are then counted as gaps; no message is.
    await panel.waitForCounter('messages', 200_000);
  });

  test('that writes elements and scripts wherever texts are shown has them shown as texts', async () => {
    const countElements = () =>
      panel.driver.evaluate(() => document.querySelectorAll('img, script, iframe, object, embed').length);
    const before = await countElements();
    await run('hostile.postMarkup()');
    await expectTalk('the writer');
    const rows = await panel.readRows();
    expect(rows.filter(({ summary }) => summary.includes('<img src=x')).length).toBeGreaterThan(3);
    for (const { summary } of rows.filter((row) => row.summary.includes('<img'))) {
      await panel.openRow(summary);
      await panel.readDetail();
    }
    expect(await countElements()).toBe(before);
    expect(await panel.driver.evaluate('globalThis.hacked ?? null')).toBeNull();
  });

  test('that listens at a frame before its document comes hears nothing there', async () => {
    await run('hostile.listenInFrame()');
    await expectTalk('the listener');
    expect(await report()).toBe('');
  });

  test('that alters the window of a frame before its document comes is handed nothing there', async () => {
    await run('hostile.alterFrame()');
    await expectTalk('the parent');
    const isSaid = () =>
      (globalThis as never as { portscopePrint(): string }).portscopePrint().includes('No agent could start');
    await panel.driver.waitFor(isSaid);
    expect(await report()).toBe('');
  });
});

describe.each(browsersUnderTest())('the hostile page itself, in %s', (kind) => {
  let playground: Playground;
  afterAll(() => playground?.close());

  test('catches a naive hook by each of these', async () => {
    playground = await openPlayground(kind);
    const { browser, server } = playground;
    server.setHook(true);
    const page = await browser.openPage('about:blank');
    for (const attack of ['pollute()', 'tapBuiltins()', 'watchStacks(true)']) {
      await page.goto(server.urlOf('hostile.html'));
      // The hook breaks some of what the page does.
      await page.evaluate(`(async () => hostile.${attack})().catch(() => undefined)`);
      await page.evaluate(`hostile.talkAndListen('the hook')`);
      expect([attack, await page.evaluate('hostile.report()')]).not.toEqual([attack, '']);
    }
  });
});

describe.each(browsersUnderTest())('a hostile page that was there before DevTools, in %s', (kind) => {
  let playground: Playground;
  afterAll(() => playground?.close());

  test('hears nothing of the handshake, gets no port, and is recorded from then on', async () => {
    playground = await openPlayground(kind);
    const { browser, server } = playground;
    const page = await browser.openPage(server.urlOf('hostile.html'));
    const panel = createChannelsPanel(await browser.openChannelsPanel(page));
    await panel.driver.waitFor(() => document.querySelector('[data-bar="late"]') !== null);
    // Not by `talk`: what a page has kept from before is not observed.
    await page.evaluate(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => undefined;
      for (let n = 1; n <= 3; n += 1) port2.postMessage({ by: 'the thief', n });
    });
    const isOfTalk = ({ summary }: { summary: string }) => summary.startsWith(`{by: 'the thief'`);
    const rows = await panel.waitForRows((all) => all.filter(isOfTalk).length === 3);
    expect(rows.filter(isOfTalk).map(({ state }) => state)).toEqual(Array(3).fill('delivered'));
    expect(await page.evaluate('hostile.report()')).toBe('');
  });
});
