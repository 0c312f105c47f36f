// @ts-check
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeEnvironment } from '../makeEnvironment.mjs';
import { openChromiumDevTools } from './chromiumDevTools.mjs';
import { toWaiting } from './scripts.mjs';

/** Chromium must not ask the network for anything of its own, nor show what a new profile shows. */
const QUIET = ['--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/**
 * Chromium, Chrome or Edge over the DevTools protocol. The pipe is what installs an extension in branded Chrome too.
 * @param {Required<import('./types').LaunchOptions>} options
 * @returns {Promise<import('./types').BrowserDriver>}
 */
export async function launchChromium({ extensionDir, executablePath, theme, isHeadless, dock, size, args }) {
  const { default: puppeteer } = await import('puppeteer-core');
  const profile = mkdtempSync(join(tmpdir(), 'portscope-chromium-'));
  writeDevToolsSettings(profile, theme, dock);
  const browser = await puppeteer.launch({
    executablePath,
    headless: isHeadless,
    pipe: true,
    enableExtensions: true,
    handleDevToolsAsPage: true,
    userDataDir: profile,
    defaultViewport: null,
    env: makeEnvironment(),
    // Whoever uses this closes it, also on signals.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: [...QUIET, ...sandboxArgs(), `--window-size=${size.width},${size.height}`, ...args],
  });
  const ended = new Promise((resolve) => browser.once('disconnected', resolve)).then(() => undefined);
  const close = async () => {
    await browser.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };

  const extensionId = extensionDir === null ? null : await browser.installExtension(extensionDir);
  const extensionOrigin = extensionId === null ? null : `chrome-extension://${extensionId}`;

  /** @param {import('puppeteer-core').Target} target */
  const isBackground = (target) => target.type() === 'service_worker' && target.url().startsWith(`${extensionOrigin}/`);
  const findBackground = () => browser.targets().find(isBackground);

  /**
   * Runs a function in chrome://extensions, where a user manages them.
   * @template Result
   * @param {(id: string, change: ExtensionChange) => Promise<Result>} run
   * @param {ExtensionChange} [change]
   * @returns {Promise<Result>}
   */
  const manageExtensions = async (run, change = {}) => {
    const page = await browser.newPage();
    await page.goto('chrome://extensions');
    const result = await page.evaluate(run, extensionId ?? '', change);
    await page.close();
    return /** @type {Result} */ (result);
  };

  /** @param {import('puppeteer-core').Page} page */
  const openDevTools = (page) => openChromiumDevTools(page, extensionOrigin);

  return {
    kind: 'chromium',
    version: await browser.version(),
    extensionOrigin,
    ended,
    close,
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
    async collectGarbage(page) {
      const session = await page.createCDPSession();
      await session.send('HeapProfiler.collectGarbage');
      await session.detach();
    },
    async isBackgroundRunning() {
      return findBackground() !== undefined;
    },
    async stopBackground() {
      const target = await browser.waitForTarget(isBackground);
      // Its connections are opened again at once, and then Chromium starts it anew under the same target, which is
      // destroyed only if the new start is late. So either sign of the end counts.
      const gone = new Promise((resolve) => {
        const look = () => !browser.targets().includes(target) && resolve(undefined);
        browser.on('targetdestroyed', look);
        look();
      });
      const close = async () => (await target.worker())?.close();
      // Once it has ended, its session is gone too, of which the last step of puppeteer's `close` complains.
      await Promise.race([close().catch(() => undefined), gone]);
    },
    async waitForInjection(isOn) {
      // Any page of the extension may ask, also while the service worker is dead; this one runs no code of its own.
      const page = await browser.newPage();
      await page.goto(`${extensionOrigin}/manifest.json`);
      const count = `(await chrome.scripting.getRegisteredContentScripts()).length > 0`;
      await page.evaluate(toWaiting(`(async () => (${count}) === ${isOn})()`, []));
      await page.close();
    },
    async grantHostPermission() {},
    revokeHostPermission: () => manageExtensions(configure, { hostAccess: 'ON_CLICK' }),
    denyFileAccess: () => manageExtensions(configure, { fileAccess: false }),
    readManifestWarnings: () => manageExtensions(readWarnings),
  };
}

/**
 * DevTools read these when they start; setting them while they run loses clicks.
 * @param {string} profile
 * @param {'light' | 'dark'} theme
 * @param {'window' | 'bottom'} dock
 */
function writeDevToolsSettings(profile, theme, dock) {
  const settings = {
    currentDockState: JSON.stringify(dock === 'window' ? 'undocked' : 'bottom'),
    'ui-theme': JSON.stringify(theme === 'dark' ? 'dark' : 'default'),
  };
  mkdirSync(join(profile, 'Default'));
  writeFileSync(
    join(profile, 'Default/Preferences'),
    JSON.stringify({
      devtools: { preferences: settings, synced_preferences_sync_disabled: settings },
      // Without it Chromium keeps its warnings about manifests to itself.
      extensions: { ui: { developer_mode: true } },
    }),
  );
}

/** @typedef {{ hostAccess?: 'ON_CLICK', fileAccess?: boolean }} ExtensionChange what chrome://extensions can set */

/** Chromium has no sandbox for root, and refuses to start with one. */
const sandboxArgs = () => (process.getuid?.() === 0 ? ['--no-sandbox'] : []);

/**
 * Runs in chrome://extensions.
 * @param {string} extensionId
 * @param {ExtensionChange} change
 * @returns {Promise<void>}
 */
function configure(extensionId, change) {
  const { developerPrivate } = /** @type {any} */ (globalThis).chrome;
  return developerPrivate.updateExtensionConfiguration({ extensionId, ...change });
}

/** Runs in chrome://extensions. @param {string} id @returns {Promise<string[]>} */
async function readWarnings(id) {
  const { developerPrivate } = /** @type {any} */ (globalThis).chrome;
  const info = await developerPrivate.getExtensionInfo(id);
  return [...info.manifestErrors, ...info.runtimeErrors].map((/** @type {any} */ error) => error.message);
}
