// @ts-check
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/** @param {string | undefined} folder */
function isWritable(folder) {
  if (!folder) return false;
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Made once, and only if it is needed; gone when this process is. @type {string | null} */
let spareHome = null;

function makeSpareHome() {
  const folder = mkdtempSync(join(tmpdir(), 'portscope-home-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * The environment for a program that we start: ours, with a home it can write to. npm and both browsers stumble over a
 * HOME that is unset, empty or not theirs, as in many build machines.
 * @returns {NodeJS.ProcessEnv}
 */
export function makeEnvironment() {
  const home = [process.env.HOME, userInfo().homedir].find(isWritable);
  if (home !== undefined) return { ...process.env, HOME: home };
  spareHome ??= makeSpareHome();
  // npm tells its scripts where its cache is, which is in the home that cannot be written to.
  return { ...process.env, HOME: spareHome, npm_config_cache: join(spareHome, '.npm') };
}
