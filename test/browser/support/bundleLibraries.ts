import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build } from 'esbuild';

/** Scenes of test/fixtures/transparency/libraries, and what they talk to. */
const FOLDER = join(__dirname, '../../fixtures/transparency/libraries');

/**
 * Bundles every script of that folder with the libraries it uses, as they come from npm. Classic scripts, like the other
 * scenes, and readable, so that stacks tell whose functions stand on them.
 * @returns the scripts' texts by their addresses
 */
export async function bundleLibraries(): Promise<ReadonlyMap<string, string>> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.js'));
  const { outputFiles } = await build({
    entryPoints: names.map((name) => join(FOLDER, name)),
    outdir: FOLDER,
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    // Asked for by workerpool where it runs in Node.
    external: ['child_process', 'os', 'worker_threads'],
    define: { 'process.env.NODE_ENV': '"production"' },
    legalComments: 'none',
    logLevel: 'error',
  });
  return new Map(outputFiles.map(({ path, text }) => [`/libraries/${basename(path)}`, text]));
}
