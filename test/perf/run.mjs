// @ts-check
/**
 * Runs a measurement of this folder in plain Node, bundled, without a test runner around it:
 *
 *   node test/perf/run.mjs modelSpeed [arguments]
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const HERE = dirname(fileURLToPath(import.meta.url));
const [name = 'modelSpeed', ...rest] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'portscope-perf-'));
try {
  const outfile = join(folder, `${name}.mjs`);
  buildSync({
    entryPoints: [join(HERE, `${name}.ts`)],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'es2023',
    outfile,
    logLevel: 'warning',
  });
  const { status } = spawnSync(process.execPath, ['--expose-gc', outfile, ...rest], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
