// Runs in: the isolated world of every frame, beside the agent, while DevTools is open.
// Hears: the agent over a private port (src/link/agentDoor.ts), the background over a runtime.Port.
// Tells: each what the other said. It does not read the mail.
import browser from 'webextension-polyfill';
import { keepOpen, linkOverPort, openAgentDoor, type LastingLink } from '../src/link';
import { RELAY_PORT, type ToRelay } from '../src/protocol';

/**
 * The relay of this isolated world, which no page sees, so that a second injection finds the first. The world outlives
 * its document where an initial about:blank is replaced (HTML, 7.4.4): then the relay of the old document leaves.
 */
type Here = { document: Document; leave(): void };
const world = globalThis as { portscopeRelay?: Here | null };

function startRelay(): Here {
  const name = RELAY_PORT + crypto.getRandomValues(new Uint32Array(4)).join('-');
  let up: LastingLink<string, ToRelay> | null = null;
  const door = openAgentDoor(window, (text) => void up?.send(text));

  const openUp = (): void => {
    up = keepOpen<string, ToRelay>(() => linkOverPort(browser.runtime.connect({ name })), obey, leave);
  };
  const obey = (link: { listen(listener: (message: ToRelay) => void): unknown }): void => {
    link.listen((message) => {
      if (message.kind === 'leave') leave();
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
  const here: Here = { document, leave };
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

if (world.portscopeRelay?.document !== document) {
  world.portscopeRelay?.leave();
  world.portscopeRelay = startRelay();
}
