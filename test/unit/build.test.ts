import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { Metafile } from 'esbuild';
import { bundles, checkBundle } from '../../build.mjs';

/** What esbuild says of one output made of these inputs, each with what it imports. */
function describeOutput(inputs: Record<string, string[]>): Metafile {
  const paths = Object.keys(inputs);
  const toImport = (path: string) => ({ path, kind: 'import-statement' as const });
  return {
    inputs: Object.fromEntries(paths.map((path) => [path, { bytes: 1, imports: (inputs[path] ?? []).map(toImport) }])),
    outputs: {
      'dist/a.js': {
        bytes: 1,
        imports: [],
        exports: [],
        inputs: Object.fromEntries(paths.map((path) => [path, { bytesInOutput: 1 }])),
      },
    },
  };
}

function check(out: string, inputs: Record<string, string[]>, contents = Buffer.from(''), isRelease = true): string[] {
  const bundle = bundles.find((candidate) => candidate.out === out);
  if (bundle === undefined) throw new Error(`no bundle ${out}`);
  return checkBundle(bundle, describeOutput(inputs), 'dist/a.js', contents, isRelease);
}

const POLYFILL = 'node_modules/webextension-polyfill/dist/browser-polyfill.js';

describe('what a bundle may hold', () => {
  test.each([
    ['page', 'src/model/reduce.ts'],
    ['page', 'src/link/link.ts'],
    ['page', 'extension/relay.ts'],
    ['page', POLYFILL],
    ['page-late', 'node_modules/preact/dist/preact.mjs'],
    ['relay', 'src/agent/install.ts'],
    ['relay', 'src/model/index.ts'],
    ['relay', 'extension/page.ts'],
    ['background', 'src/model/index.ts'],
    ['devtools', 'panels/session.ts'],
    ['panel', 'src/agent/natives.ts'],
    ['panel', 'extension/background.ts'],
    ['panel', 'test/support/layers.mjs'],
    ['panel', 'node_modules/left-pad/index.js'],
  ])('%s does not hold %s', (out, path) => {
    expect(check(out, { [path]: [] })).toEqual([`${out} holds ${path}, which does not belong there`]);
  });

  test('only the files that talk to the browser import the polyfill', () => {
    expect(check('background', { 'extension/background.ts': [POLYFILL], [POLYFILL]: [] })).toEqual([]);
    expect(check('background', { 'extension/injection.ts': [POLYFILL], [POLYFILL]: [] })).toEqual([
      'extension/injection.ts may not import webextension-polyfill',
    ]);
    expect(check('panel', { 'panels/connection.ts': [POLYFILL], [POLYFILL]: [] })).toEqual([]);
    expect(check('panel', { 'panels/session.ts': [POLYFILL], [POLYFILL]: [] })).toHaveLength(1);
  });
});

describe('the agent', () => {
  const agent = { 'extension/page.ts': ['src/agent/index.ts'], 'src/agent/index.ts': [] };

  test('is not strict', () => {
    expect(check('page', agent, Buffer.from('(() => { f(); })();'))).toEqual([]);
    expect(check('page', agent, Buffer.from('"use strict";(() => { f(); })();'))).toEqual([
      `page is strict as a whole`,
    ]);
  });

  test('stays within its budget, which counts for releases', () => {
    const tooMuch = randomBytes(17 * 1024 + 1);
    expect(check('page', agent, tooMuch)).toEqual([
      expect.stringMatching(/^page has \d+ bytes gzipped, \d+ more than/),
    ]);
    expect(check('page', agent, tooMuch, false)).toEqual([]);
  });
});
