// @ts-check
import { makeEnvironment } from '../makeEnvironment.mjs';
import { openFirefoxDevTools } from './firefoxDevTools.mjs';
import { PATIENCE } from './scripts.mjs';

/**
 * Sends a BiDi command. puppeteer has no public way for commands of other modules than its own, so this goes through
 * its connection.
 * @typedef {(method: string, params: object) => Promise<any>} Send
 */

/** Runs a function in the browser window's own scope, with `Services`, `gBrowser` and all; JSON in, JSON out.
 * @typedef {<Args extends readonly import('./types').Json[], Result>(script: (...args: Args) => Result | Promise<Result>, ...args: Args) => Promise<Result>} RunInChrome
 */

/**
 * Firefox over WebDriver BiDi. What BiDi has no command for (DevTools, permissions, the add-on's background) is done by
 * script in the browser's own scope, which `--remote-allow-system-access` opens.
 * @param {Required<import('./types').LaunchOptions>} options
 * @returns {Promise<import('./types').BrowserDriver>}
 */
export async function launchFirefox({ extensionDir, executablePath, theme, isHeadless, dock, size, args, prefs }) {
  const { default: puppeteer } = await import('puppeteer-core');
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: isHeadless,
    defaultViewport: null,
    env: makeEnvironment(),
    // Whoever uses this closes it, also on signals.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: ['--remote-allow-system-access', `--width=${size.width}`, `--height=${size.height}`, ...args],
    extraPrefsFirefox: {
      'devtools.theme': theme,
      'devtools.toolbox.host': dock,
      'devtools.toolbox.footer.height': Math.round(size.height * 0.6),
      ...prefs,
    },
  });
  const ended = new Promise((resolve) => browser.once('disconnected', resolve)).then(() => undefined);

  const { connection } = /** @type {any} */ (browser);
  /** @type {Send} */
  const send = async (method, params) => (await connection.send(method, params)).result;
  const { contexts } = await send('browsingContext.getTree', { 'moz:scope': 'chrome' });
  const { context } = contexts.find((/** @type {any} */ { url }) => url.endsWith('browser.xhtml'));
  /** @type {RunInChrome} */
  const runInChrome = async (script, ...scriptArgs) =>
    JSON.parse(
      (await runIn(
        send,
        context,
        `(async () => JSON.stringify((await (${script})(...${JSON.stringify(scriptArgs)})) ?? null))()`,
      )) ?? 'null',
    );

  // puppeteer switches site isolation off; people have it on, and cross-origin frames are to be in other processes.
  await runInChrome(isolateSites);
  const addonId = extensionDir === null ? '' : await browser.installExtension(extensionDir);
  const extensionOrigin = extensionDir === null ? null : await runInChrome(readOrigin, addonId);

  /** @param {import('puppeteer-core').Page} page */
  const openDevTools = async (page) => {
    await page.bringToFront();
    return openFirefoxDevTools(send, runInChrome, size);
  };

  return {
    kind: 'firefox',
    version: await browser.version(),
    extensionOrigin,
    ended,
    close: () => browser.close(),
    openDevTools,
    async openPage(url) {
      const page = await browser.newPage();
      await page.goto(url);
      return page;
    },
    async openChannelsPanel(page) {
      const devTools = await openDevTools(page);
      return devTools.showChannels();
    },
    collectGarbage: () => runInChrome(collectGarbage),
    isBackgroundRunning: () => runInChrome(isBackgroundRunning, addonId),
    stopBackground: () => runInChrome(stopBackground, addonId),
    waitForInjection: (isOn) => runInChrome(waitForInjection, addonId, isOn, PATIENCE),
    grantHostPermission: () => runInChrome(grantEverySite, addonId),
    revokeHostPermission: () => runInChrome(revokeEverySite, addonId),
    async denyFileAccess() {},
    readManifestWarnings: () => runInChrome(readWarnings, addonId),
  };
}

/**
 * Runs an expression and waits for its promise.
 * @param {Send} send
 * @param {string} context a browsing context
 * @param {string} expression for a string or undefined
 * @returns {Promise<string | undefined>}
 */
export async function runIn(send, context, expression) {
  const answer = await send('script.evaluate', { expression, target: { context }, awaitPromise: true });
  if (answer.type === 'exception') throw new Error(answer.exceptionDetails.text);
  return answer.result.value;
}

/* The functions below run in the browser window's own scope. */

/** @typedef {any} Unknown what Firefox does not describe in types */
const { Services, WebExtensionPolicy, ChromeUtils } = /** @type {Unknown} */ (globalThis);

function isolateSites() {
  Services.prefs.setIntPref('fission.webContentIsolationStrategy', 1);
}

/** @param {string} id @returns {string} */
function readOrigin(id) {
  return WebExtensionPolicy.getByID(id).getURL('').replace(/\/$/, '');
}

/** In every process of pages, as about:memory does it: ports are in cycles, for which it takes both kinds. */
function collectGarbage() {
  for (const topic of ['child-gc-request', 'child-cc-request']) Services.obs.notifyObservers(null, topic);
}

/** @param {string} id @returns {boolean} */
function isBackgroundRunning(id) {
  return WebExtensionPolicy.getByID(id).extension.backgroundState === 'running';
}

/** @param {string} id @returns {Promise<void>} */
function stopBackground(id) {
  // Open DevTools would keep it alive otherwise.
  return WebExtensionPolicy.getByID(id).extension.terminateBackground({ ignoreDevToolsAttached: true });
}

/**
 * @param {string} id
 * @param {boolean} isOn
 * @param {number} patience in ms
 */
async function waitForInjection(id, isOn, patience) {
  const { extension } = WebExtensionPolicy.getByID(id);
  const deadline = Date.now() + patience;
  while (extension.registeredContentScripts.size > 0 !== isOn) {
    if (Date.now() > deadline) throw new Error(`${extension.registeredContentScripts.size} scripts are registered`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** What the user grants in about:addons. @param {string} id @returns {Promise<void>} */
function grantEverySite(id) {
  const { ExtensionPermissions } = ChromeUtils.importESModule('resource://gre/modules/ExtensionPermissions.sys.mjs');
  const granted = { permissions: [], origins: ['<all_urls>'], data_collection: [] };
  return ExtensionPermissions.add(id, granted, WebExtensionPolicy.getByID(id).extension);
}

/** What the user takes back in about:addons. @param {string} id @returns {Promise<void>} */
function revokeEverySite(id) {
  const { ExtensionPermissions } = ChromeUtils.importESModule('resource://gre/modules/ExtensionPermissions.sys.mjs');
  const revoked = { permissions: [], origins: ['<all_urls>'], data_collection: [] };
  return ExtensionPermissions.remove(id, revoked, WebExtensionPolicy.getByID(id).extension);
}

/** @param {string} id @returns {string[]} */
function readWarnings(id) {
  return [...WebExtensionPolicy.getByID(id).extension.warnings];
}
