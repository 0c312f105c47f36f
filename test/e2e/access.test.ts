import { afterEach, describe, expect, test } from '@jest/globals';
import type { Page, Target } from 'puppeteer-core';
import { startDemoServer } from '../../demo/server.mjs';
import { browsersUnderTest, launchBrowser } from '../support/browsers/launchBrowser.mjs';
import type { BrowserDriver, LaunchOptions } from '../support/browsers/types';
import { createChannelsPanel } from './support/channelsPanel';
import { extensionDirOf } from './support/demoSession';

const browsers = browsersUnderTest();
let browser: BrowserDriver | undefined;
let server: Awaited<ReturnType<typeof startDemoServer>> | undefined;

afterEach(async () => {
  await browser?.close();
  await server?.close();
});

const refusedReason = () => document.querySelector('[data-refused]')?.getAttribute('data-refused') ?? '';

async function launch(kind: (typeof browsers)[0], options: Partial<LaunchOptions> = {}): Promise<BrowserDriver> {
  browser = await launchBrowser(kind, { extensionDir: extensionDirOf(kind), ...options });
  return browser;
}

// Firefox opens no extension panels on pages of its own, and lets extensions see files.
describe.each(browsers.filter((kind) => kind === 'chromium'))('a page that keeps extensions out, in %s', (kind) => {
  test('is named as such, and the next ordinary page is recorded', async () => {
    server = await startDemoServer();
    const { openPage, openChannelsPanel } = await launch(kind);
    // DevTools that are opened on such a page show no extension's panel; those that were open before keep it.
    const page = await openPage(server.url);
    const panel = createChannelsPanel(await openChannelsPanel(page));
    await page.goto('chrome://version');
    await panel.driver.waitFor(`(${refusedReason})() === 'restricted-page'`);
    expect(await panel.driver.text('[data-refused]')).toMatch(/Open another page in this tab/);

    await page.goto(server.url);
    await panel.driver.waitFor(() => document.querySelectorAll('[data-realm]').length >= 3);
  });

  test('is named as such when it is a file that the user has not allowed', async () => {
    server = await startDemoServer();
    const { openPage, openChannelsPanel, denyFileAccess } = await launch(kind);
    await denyFileAccess();
    const page = await openPage(server.url);
    const panel = createChannelsPanel(await openChannelsPanel(page));
    await page.goto(`file://${__filename}`);
    await panel.driver.waitFor(`(${refusedReason})() === 'no-file-access'`);
    expect(await panel.driver.text('[data-refused]')).toMatch(/Allow access to file URLs/);
  });
});

describe.each(browsers)('without leave to see sites, in %s', (kind) => {
  test('the panel says so, and leads to where it can be given', async () => {
    server = await startDemoServer();
    // The browser's own question cannot be answered by a test; this preference has Firefox take a yes.
    const launched = await launch(kind, { prefs: { 'extensions.webextOptionalPermissionPrompts': false } });
    await launched.revokeHostPermission();
    const page = await launched.openPage(server.url);
    const panel = createChannelsPanel(await launched.openChannelsPanel(page));
    await panel.driver.waitFor(`(${refusedReason})() === 'no-permission'`);
    // Firefox does not tell the address of an extension's tab, Chromium makes other targets beside it.
    const opened =
      kind === 'firefox'
        ? new Promise<Target>((resolve) => void page.browser().once('targetcreated', resolve))
        : page.browser().waitForTarget((it) => it.url().endsWith('/permission.html'));
    await panel.press('allow');
    const target = await opened;
    const asking = (await target.page()) as Page;
    await asking.waitForSelector('#allow');
    if (kind === 'firefox') {
      await asking.click('#allow');
      await asking.waitForFunction(() => document.querySelector('#outcome')?.textContent?.includes('granted'));
      await page.bringToFront();
      await panel.driver.waitFor(() => document.querySelectorAll('[data-realm]').length >= 3);
    }
  });
});
