// Runs in: the extension's service worker (Chrome) or event page (Firefox); it may be killed at any time.
// Hears: relays, panels and DevTools pages, each over a runtime.Port.
// Tells: panels what relays of their tab sent, relays what their panel sent; browsers when to inject and when not.
import browser, { type Runtime } from 'webextension-polyfill';
import {
  DEVTOOLS_CLOSING,
  DEVTOOLS_PORT,
  PANEL_PORT,
  RELAY_PORT,
  type FrameInfo,
  type FromPanel,
  type RelayId,
  type ToPanel,
  type ToRelay,
} from '../src/protocol';
import { makeSecret } from '../src/link';
import { createInjection } from './injection';

/** After a restart, how long DevTools pages have to connect again before their tabs count as not inspected, in ms. */
const GRACE = 2_000;

type Relay = { port: Runtime.Port; frame: FrameInfo };

/** Given to every relay; made anew when the background is, which agents survive by what they were given before. */
const token = makeSecret();
const relays = new Map<RelayId, Relay>();
const panels = new Map<number, Runtime.Port>();
const devtools = new Map<number, Runtime.Port>();
const injection = createInjection(browser);
let isGraceOver = false;

const tellPanel = (tabId: number, message: ToPanel): void => panels.get(tabId)?.postMessage(message);
const tellRelay = (relay: Relay, message: ToRelay): void => relay.port.postMessage(message);

/** Makes what is injected match who inspects: nobody, nothing. */
function tidy(): void {
  for (const relay of relays.values()) {
    if (!devtools.has(relay.frame.tabId)) tellRelay(relay, { kind: 'leave' });
  }
  if (devtools.size === 0) void injection.unregister();
}

/** Attaches to a page that was there before. A page that cannot be reached is left to `check`, which says why. */
function attach(tabId: number): void {
  void injection.injectInto(tabId).catch(() => check(tabId));
}

function check(tabId: number): void {
  void injection.check(tabId).then((refused) => {
    if (refused !== null) tellPanel(tabId, { kind: 'refused', ...refused });
  });
}

function acceptRelay(id: RelayId, port: Runtime.Port): void {
  const { tab, frameId, url } = port.sender ?? {};
  const { documentId } = (port.sender ?? {}) as { documentId?: string };
  if (tab?.id === undefined || frameId === undefined) return port.disconnect();
  const frame: FrameInfo = { tabId: tab.id, frameId, documentId: documentId ?? null, url: url ?? '' };
  const relay: Relay = { port, frame };
  relays.set(id, relay);
  port.onMessage.addListener((text) => {
    if (typeof text === 'string') tellPanel(frame.tabId, { kind: 'batch', relay: id, text });
  });
  port.onDisconnect.addListener(() => {
    if (relays.get(id) !== relay) return;
    relays.delete(id);
    tellPanel(frame.tabId, { kind: 'relay-gone', relay: id });
  });
  if (isGraceOver && !devtools.has(frame.tabId)) return tellRelay(relay, { kind: 'leave' });
  tellRelay(relay, { kind: 'meet', token });
  tellPanel(frame.tabId, { kind: 'relay', relay: id, frame });
}

function acceptPanel(tabId: number, port: Runtime.Port): void {
  panels.set(tabId, port);
  port.onMessage.addListener((message: unknown) => {
    const said = message as FromPanel;
    if (said.kind === 'check') return check(tabId);
    if (said.kind === 'ask-permission') return void browser.tabs.create({ url: '/permission.html' });
    const relay = relays.get(said.relay);
    // A panel speaks to the frames of its own tab only.
    if (relay?.frame.tabId === tabId) tellRelay(relay, { kind: 'command', text: said.text });
  });
  port.onDisconnect.addListener(() => {
    if (panels.get(tabId) === port) panels.delete(tabId);
  });
  for (const [id, { frame }] of relays) {
    if (frame.tabId === tabId) tellPanel(tabId, { kind: 'relay', relay: id, frame });
  }
  check(tabId);
}

function acceptDevtools(tabId: number, port: Runtime.Port): void {
  devtools.set(tabId, port);
  port.onDisconnect.addListener(() => {
    if (devtools.get(tabId) !== port) return;
    devtools.delete(tabId);
    tidy();
  });
  void injection.register().then(() => attach(tabId));
}

browser.runtime.onConnect.addListener((port) => {
  const { name, sender } = port;
  if (name.startsWith(RELAY_PORT)) return acceptRelay(name.slice(RELAY_PORT.length), port);
  // Only our own pages may say that they are a panel; a content script cannot.
  if (sender?.url?.startsWith(browser.runtime.getURL('')) !== true) return port.disconnect();
  if (name.startsWith(PANEL_PORT)) return acceptPanel(Number(name.slice(PANEL_PORT.length)), port);
  if (name.startsWith(DEVTOOLS_PORT)) return acceptDevtools(Number(name.slice(DEVTOOLS_PORT.length)), port);
});

browser.runtime.onMessage.addListener((message: unknown) => {
  if (message === DEVTOOLS_CLOSING) tidy();
  return undefined;
});

browser.permissions.onAdded.addListener(() => {
  for (const tabId of devtools.keys()) attach(tabId);
});

// A registration outlives a background that was killed: whoever starts again looks whether anybody still inspects.
setTimeout(() => {
  isGraceOver = true;
  tidy();
}, GRACE);
