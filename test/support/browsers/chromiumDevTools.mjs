// @ts-check
import { writeFileSync } from 'node:fs';
import { PATIENCE, fromJson, readText, splitKey, toEvaluation, toWaiting } from './scripts.mjs';

/** @typedef {import('puppeteer-core').Page} Page */
/** @typedef {import('puppeteer-core').Frame} Frame */
/** @typedef {import('puppeteer-core').KeyInput} KeyInput */

/**
 * Opens DevTools on a page; they are a page too.
 * @param {Page} page
 * @param {string | null} extensionOrigin
 * @returns {Promise<import('./types').DevToolsDriver>}
 */
export async function openChromiumDevTools(page, extensionOrigin) {
  const devTools = await page.openDevTools();
  const close = async () => {
    if (!devTools.isClosed()) await devTools.close();
  };
  return {
    close,
    async showChannels() {
      // As text, because a bundler or transformer would make something else of the import.
      const load = '(path) => import(path)';
      await devTools.evaluate(`(${showView})(${load}, '${extensionOrigin}Channels', ${PATIENCE})`);
      const frame = await findPanelFrame(devTools, `${extensionOrigin}/panel.html`);
      return drivePanel(devTools, frame, close);
    },
  };
}

/**
 * Runs in the DevTools page and shows an extension's panel by the id under which DevTools register it.
 * @param {(path: string) => Promise<any>} load imports a module of the DevTools page
 * @param {string} viewId
 * @param {number} patience in ms
 */
async function showView(load, viewId, patience) {
  const deadline = performance.now() + patience;
  for (;;) {
    let fault = 'the panel is not registered';
    try {
      // Throws while DevTools are still starting.
      const { ViewManager } = await load('./ui/legacy/legacy.js');
      const manager = ViewManager.ViewManager.instance();
      if (manager.hasView(viewId)) return manager.showView(viewId);
    } catch (error) {
      fault = String(error);
    }
    if (performance.now() > deadline) throw new Error(`no panel ${viewId} in DevTools: ${fault}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/**
 * @param {Page} devTools
 * @param {string} url
 * @returns {Promise<Frame>}
 */
async function findPanelFrame(devTools, url) {
  const isPanel = (/** @type {Frame} */ frame) => frame.url().startsWith(url);
  const frame = await devTools.waitForFrame(isPanel, { timeout: PATIENCE });
  await frame.evaluate(toWaiting(`document.readyState === 'complete'`, []));
  return frame;
}

/**
 * @param {Page} devTools
 * @param {Frame} frame
 * @param {() => Promise<void>} closeDevTools
 * @returns {import('./types').PanelDriver}
 */
function drivePanel(devTools, frame, closeDevTools) {
  /** @param {string} expression */
  const run = async (expression) => fromJson(/** @type {any} */ (await frame.evaluate(expression)));
  return {
    closeDevTools,
    evaluate: (script, ...args) => run(toEvaluation(script, args)),
    waitFor: (script, ...args) => run(toWaiting(script, args)),
    text: (css) => run(toEvaluation(readText, [css])),
    async click(css) {
      const element = await frame.$(css);
      if (element === null) throw new Error(`no element matches ${css}`);
      await element.click();
      await element.dispose();
    },
    type: (text) => devTools.keyboard.type(text),
    async press(key) {
      const keys = /** @type {KeyInput[]} */ (splitKey(key));
      for (const held of keys) await devTools.keyboard.down(held);
      for (const held of keys.reverse()) await devTools.keyboard.up(held);
    },
    async screenshot(path) {
      const holder = await frame.frameElement();
      if (holder === null) throw new Error('the panel is not shown');
      return save(await holder.screenshot(), path);
    },
    screenshotDevTools: async (path) => save(await devTools.screenshot(), path),
  };
}

/** @param {Uint8Array} png @param {string | undefined} path */
function save(png, path) {
  if (path !== undefined) writeFileSync(path, png);
  return png;
}
