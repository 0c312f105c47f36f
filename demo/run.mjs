// @ts-check
/**
 * `npm run demo`: the demo page with DevTools open on the Channels panel, in a browser of its own profile. Installs,
 * builds and serves what that takes, and ends everything it started when the browser is closed or on Ctrl-C.
 *
 *   npm run demo
 *   npm run demo -- --browser=firefox     or chromium, chrome, edge
 *   npm run demo -- --headless            as where there is no display: plays every scene, prints what the panel shows
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { browserNames, ensureBrowser, findBrowser, kindOf } from '../test/support/findBrowser.mjs';
import { installPackages } from '../test/support/installPackages.mjs';
import { makeEnvironment } from '../test/support/makeEnvironment.mjs';
import { listScenes, openDemo, playScene } from './driveDemo.mjs';
import { startDemoServer } from './server.mjs';

/** @typedef {import('../test/support/browsers/types').BrowserDriver} BrowserDriver */
/** @typedef {import('../test/support/browsers/types').PanelDriver} PanelDriver */
/** @typedef {import('../test/support/findBrowser.mjs').BrowserName} BrowserName */
/** @typedef {import('puppeteer-core').Page} Page */

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const OUT = join(ROOT, 'demo/out');

/** @type {(() => Promise<void>)[]} what ends the things that were started, the last one first */
const started = [];
let isStopping = false;

/** @param {string[]} args @returns {{ name: BrowserName | null, isHeadless: boolean }} */
function readOptions(args) {
  const hasDisplay = process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
  let isHeadless = !hasDisplay;
  /** @type {BrowserName | null} */
  let name = null;
  for (const arg of args) {
    const named = browserNames.find((known) => arg === `--browser=${known}`);
    if (named !== undefined) name = named;
    else if (arg === '--headless') isHeadless = true;
    else
      throw new Error(`Unknown argument ${arg}; known are --headless and --browser= with ${browserNames.join(', ')}`);
  }
  return { name, isHeadless };
}

/** Whatever there is, if none is named. @param {BrowserName | null} name */
function chooseBrowser(name) {
  if (name !== null) return ensureBrowser(name);
  return findBrowser('chromium') ?? findBrowser('firefox') ?? ensureBrowser('chromium');
}

function build() {
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: ROOT,
    stdio: 'inherit',
    env: makeEnvironment(),
  });
  if (status !== 0) throw new Error('The extension could not be built; what is wrong stands above.');
}

/**
 * Plays all scenes, also those after one that failed.
 * @param {Page} page
 * @returns {Promise<string[]>} those that failed
 */
async function playAll(page) {
  const failures = [];
  for (const id of await listScenes(page)) {
    try {
      await playScene(page, id);
      console.log(`played ${id}`);
    } catch (error) {
      failures.push(id);
      if (!isStopping) console.error(error instanceof Error ? error.message : error);
    }
  }
  return failures;
}

/**
 * What the panel shows, as text, once it has not changed for a while: what is on its way has then arrived.
 * @param {PanelDriver} panel
 * @returns {Promise<string>}
 */
function readSettled(panel) {
  return panel.waitFor(async () => {
    const print = () => /** @type {any} */ (globalThis).portscopePrint();
    const before = print();
    await new Promise((resolve) => setTimeout(resolve, 700));
    return print() === before ? before : null;
  });
}

/**
 * @param {BrowserDriver} browser
 * @param {BrowserName} name
 * @param {{ page: Page, panel: PanelDriver }} demo
 * @returns {Promise<string[]>} the scenes that failed
 */
async function showInTerminal(browser, name, { page, panel }) {
  const failures = await playAll(page);
  console.log(`\n${await readSettled(panel)}`);
  mkdirSync(OUT, { recursive: true });
  const path = join(OUT, `panel-${name}.png`);
  await panel.screenshotDevTools(path);
  console.log(`\nThe panel as it looks in ${browser.version}: ${relative(process.cwd(), path)}`);
  return failures;
}

async function stopAll() {
  isStopping = true;
  for (let stop = started.pop(); stop !== undefined; stop = started.pop()) await stop();
}

async function main() {
  const { name: wanted, isHeadless } = readOptions(process.argv.slice(2));
  const { name, path } = chooseBrowser(wanted);
  installPackages(ROOT);
  build();
  const server = await startDemoServer({ port: 0 });
  started.push(() => server.close());

  // Only now, because it needs the packages.
  const { launchBrowser } = await import('../test/support/browsers/launchBrowser.mjs');
  const kind = kindOf(name);
  const browser = await launchBrowser(kind, {
    executablePath: path,
    extensionDir: join(ROOT, 'dist', kind === 'firefox' ? 'firefox' : 'chrome'),
    isHeadless,
    dock: isHeadless ? 'window' : 'bottom',
  });
  started.push(() => browser.close());
  // Firefox leaves this to its user; whoever runs the demo wants to see it.
  await browser.grantHostPermission();

  const demo = await openDemo(browser, server.url);
  if (!isHeadless) {
    console.log(`The demo is open at ${server.url}, with DevTools on the Channels panel. Ctrl-C ends it.`);
    return browser.ended;
  }
  const failures = await showInTerminal(browser, name, demo);
  if (failures.length > 0) throw new Error(`These scenes failed: ${failures.join(', ')}`);
}

for (const [signal, code] of /** @type {const} */ ([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
])) {
  process.once(signal, () => void stopAll().finally(() => process.exit(code)));
}
try {
  await main();
} catch (error) {
  // A browser that is being closed answers no more; that is not news.
  if (!isStopping) console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await stopAll();
}
