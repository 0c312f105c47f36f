// @ts-check
/**
 * Builds the extension: one esbuild call over a table of entries, written to dist/chrome and dist/firefox and packed as
 * dist/portscope-<browser>-<version>.zip. Fails when a bundle holds what it may not, or the agent outgrows its budget.
 *
 *   node build.mjs           minified, with zips
 *   node build.mjs --dev     readable, with source maps, without zips and budget
 *   node build.mjs --watch   like --dev, again after every change
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import esbuild from 'esbuild';
import { zipSync } from 'fflate';

const ROOT = dirname(fileURLToPath(import.meta.url));
const BROWSERS = /** @type {const} */ (['chrome', 'firefox']);
const POLYFILL = /^node_modules\/webextension-polyfill\//;

/**
 * One file that browsers load. `holds`: what may be in it, as patterns of paths from the root. `isGuest`: it runs in the
 * page's own world. `budget`: most bytes, minified and gzipped.
 * @typedef {{ out: string, entry: string, holds: RegExp[], isGuest?: boolean, budget?: number }} Bundle
 */
const AGENT = [/^src\/(protocol|agent)\//, /^extension\/page[^/]*\.ts$/];
/** Bytes; docs/decisions/027 says what the last of them bought. */
const AGENT_BUDGET = 17 * 1024;
const CARRIER = [/^src\/(protocol|link)\//, /^extension\/(?!page)/, /^late-agent:/, POLYFILL];
const VIEW = [/^src\/(protocol|link|model)\//, /^panels\//, /^node_modules\/(preact|elkjs)\//, POLYFILL];

/**
 * The agent for a page that is there already. It is no file, but the body of a function in background.js, because only a
 * function can be injected with arguments: the names of its handshake, which the page may not know.
 * @type {Bundle}
 */
const lateAgent = {
  out: 'page-late',
  entry: 'extension/page-late.ts',
  holds: AGENT,
  isGuest: true,
  budget: AGENT_BUDGET,
};

/** @type {Bundle[]} */
export const bundles = [
  lateAgent,
  { out: 'page', entry: 'extension/page.ts', holds: AGENT, isGuest: true, budget: AGENT_BUDGET },
  { out: 'relay', entry: 'extension/relay.ts', holds: CARRIER },
  { out: 'background', entry: 'extension/background.ts', holds: CARRIER },
  { out: 'devtools', entry: 'extension/devtools.ts', holds: CARRIER },
  { out: 'permission', entry: 'extension/permission.ts', holds: CARRIER },
  { out: 'panel', entry: 'panels/main.tsx', holds: VIEW },
  { out: 'panel', entry: 'panels/panel.css', holds: [/^panels\//] },
];

/** Files taken as they are: from the root, and the name in the extension. */
const files = [
  ['extension/devtools.html', 'devtools.html'],
  ['extension/permission.html', 'permission.html'],
  ['extension/permission.css', 'permission.css'],
  ['panels/panel.html', 'panel.html'],
  ['node_modules/elkjs/lib/elk-worker.min.js', 'elk-worker.min.js'],
  ...readdirSync(join(ROOT, 'extension/icons')).map((name) => [`extension/icons/${name}`, `icons/${name}`]),
].map(([from = '', to = '']) => ({ from, to }));

/** The only files that may import the polyfill, in whatever bundle they are. */
const POLYFILL_USERS = /^(extension\/(relay|background|devtools|permission)\.ts|panels\/connection\.ts)$/;

/**
 * Looks for what a bundle may not hold.
 * @param {Bundle} bundle
 * @param {esbuild.Metafile} metafile
 * @param {string} output its path in the metafile
 * @param {Uint8Array} contents
 * @param {boolean} isRelease budgets count for releases only
 * @returns {string[]} a sentence for each fault
 */
export function checkBundle(bundle, metafile, output, contents, isRelease) {
  const inputs = Object.keys(metafile.outputs[output]?.inputs ?? {});
  const faults = inputs
    .filter((path) => !bundle.holds.some((pattern) => pattern.test(path)))
    .map((path) => `${bundle.out} holds ${path}, which does not belong there`);
  for (const path of inputs) {
    const usesPolyfill = metafile.inputs[path]?.imports.some((imported) => POLYFILL.test(imported.path));
    if (usesPolyfill && !POLYFILL_USERS.test(path)) faults.push(`${path} may not import webextension-polyfill`);
  }
  // The getter of src/agent/patches/windowPost.ts asks who called it, which strict code is not told. Traps may be strict.
  if (bundle.isGuest && /^[^a-z]*["']use strict["']/.test(Buffer.from(contents).toString())) {
    faults.push(`${bundle.out} is strict as a whole`);
  }
  const size = gzipSync(contents, { level: 9 }).length;
  if (isRelease && bundle.budget !== undefined && size > bundle.budget) {
    faults.push(`${bundle.out} has ${size} bytes gzipped, ${size - bundle.budget} more than its budget`);
  }
  return faults;
}

/**
 * The one manifest, without what the browser in question would warn about.
 * @param {typeof BROWSERS[number]} browser
 * @param {string} version
 */
function makeManifest(browser, version) {
  const { background, message_serialization, ...shared } = readJson('manifest.json');
  const own =
    browser === 'chrome'
      ? { background: { service_worker: background.service_worker }, message_serialization }
      : { background };
  return `${JSON.stringify({ ...shared, version, ...own }, null, 2)}\n`;
}

/** @param {string} path */
const readJson = (path) => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));

/**
 * Checks what esbuild made and writes everything to dist/.
 * @param {esbuild.BuildResult<{ metafile: true, write: false }>} result
 * @param {boolean} isRelease
 * @throws {Error} whose message lists the faults; then nothing was written
 */
function finish(result, isRelease) {
  /** @type {Map<string, Uint8Array>} */
  const contents = new Map(files.map(({ from, to }) => [to, readFileSync(join(ROOT, from))]));
  const faults = [];
  for (const { path, contents: bytes } of result.outputFiles) {
    const name = basename(path);
    contents.set(name, bytes);
    if (name.endsWith('.map')) continue;
    const output = `dist/${name}`;
    const entry = result.metafile.outputs[output]?.entryPoint;
    const bundle = bundles.find((candidate) => candidate.entry === entry);
    if (bundle === undefined) faults.push(`${name} comes from no entry of the table`);
    else faults.push(...checkBundle(bundle, result.metafile, output, bytes, isRelease));
  }
  if (faults.length > 0) throw new Error(faults.join('\n'));

  const { version } = readJson('package.json');
  rmSync(join(ROOT, 'dist'), { recursive: true, force: true });
  for (const browser of BROWSERS) {
    const all = new Map(contents).set('manifest.json', Buffer.from(makeManifest(browser, version)));
    for (const [name, bytes] of all) {
      const path = join(ROOT, 'dist', browser, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, bytes);
    }
    if (isRelease) writeFileSync(join(ROOT, `dist/portscope-${browser}-${version}.zip`), pack(all));
  }
  printSizes(contents);
}

/**
 * A zip that is the same for the same contents, whenever and wherever it is made.
 * @param {Map<string, Uint8Array>} contents
 */
function pack(contents) {
  const sorted = [...contents].sort(([a], [b]) => (a < b ? -1 : 1));
  // The oldest date a zip can hold, in local time because that is what a zip holds.
  return zipSync(Object.fromEntries(sorted), { level: 9, mtime: new Date(1980, 0, 1) });
}

/** @param {Map<string, Uint8Array>} contents */
function printSizes(contents) {
  const rows = [...contents].filter(([name]) => /\.(js|css)$/.test(name));
  console.log(`${'file'.padEnd(20)}${'bytes'.padStart(10)}${'gzip'.padStart(10)}`);
  for (const [name, bytes] of rows) {
    const zipped = gzipSync(bytes, { level: 9 }).length;
    console.log(`${name.padEnd(20)}${String(bytes.length).padStart(10)}${String(zipped).padStart(10)}`);
  }
}

/**
 * Gives extension/injection.ts the late agent as a function (extension/late-agent.d.ts).
 * @param {boolean} isRelease
 * @returns {esbuild.Plugin}
 */
const inlineLateAgent = (isRelease) => ({
  name: 'late-agent',
  setup(build) {
    build.onResolve({ filter: /^late-agent$/ }, ({ path }) => ({ path, namespace: 'late-agent' }));
    build.onLoad({ filter: /.*/, namespace: 'late-agent' }, async () => {
      const { entry, out } = lateAgent;
      const shared = { ...options(isRelease), plugins: [], sourcemap: /** @type {const} */ (false) };
      const result = await esbuild.build({ ...shared, entryPoints: [{ in: entry, out }] });
      const contents = result.outputFiles[0]?.contents ?? new Uint8Array();
      const faults = checkBundle(lateAgent, result.metafile, `dist/${out}.js`, contents, isRelease);
      const code = Buffer.from(contents).toString();
      return {
        contents: `export function startLateAgent(PORTSCOPE_SECRET) {${code}}`,
        errors: faults.map((text) => ({ text })),
        watchFiles: Object.keys(result.metafile.inputs).map((path) => join(ROOT, path)),
      };
    });
  },
});

/** @param {boolean} isRelease @returns {esbuild.BuildOptions & { metafile: true, write: false }} */
const options = (isRelease) => ({
  absWorkingDir: ROOT,
  entryPoints: bundles.filter((bundle) => bundle !== lateAgent).map(({ entry, out }) => ({ in: entry, out })),
  plugins: [inlineLateAgent(isRelease)],
  outdir: 'dist',
  bundle: true,
  format: 'iife',
  target: ['chrome130', 'firefox142'],
  jsx: 'automatic',
  jsxImportSource: 'preact',
  // Instead of tsconfig.json, whose `strict` would put 'use strict' into every bundle.
  tsconfigRaw: { compilerOptions: { alwaysStrict: false } },
  define: { 'process.env.NODE_ENV': isRelease ? '"production"' : '"development"' },
  minify: isRelease,
  sourcemap: isRelease ? false : 'linked',
  legalComments: 'none',
  charset: 'utf8',
  metafile: true,
  write: false,
  logLevel: 'warning',
});

async function watch() {
  /** @type {esbuild.Plugin} */
  const plugin = {
    name: 'finish',
    setup(build) {
      const watchFiles = [...files.map(({ from }) => from), 'manifest.json'].map((path) => join(ROOT, path));
      build.onResolve({ filter: /main\.tsx$/ }, () => ({ watchFiles }));
      build.onEnd((result) => {
        if (result.errors.length > 0) return;
        try {
          finish(/** @type {any} */ (result), false);
        } catch (error) {
          console.error(error instanceof Error ? error.message : error);
        }
      });
    },
  };
  const shared = options(false);
  const context = await esbuild.context({ ...shared, plugins: [...(shared.plugins ?? []), plugin] });
  await context.watch();
}

async function main() {
  const missing = [...bundles.map(({ entry }) => entry), ...files.map(({ from }) => from)].filter(
    (path) => !existsSync(join(ROOT, path)),
  );
  if (missing.length > 0) throw new Error(`Cannot build: these files are missing: ${missing.join(', ')}`);
  if (process.argv.includes('--watch')) return watch();
  const isRelease = !process.argv.includes('--dev');
  finish(await esbuild.build(options(isRelease)), isRelease);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main().catch((/** @type {Error} */ error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
