// @ts-check
import { writeFileSync } from 'node:fs';
import { runIn } from './launchFirefox.mjs';
import { PATIENCE, fromJson, readText, splitKey, toEvaluation, toWaiting } from './scripts.mjs';

/** @typedef {import('./launchFirefox.mjs').Send} Send */
/** @typedef {import('./launchFirefox.mjs').RunInChrome} RunInChrome */

/**
 * Opens DevTools on the tab in front.
 * @param {Send} send
 * @param {RunInChrome} runInChrome
 * @param {{ width: number, height: number }} size of the window, if DevTools have one of their own
 * @returns {Promise<import('./types').DevToolsDriver>}
 */
export async function openFirefoxDevTools(send, runInChrome, size) {
  const tabId = await runInChrome(openToolbox, size);
  const close = () => runInChrome(closeToolbox, tabId);
  return {
    close,
    async showChannels() {
      const context = await runInChrome(showPanel, tabId, 'Channels', PATIENCE);
      await runIn(send, context, toWaiting(`document.readyState === 'complete'`, []));
      return drivePanel(send, runInChrome, context, tabId, close);
    },
  };
}

/** WebDriver's code points of keys that are no character (WebDriver 2, "Keyboard actions"). @type {Record<string, string>} */
const KEYS = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Control: '\uE009',
  Alt: '\uE00A',
  Escape: '\uE00C',
  PageUp: '\uE00E',
  PageDown: '\uE00F',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Delete: '\uE017',
  Meta: '\uE03D',
};

/**
 * @param {Send} send
 * @param {RunInChrome} runInChrome
 * @param {string} context the panel's browsing context
 * @param {string} tabId
 * @param {() => Promise<void>} closeDevTools
 * @returns {import('./types').PanelDriver}
 */
function drivePanel(send, runInChrome, context, tabId, closeDevTools) {
  /** @param {string} expression */
  const run = async (expression) => fromJson(await runIn(send, context, expression));
  /** @param {object} source */
  const act = (source) => send('input.performActions', { context, actions: [source] });
  /** @param {{ type: 'keyDown' | 'keyUp', value: string }[]} actions */
  const actKeys = (actions) => act({ type: 'key', id: 'keyboard', actions });
  return {
    closeDevTools,
    evaluate: (script, ...args) => run(toEvaluation(script, args)),
    waitFor: (script, ...args) => run(toWaiting(script, args)),
    text: (css) => run(toEvaluation(readText, [css])),
    async click(css) {
      const locator = { type: 'css', value: css };
      const { nodes } = await send('browsingContext.locateNodes', { context, locator, maxNodeCount: 1 });
      if (nodes.length === 0) throw new Error(`no element matches ${css}`);
      const origin = { type: 'element', element: { sharedId: nodes[0].sharedId } };
      // As puppeteer does in Chromium: an element out of view is brought into view first.
      await run(toEvaluation(scrollIntoView, [css]));
      const pointer = [
        { type: 'pointerMove', x: 0, y: 0, origin },
        { type: 'pointerDown', button: 0 },
        { type: 'pointerUp', button: 0 },
      ];
      await act({ type: 'pointer', id: 'mouse', actions: pointer });
    },
    async type(text) {
      await actKeys(
        [...text].flatMap((value) => [
          { type: 'keyDown', value },
          { type: 'keyUp', value },
        ]),
      );
    },
    async press(key) {
      const keys = splitKey(key).map((name) => KEYS[name] ?? name);
      const down = keys.map((value) => ({ type: /** @type {const} */ ('keyDown'), value }));
      const up = keys.reverse().map((value) => ({ type: /** @type {const} */ ('keyUp'), value }));
      await actKeys([...down, ...up]);
    },
    async screenshot(path) {
      const { data } = await send('browsingContext.captureScreenshot', { context });
      return save(data, path);
    },
    screenshotDevTools: async (path) => save(await runInChrome(drawToolbox, tabId), path),
  };
}

/** @param {string} base64 @param {string | undefined} path @returns {Uint8Array} */
function save(base64, path) {
  const png = Buffer.from(base64, 'base64');
  if (path !== undefined) writeFileSync(path, png);
  return png;
}

