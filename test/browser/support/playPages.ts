import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { launchBrowser } from '../../support/browsers/launchBrowser.mjs';
import type { BrowserDriver, BrowserKind } from '../../support/browsers/types';
import { startTransparencyServer, type TransparencyServer } from './transparencyServer';

/** What was observed, by the name of the point; values are as the page's stage shows them. */
export type Notes = { readonly [point: string]: unknown };

/** The scenes' notes, and the scenes that failed or hung, with why. */
export type Played = { notes: Notes; faults: { readonly [scene: string]: string } };

/** The same pages in the same browser: with the extension, without it, and against the naive hook. */
export type Plays = { without: Played; withAgent: Played; withHook: Played };

/** A browser with the built extension, and the scenes' site. */
export type Playground = { browser: BrowserDriver; server: TransparencyServer; close(): Promise<void> };

/** How long a scene may take, in ms. One that the naive hook breaks never ends; without it, none should. */
const PATIENCE = { whole: 20_000, broken: 400 };

/** Pages of test/fixtures/transparency that play scenes. */
const PAGES = ['index.html', 'strict.html', 'tells.html', 'libraries.html', 'callers.html'];

/** Starts browser and site. In Chromium pages get `gc`, with the extension and without. */
export async function openPlayground(kind: BrowserKind): Promise<Playground> {
  const server = await startTransparencyServer();
  const browser = await launchBrowser(kind, {
    extensionDir: join(__dirname, '../../../dist', kind === 'firefox' ? 'firefox' : 'chrome'),
    args: kind === 'chromium' ? ['--js-flags=--expose-gc'] : [],
  });
  await browser.grantHostPermission();
  return {
    browser,
    server,
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/** Plays every page in all three ways. While DevTools is open nowhere, nothing is injected: that is "without". */
export async function playAllPages({ browser, server }: Playground): Promise<Plays> {
  const page = await browser.openPage('about:blank');
  const without = await playPages(page, server, PATIENCE.whole);
  await page.goto('about:blank');
  const devTools = await browser.openDevTools(page);
  await browser.waitForInjection(true);
  const withAgent = await playPages(page, server, PATIENCE.whole);
  await devTools.close();
  await browser.waitForInjection(false);
  server.setHook(true);
  const withHook = await playPages(page, server, PATIENCE.broken);
  return { without, withAgent, withHook };
}

async function playPages(page: Page, server: TransparencyServer, patience: number): Promise<Played> {
  const notes: Record<string, unknown> = {};
  const faults: Record<string, string> = {};
  for (const name of PAGES) {
    await page.goto(server.urlOf(name));
    const played = JSON.parse((await page.evaluate(`transparency.play(${patience})`)) as string) as Played;
    Object.assign(notes, played.notes);
    Object.assign(faults, played.faults);
  }
  return { notes, faults };
}
