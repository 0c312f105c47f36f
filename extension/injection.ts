// Runs in: the background.
// Hears: the background, which knows when DevTools is open.
// Tells: the browser which scripts to put into pages, now and from now on.
import type { Browser } from 'webextension-polyfill';
import type { Refusal } from '../src/protocol';

/** How an injection into a page that is there already went. */
export type InjectionResult = { outcome: 'attached' } | { outcome: 'refused'; reason: Refusal; detail: string };

const EVERY_SITE = { origins: ['<all_urls>'] };

/** Both scripts, in every kind of frame, before the page's first script. */
const SCRIPTS = [
  { id: 'relay', js: ['relay.js'], world: 'ISOLATED' },
  { id: 'agent', js: ['page.js'], world: 'MAIN' },
].map((script) => ({
  ...script,
  matches: ['<all_urls>'],
  allFrames: true,
  // Covers about:, blob: and data: frames; Chromium refuses `matchAboutBlank` beside it.
  matchOriginAsFallback: true,
  runAt: 'document_start',
  // The default keeps a registration beyond the browser's life.
  persistAcrossSessions: false,
}));

/** Puts the relay and the agent into pages. Nothing is injected anywhere until `register` is called. */
export function createInjection(browser: Browser) {
  const ids = SCRIPTS.map(({ id }) => id);

  /** One change at a time: registering twice, or while the last unregistering is under way, is an error. */
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = (change: (isRegistered: boolean) => Promise<unknown> | undefined): Promise<void> => {
    const turn = last.then(async () => {
      const there = await browser.scripting.getRegisteredContentScripts({ ids });
      await change(there.length > 0);
    });
    last = turn.catch(() => undefined);
    return turn;
  };

  return {
    /** From now on every page that loads is instrumented from its first script. */
    register: () =>
      inTurn((isRegistered) => (isRegistered ? undefined : browser.scripting.registerContentScripts(SCRIPTS as never))),

    /** From now on no page is touched. */
    unregister: () =>
      inTurn((isRegistered) => (isRegistered ? browser.scripting.unregisterContentScripts({ ids }) : undefined)),

    /**
     * Attaches to the page that is there now. Where an agent is already, nothing happens.
     * @param allFrames false: the top frame only, to find out whether it can be reached.
     */
    async injectInto(tabId: number, allFrames: boolean): Promise<InjectionResult> {
      const target = { tabId, allFrames };
      try {
        // The relay first: a late agent touches nothing unless a relay waits for it.
        await browser.scripting.executeScript({ target, files: ['relay.js'], injectImmediately: true } as never);
        await browser.scripting.executeScript({
          target,
          files: ['page-late.js'],
          world: 'MAIN',
          injectImmediately: true,
        } as never);
        return { outcome: 'attached' };
      } catch (error) {
        const detail = error instanceof Error ? error.message : String(error);
        return { outcome: 'refused', reason: await explain(browser, detail), detail };
      }
    },
  };
}

async function explain(browser: Browser, detail: string): Promise<Refusal> {
  if (!(await browser.permissions.contains(EVERY_SITE))) return 'no-permission';
  if (detail.includes('file://')) return 'no-file-access';
  return 'restricted-page';
}
