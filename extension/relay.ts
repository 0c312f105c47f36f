// Runs in: the isolated world of every frame, beside the agent, while DevTools is open.
// Hears: the agent over a private port (src/link/agentDoor.ts), the background over a runtime.Port.
// Tells: each what the other said. It does not read the mail.
import browser from 'webextension-polyfill';
import { keepOpen, linkOverPort, makeSecret, openAgentDoor, type LastingLink } from '../src/link';
import { NO_SECRET, RELAY_PORT, type ToRelay } from '../src/protocol';

/**
 * The relay of this isolated world, which no page sees, so that a second injection finds the first. The world outlives
 * its document where an initial about:blank is replaced (HTML, 7.4.4): then the relay of the old document leaves.
 */
type Here = { document: Document; token: string; leave(): void };
type World = { portscopeRelay?: Here | null; portscopeSecret?: string };
const world = globalThis as World;

/** The relay of a world. Only an own property: the page can give any name to an element, and it shows up on the window. */
function findRelay(of: object): Here | null {
  return Object.hasOwn(of, 'portscopeRelay') ? ((of as World).portscopeRelay ?? null) : null;
}

/**
 * The token of a neighbour's relay. In Chromium isolated worlds of one extension reach each other where their pages do,
 * so a frame meets its neighbours before its first script. Elsewhere the background's token does it, some ms later.
 */
function findToken(): string | null {
  const search = (from: Window): string | null => {
    try {
      const token = from === window ? null : (findRelay(from)?.token ?? null);
      if (token !== null) return token;
    } catch {
      // Another origin.
    }
    for (let i = 0; i < from.length; i += 1) {
      const token = search(from[i] as Window);
      if (token !== null) return token;
    }
    return null;
  };
  const opener = window.opener as Window | null;
  return search(window.top as Window) ?? (opener === null ? null : search(opener.top as Window));
}

function startRelay(): Here {
  const name = RELAY_PORT + crypto.getRandomValues(new Uint32Array(4)).join('-');
  let up: LastingLink<string, ToRelay> | null = null;
  const token = findToken() ?? makeSecret();
  // Set by extension/injection.ts where the page was there before.
  const secret = Object.hasOwn(world, 'portscopeSecret') ? (world.portscopeSecret ?? NO_SECRET) : NO_SECRET;
  const door = openAgentDoor(window, { token, secret }, (text) => void up?.send(text));

  const openUp = (): void => {
    up = keepOpen<string, ToRelay>(() => linkOverPort(browser.runtime.connect({ name })), obey, leave);
  };
  const obey = (link: { listen(listener: (message: ToRelay) => void): unknown }): void => {
    link.listen((message) => {
      if (message.kind === 'leave') leave();
      else if (message.kind === 'meet') door.tell({ kind: 'meet', token: message.token });
      else door.tell(message.text);
    });
  };
  const leave = (): void => {
    up?.close();
    up = null;
    removeEventListener('pagehide', freeze);
    removeEventListener('pageshow', thaw);
    door.tell({ kind: 'undo' });
    if (world.portscopeRelay === here) world.portscopeRelay = null;
  };
  const here: Here = { document, token, leave };
  // The back/forward cache cuts extension ports without a word to the page, so the way is closed before and opened after.
  const freeze = (event: PageTransitionEvent): void => {
    if (event.persisted) up?.close();
  };
  const thaw = (event: PageTransitionEvent): void => {
    if (event.persisted) openUp();
  };
  addEventListener('pagehide', freeze);
  addEventListener('pageshow', thaw);
  openUp();
  return here;
}

const before = findRelay(world);
if (before?.document !== document) {
  before?.leave();
  world.portscopeRelay = startRelay();
}
