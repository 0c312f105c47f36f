// Runs in: the background.
// Hears: the background, which knows when DevTools is open.
// Tells: the browser which scripts to put into pages, now and from now on.
import type { Browser } from 'webextension-polyfill';
import { startLateAgent } from 'late-agent';
import { makeSecret } from '../src/link';
import type { Refusal } from '../src/protocol';

/** Why nothing can be put into a page, and what the browser said. */
export type Refused = { reason: Refusal; detail: string };

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

    /** Attaches to the page that is there now, in all its frames. Where an agent is already, nothing happens. */
    async injectInto(tabId: number): Promise<void> {
      const target = { tabId, allFrames: true };
      const late = { target, injectImmediately: true };
      const secret = makeSecret();
      // The relay first: a late agent touches nothing unless a relay waits for it.
      await browser.scripting.executeScript({ ...late, func: tellRelaySecret, args: [secret] });
      await browser.scripting.executeScript({ ...late, files: ['relay.js'] });
      await browser.scripting.executeScript({ ...late, func: startLateAgent, args: [secret], world: 'MAIN' });
    },

    /** Finds out whether anything could be put into the page that is there now, without doing so. */
    async check(tabId: number): Promise<Refused | null> {
      // Chromium lets an injection wait, without a word, until the user gives leave; a tab's URL is told only with leave.
      const hasEverySite = await browser.permissions.contains(EVERY_SITE);
      if (!hasEverySite && (await browser.tabs.get(tabId)).url === undefined) {
        return { reason: 'no-permission', detail: '' };
      }
      try {
        await browser.scripting.executeScript({ target: { tabId }, func: () => undefined });
        return null;
      } catch (error) {
        const detail = error instanceof Error ? error.message : String(error);
        return { reason: await explain(browser, detail), detail };
      }
    },
  };
}

/** Runs in the isolated world, before the relay does. */
function tellRelaySecret(secret: string): void {
  (globalThis as { portscopeSecret?: string }).portscopeSecret = secret;
}

async function explain(browser: Browser, detail: string): Promise<Refusal> {
  const isMissingPermission = /must request permission|Missing host permission/.test(detail);
  if (!isMissingPermission) return 'restricted-page';
  // Files are part of every site, but count only once they are allowed beside.
  return (await browser.permissions.contains(EVERY_SITE)) && !(await browser.extension.isAllowedFileSchemeAccess())
    ? 'no-file-access'
    : 'no-permission';
}
