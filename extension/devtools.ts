// Runs in: the hidden page of each DevTools window, for as long as it is open.
// Hears: nothing.
// Tells: the background that this tab is inspected now, and that it no longer is.
import browser from 'webextension-polyfill';
import { keepOpen, linkOverPort } from '../src/link';
import { DEVTOOLS_CLOSING, DEVTOOLS_PORT } from '../src/protocol';

const { tabId } = browser.devtools.inspectedWindow;

const link = keepOpen(
  () => linkOverPort<never, never>(browser.runtime.connect({ name: DEVTOOLS_PORT + String(tabId) })),
  () => undefined,
  () => undefined,
);

addEventListener('pagehide', () => {
  link.close();
  // A background that sleeps is not woken by a port that closes, only by a message.
  void browser.runtime.sendMessage(DEVTOOLS_CLOSING).catch(() => undefined);
});

void browser.devtools.panels.create('Channels', '/icons/icon-32.png', '/panel.html');
