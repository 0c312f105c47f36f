import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { openDemo, playScene } from '../../../demo/driveDemo.mjs';
import { startDemoServer } from '../../../demo/server.mjs';
import { launchBrowser } from '../../support/browsers/launchBrowser.mjs';
import type { BrowserDriver, BrowserKind } from '../../support/browsers/types';
import { createChannelsPanel, type ChannelsPanel } from './channelsPanel';

/** The built extension for a browser. */
export function extensionDirOf(kind: BrowserKind): string {
  return join(__dirname, '../../../dist', kind === 'firefox' ? 'firefox' : 'chrome');
}

/** The demo in a real browser, with DevTools on the Channels panel. */
export type DemoSession = {
  browser: BrowserDriver;
  page: Page;
  panel: ChannelsPanel;
  /** Names of the realms as the panel shows them, and their origins. */
  realms: { page: string; same: string; cross: string; third: string; worker: string };
  origins: { page: string; cross: string; third: string };
  play(scene: string): Promise<void>;
  close(): Promise<void>;
};

/** Starts server and browser, grants what Firefox asks its user for, and opens the demo under the panel. */
export async function openDemoSession(kind: BrowserKind): Promise<DemoSession> {
  const server = await startDemoServer();
  const browser = await launchBrowser(kind, { extensionDir: extensionDirOf(kind) });
  await browser.grantHostPermission();
  const { page, panel } = await openDemo(browser, server.url);
  const cross = new URL(server.crossOrigin);
  const third = new URL(server.thirdOrigin);
  return {
    browser,
    page,
    panel: createChannelsPanel(panel),
    realms: {
      page: `${new URL(server.url).host}/`,
      same: '/frame.html',
      cross: `${cross.host}/frame.html`,
      third: `${third.host}/frame.html`,
      worker: '/worker.js',
    },
    origins: { page: new URL(server.url).origin, cross: cross.origin, third: third.origin },
    play: (scene) => playScene(page, scene),
    async close() {
      await browser.close();
      await server.close();
    },
  };
}