/** Runs in the panel. @param {string} css */
function scrollIntoView(css) {
  document.querySelector(css)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

/* The functions below run in the browser window's own scope, each by itself. */

/** @typedef {any} Unknown what Firefox does not describe in types */
const { ChromeUtils, gBrowser, OffscreenCanvas } = /** @type {Unknown} */ (globalThis);

/**
 * @param {{ width: number, height: number }} size
 * @returns {Promise<string>} the id of the tab, for the other functions
 */
async function openToolbox({ width, height }) {
  const loader = ChromeUtils.importESModule('resource://devtools/shared/loader/Loader.sys.mjs');
  const { gDevTools } = loader.require('devtools/client/framework/devtools');
  const tab = gBrowser.selectedTab;
  const { topWindow } = await gDevTools.showToolboxForTab(tab, {});
  if (topWindow !== tab.ownerGlobal && topWindow.outerWidth !== width) {
    const resized = new Promise((resolve) => topWindow.addEventListener('resize', resolve, { once: true }));
    topWindow.resizeTo(width, height);
    await resized;
  }
  return tab.linkedPanel;
}

/** @param {string} tabId @returns {Promise<void>} */
async function closeToolbox(tabId) {
  const loader = ChromeUtils.importESModule('resource://devtools/shared/loader/Loader.sys.mjs');
  const { gDevTools } = loader.require('devtools/client/framework/devtools');
  await gDevTools.closeToolboxForTab(gBrowser.tabs.find((/** @type {Unknown} */ tab) => tab.linkedPanel === tabId));
}

/**
 * Selects the tool and makes its document known to BiDi, which looks among tabs only.
 * @param {string} tabId
 * @param {string} title
 * @param {number} patience in ms
 * @returns {Promise<string>} the panel's browsing context
 */
async function showPanel(tabId, title, patience) {
  const loader = ChromeUtils.importESModule('resource://devtools/shared/loader/Loader.sys.mjs');
  const { NavigableManager } = ChromeUtils.importESModule('chrome://remote/content/shared/NavigableManager.sys.mjs');
  const { gDevTools } = loader.require('devtools/client/framework/devtools');
  const deadline = Date.now() + patience;
  /** @param {() => Unknown} find @param {string} what */
  const waitFor = async (find, what) => {
    for (;;) {
      const found = find();
      if (found) return found;
      if (Date.now() > deadline) throw new Error(`no ${what} in DevTools`);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  };
  const tab = gBrowser.tabs.find((/** @type {Unknown} */ candidate) => candidate.linkedPanel === tabId);
  const toolbox = await gDevTools.getToolboxForTab(tab);
  const tools = () => toolbox.getAdditionalTools();
  const tool = await waitFor(
    () => tools().find((/** @type {Unknown} */ { label }) => label === title),
    `panel ${title}`,
  );
  await toolbox.selectTool(tool.id);
  const findBrowser = () => {
    const frame = toolbox.doc.getElementById(`toolbox-panel-iframe-${tool.id}`);
    const browser = frame?.contentDocument?.querySelector('browser');
    const url = browser?.browsingContext?.currentWindowGlobal?.documentURI?.spec;
    return url?.startsWith('moz-extension:') ? browser : null;
  };
  const browser = await waitFor(findBrowser, `document of ${title}`);
  // BiDi resolves ids of tabs; the panel's <browser> gets one, and resolving is taught about it.
  browser.permanentKey ??= {};
  const id = NavigableManager.getIdForBrowser(browser);
  const resolve = NavigableManager.getBrowserById;
  NavigableManager.getBrowserById = function (/** @type {string} */ wanted) {
    return wanted === id ? browser : resolve.call(this, wanted);
  };
  return id;
}

/** @param {string} tabId @returns {Promise<string>} PNG as base64 */
async function drawToolbox(tabId) {
  const loader = ChromeUtils.importESModule('resource://devtools/shared/loader/Loader.sys.mjs');
  const { gDevTools } = loader.require('devtools/client/framework/devtools');
  const tab = gBrowser.tabs.find((/** @type {Unknown} */ candidate) => candidate.linkedPanel === tabId);
  const toolbox = await gDevTools.getToolboxForTab(tab);
  const bitmap = await toolbox.topWindow.browsingContext.currentWindowGlobal.drawSnapshot(null, 1, 'white');
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  canvas.getContext('2d').drawImage(bitmap, 0, 0);
  const blob = await canvas.convertToBlob();
  return /** @type {Unknown} */ (new Uint8Array(await blob.arrayBuffer())).toBase64();
}
