// @ts-check
/**
 * `npm test`: brings what the tests need, runs every stage whatever the one before it said, and ends with the line
 * `N passed, N failed`. Tests count singly; the stages before them count one each.
 *
 *   npm test
 *   npm test -- --browser=chromium    browser suites in this browser only (or firefox)
 *   npm run test:quick                no browser suites
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBrowser } from './findBrowser.mjs';
import { installPackages } from './installPackages.mjs';
import { makeEnvironment } from './makeEnvironment.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
/** Scripts of package.json, in the order they are run; the last tests use what `build` left in dist/. */
const STAGES = ['typecheck', 'lint', 'format:check', 'build'];

/** @typedef {{ passed: number, failed: number }} Count */
/** @typedef {{ isQuick: boolean, browsers: ('chromium' | 'firefox')[] }} Options */

/** @param {string[]} args @returns {Options} @throws {Error} if there is an argument that it does not know */
function readOptions(args) {
  /** @type {Options} */
  const options = { isQuick: false, browsers: ['chromium', 'firefox'] };
  for (const arg of args) {
    if (arg === '--quick') options.isQuick = true;
    else if (arg === '--browser=chromium') options.browsers = ['chromium'];
    else if (arg === '--browser=firefox') options.browsers = ['firefox'];
    else throw new Error(`Unknown argument ${arg}; known are --quick, --browser=chromium and --browser=firefox`);
  }
  return options;
}

/** @param {string} title */
const announce = (title) => console.log(`\n── ${title} ──`);

/** @param {string} script of package.json @returns {Count} */
function runStage(script) {
  announce(script);
  const { status } = spawnSync('npm', ['run', '--silent', script], {
    cwd: ROOT,
    stdio: 'inherit',
    env: makeEnvironment(),
  });
  return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/**
 * Runs jest and counts from its own report.
 * @param {Options} options
 * @returns {Count} at least one failure if it ran no test, broke down, or says itself that it failed
 */
function runJest({ isQuick, browsers }) {
  announce('tests');
  const folder = mkdtempSync(join(tmpdir(), 'portscope-tests-'));
  const report = join(folder, 'report.json');
  const projects = isQuick ? ['unit', 'panels'] : ['unit', 'panels', 'browser', 'e2e'];
  const { status } = spawnSync(
    process.execPath,
    ['node_modules/jest/bin/jest.js', '--json', `--outputFile=${report}`, '--selectProjects', ...projects],
    { cwd: ROOT, stdio: 'inherit', env: { ...makeEnvironment(), PORTSCOPE_BROWSERS: browsers.join(',') } },
  );
  try {
    const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(readFileSync(report, 'utf8'));
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    const isFailure = status !== 0 || numPassedTests === 0;
    return { passed: numPassedTests, failed: isFailure ? Math.max(failed, 1) : failed };
  } catch {
    console.error('jest ended without a report.');
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {Options} options @returns {Count[]} */
function runAll(options) {
  installPackages(ROOT);
  if (!options.isQuick) options.browsers.forEach(ensureBrowser);
  return [...STAGES.map(runStage), runJest(options)];
}

/** @returns {Count[]} */
function runOrExplain() {
  try {
    return runAll(readOptions(process.argv.slice(2)));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return [{ passed: 0, failed: 1 }];
  }
}

const counts = runOrExplain();
const passed = counts.reduce((sum, count) => sum + count.passed, 0);
const failed = counts.reduce((sum, count) => sum + count.failed, 0);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
