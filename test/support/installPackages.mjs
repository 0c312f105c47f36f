// @ts-check
/** Brings the packages of package-lock.json. Needs nothing but Node and npm. */
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { makeEnvironment } from './makeEnvironment.mjs';

/**
 * Runs `npm ci` where node_modules is missing or older than the lock file.
 * @param {string} root the repository
 * @throws {Error} one sentence with the command to run; npm has then said why
 */
export function installPackages(root) {
  // npm writes this file last of all.
  const installed = join(root, 'node_modules/.package-lock.json');
  const isCurrent =
    existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
  if (isCurrent) return;
  console.log('Installing the packages of package-lock.json.');
  const { status } = spawnSync('npm', ['ci', '--include=dev'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: makeEnvironment(),
  });
  if (status !== 0) throw new Error(`The packages could not be installed; run: npm ci (in ${root})`);
}
