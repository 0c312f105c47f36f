// @ts-check
/** The demo under the eyes of the panel, for `npm run demo` and for end-to-end tests. */

/** @typedef {import('../test/support/browsers/types').BrowserDriver} BrowserDriver */
/** @typedef {import('../test/support/browsers/types').PanelDriver} PanelDriver */
/** @typedef {import('puppeteer-core').Page} Page */

/**
 * Opens DevTools on the Channels panel first and the demo then, so that all of it is seen from its first script on.
 * Firefox must have been granted its host permission before.
 * @param {BrowserDriver} browser
 * @param {string} url of the demo server
 * @returns {Promise<{ page: Page, panel: PanelDriver }>}
 */
export async function openDemo(browser, url) {
  const page = await browser.openPage('about:blank');
  const panel = await browser.openChannelsPanel(page);
  await browser.waitForInjection(true);
  await page.goto(url);
  return { page, panel };
}

/**
 * Every scene of the page, in its order.
 * @param {Page} page
 * @returns {Promise<string[]>}
 */
export async function listScenes(page) {
  return page.$$eval('article[data-scene]', (scenes) => scenes.map((scene) => scene.getAttribute('data-scene') ?? ''));
}

/**
 * Plays a scene by its button and waits until its last message has arrived, or cannot arrive.
 * @param {Page} page
 * @param {string} id `basic-same`, …; also the second step of a scene: `unstarted-start`, …
 * @throws {Error} if the scene itself says that it failed
 */
export async function playScene(page, id) {
  const scene = `[data-scene="${id}"]`;
  const runs = await page.$eval(scene, (element) => Number(element.getAttribute('data-runs') ?? 0));
  // By script: a button may stand below the visible part of the page.
  await page.$eval(`${scene} > button[type="button"]`, (element) => /** @type {HTMLElement} */ (element).click());
  await page.waitForSelector(`${scene}[data-done="true"][data-runs="${runs + 1}"], ${scene}[data-error]`);
  const error = await page.$eval(scene, (element) => element.getAttribute('data-error'));
  if (error !== null) throw new Error(`${id} failed: ${error}`);
}
