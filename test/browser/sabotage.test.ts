/** A page whose builtins all throw, from its first script on, is recorded all the same. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'puppeteer-core';
import type { ChannelsPanel } from '../e2e/support/channelsPanel';
import { browsersUnderTest } from '../support/browsers/launchBrowser.mjs';
import { openRecordedPage } from './support/openRecordedPage';
import type { Playground } from './support/playPages';

/** Of different carriers it is not promised which comes first. */
const ORDER = ['port', 'window', 'broadcast'];

describe.each(browsersUnderTest())('a page that breaks every builtin, in %s', (kind) => {
  let playground: Playground;
  let page: Page;
  let panel: ChannelsPanel;

  beforeAll(async () => {
    ({ playground, page, panel } = await openRecordedPage(kind));
    await page.goto(playground.server.urlOf('sabotage.html'));
  });
  afterAll(() => playground?.close());

  test('its messages are in the panel, with their values', async () => {
    const rows = await panel.waitForRows((all) => all.length === 5 && all.every(({ state }) => state === 'delivered'));
    const inOrderOfCarrier = rows.toSorted((a, b) => ORDER.indexOf(a.via) - ORDER.indexOf(b.via));
    expect(inOrderOfCarrier.map(({ via, summary, state }) => [via, summary, state])).toEqual([
      ['port', `{text: 'first', list: Array(3), nested: {…}}`, 'delivered'],
      ['port', `{text: 'second'}`, 'delivered'],
      ['port', `{text: 'answered'}`, 'delivered'],
      ['window', `{text: 'to itself'}`, 'delivered'],
      ['broadcast', `{text: 'to all'}`, 'delivered'],
    ]);
  });

  test('nothing that it broke was used', async () => {
    expect(await page.evaluate('used')).toBe('');
  });
});
