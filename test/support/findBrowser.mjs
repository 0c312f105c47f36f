// @ts-check
/** Which browser there is on this machine, and how to get one. Needs nothing but Node. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** @typedef {'chromium' | 'chrome' | 'edge' | 'firefox'} BrowserName */
/** @typedef {{ name: BrowserName, path: string }} FoundBrowser */

/**
 * Programs by which each browser goes: commands on PATH, absolute paths, and applications of macOS. `packages` are Debian's.
 * @type {Record<BrowserName, { commands: string[], paths: string[], applications: string[], packages: string[] }>}
 */
const programs = {
  chromium: {
    commands: ['chromium', 'chromium-browser'],
    paths: ['/usr/bin/chromium', '/usr/lib/chromium/chromium'],
    applications: ['Chromium'],
    // The second one is what runs Chromium's sandbox where the kernel gives a plain user no namespaces.
    packages: ['chromium', 'chromium-sandbox'],
  },
  chrome: {
    commands: ['google-chrome-stable', 'google-chrome'],
    paths: ['/usr/bin/google-chrome-stable', '/opt/google/chrome/chrome'],
    applications: ['Google Chrome'],
    packages: [],
  },
  edge: {
    commands: ['microsoft-edge-stable', 'microsoft-edge'],
    paths: ['/usr/bin/microsoft-edge-stable', '/opt/microsoft/msedge/msedge'],
    applications: ['Microsoft Edge'],
    packages: [],
  },
  firefox: {
    commands: ['firefox-esr', 'firefox'],
    paths: ['/usr/bin/firefox-esr', '/usr/bin/firefox', '/usr/lib/firefox-esr/firefox-esr', '/opt/firefox/firefox'],
    applications: ['Firefox', 'Firefox Developer Edition', 'Firefox Nightly'],
    packages: ['firefox-esr'],
  },
};

/** Every name that may be asked for. */
export const browserNames = /** @type {BrowserName[]} */ (Object.keys(programs));

/** Chrome and Edge are Chromium too: what drives and tests one drives and tests all. @type {BrowserName[]} */
const CHROMIUM_KIND = ['chromium', 'chrome', 'edge'];

/** @param {BrowserName} name @returns {'chromium' | 'firefox'} which driver it takes */
export const kindOf = (name) => (name === 'firefox' ? 'firefox' : 'chromium');

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @param {BrowserName} name every place to look for it, best first */
function listPlaces(name) {
  const { commands, paths, applications } = programs[name];
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = commands.flatMap((command) => folders.map((folder) => join(folder, command)));
  if (process.platform !== 'darwin') return [...onPath, ...paths];
  // The program in the application's bundle is called like the bundle, except for all Firefoxes.
  const inBundle = applications.map((application) => {
    const program = name === 'firefox' ? 'firefox' : application;
    return `Applications/${application}.app/Contents/MacOS/${program}`;
  });
  return [...inBundle.map((path) => `/${path}`), ...inBundle.map((path) => join(homedir(), path)), ...onPath];
}

/**
 * Finds an installed browser on PATH or in the usual places.
 * @param {BrowserName} name asking for `chromium` also finds Chrome and Edge, in this order
 * @returns {FoundBrowser | null}
 */
export function findBrowser(name) {
  for (const candidate of name === 'chromium' ? CHROMIUM_KIND : [name]) {
    const path = listPlaces(candidate).find(isExecutable);
    if (path !== undefined) return { name: candidate, path };
  }
  return null;
}

/**
 * Installs a browser from Debian, as root or by `sudo` where that asks no password.
 * @param {BrowserName} name
 * @returns {FoundBrowser | null} null: not possible here, or it failed (apt-get has then said why)
 */
export function installBrowser(name) {
  const { packages } = programs[name];
  if (packages.length === 0 || spawnSync('apt-get', ['--version']).status !== 0) return null;
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && spawnSync('sudo', ['-n', 'true']).status !== 0) return null;
  const prefix = isRoot ? ['env'] : ['sudo', '-n', 'env'];
  /** @param {string[]} args */
  const runApt = (...args) => {
    const [command = '', ...rest] = [...prefix, 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args];
    return spawnSync(command, rest, { stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;
  };
  console.log(`No ${name} found: installing ${packages.join(' and ')} from Debian.`);
  // An update that fails for one source may still have brought the package from another.
  runApt('update');
  runApt('install', '--yes', '--no-install-recommends', ...packages);
  return findBrowser(name);
}

/**
 * Finds a browser, or installs it.
 * @param {BrowserName} name
 * @returns {FoundBrowser}
 * @throws {Error} one sentence with the command to run
 */
export function ensureBrowser(name) {
  const browser = findBrowser(name) ?? installBrowser(name);
  if (browser === null) throw new Error(adviseInstall(name));
  return browser;
}

/** @param {BrowserName} name */
function adviseInstall(name) {
  const { packages } = programs[name];
  const cask = { chromium: 'google-chrome', chrome: 'google-chrome', edge: 'microsoft-edge', firefox: 'firefox' }[name];
  const title = { chromium: 'Chromium, Chrome or Edge', chrome: 'Chrome', edge: 'Edge', firefox: 'Firefox' }[name];
  const failure = `No ${title} was found on this machine and none could be installed`;
  if (process.platform === 'darwin') return `${failure}; run: brew install --cask ${cask}`;
  // Debian has no package of Chrome and Edge.
  if (packages.length === 0) return `${failure}; run: npm run demo -- --browser=chromium`;
  return `${failure}; run: sudo apt-get update && sudo apt-get install ${packages.join(' ')}`;
}
