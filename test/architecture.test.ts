import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import ts from 'typescript';
import { layerOf, refuseImport } from './support/layers.mjs';

const ROOT = join(__dirname, '..');

/** Every source of the product, from the root. */
const sources = ['src', 'extension', 'panels'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => `${folder}/${path}`),
);

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

/** What a text imports, in every form: import, export … from, import(), import types. */
function importsOf(path: string, text: string): { specifier: string; isType: boolean }[] {
  const found: { specifier: string; isType: boolean }[] = [];
  const add = (specifier: ts.Node | undefined, isType: boolean) => {
    if (specifier !== undefined && ts.isStringLiteral(specifier)) found.push({ specifier: specifier.text, isType });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node))
      add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false));
  return found;
}

/** All names that occur as code, not in comments or strings. */
function identifiersOf(path: string, text: string): Set<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) names.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false));
  return names;
}

describe('who may import whom', () => {
  test('there are sources to look at, and each belongs to a layer', () => {
    expect(sources.length).toBeGreaterThan(10);
    expect(sources.filter((path) => layerOf(path) === undefined)).toEqual([]);
  });

  test.each(sources)('%s', (path) => {
    const refusals = importsOf(path, read(path)).map(({ specifier, isType }) => refuseImport(path, specifier, isType));
    expect(refusals.filter((refusal) => refusal !== null)).toEqual([]);
  });

  test.each([
    ['src/protocol/a.ts', '../link/b'],
    ['src/protocol/a.ts', '../model'],
    ['src/agent/a.ts', '../model'],
    ['src/agent/patches/a.ts', '../../model/types'],
    ['src/agent/a.ts', '../link/link'],
    ['src/model/a.ts', '../agent/registry'],
    ['src/model/a.ts', '../../panels/session'],
    ['src/link/a.ts', '../agent'],
    ['src/model/a.ts', 'preact'],
    ['src/link/a.ts', 'webextension-polyfill'],
    ['src/model/a.ts', 'node:fs'],
    ['src/model/a.ts', '../../test/support/layers.mjs'],
    ['panels/graph/a.tsx', '../../src/agent'],
    ['panels/graph/a.tsx', 'webextension-polyfill'],
    ['panels/session.ts', 'webextension-polyfill'],
    ['extension/page.ts', 'webextension-polyfill'],
    ['extension/page.ts', '../src/model'],
    ['extension/relay.ts', '../src/agent'],
    ['extension/helper.ts', 'webextension-polyfill'],
    ['extension/background.ts', '../panels/session'],
  ])('%s must not import %s', (from, specifier) => {
    expect(refuseImport(from, specifier)).toContain(from);
  });

  test.each([
    ['src/agent/patches/a.ts', '../natives'],
    ['src/agent/a.ts', '../protocol'],
    ['src/model/a.ts', '../protocol/records'],
    ['src/link/index.ts', './memory'],
    ['panels/main.tsx', './connection'],
    ['panels/graph/a.tsx', '../../src/model'],
    ['panels/main.tsx', 'preact/hooks'],
    ['panels/connection.ts', 'webextension-polyfill'],
    ['extension/page-late.ts', './page'],
    ['extension/relay.ts', 'webextension-polyfill'],
    ['test/unit/a.test.ts', '../../src/agent'],
  ])('%s may import %s', (from, specifier) => {
    expect(refuseImport(from, specifier)).toBeNull();
  });

  test('imports are found in every form', () => {
    const text = `import a from './a'; import type { B } from './b'; export * from './c'; export { d } from './d';
      const e = import('./e'); type F = import('./f').F; import './g';`;
    const found = importsOf('a.ts', text);
    expect(found.map(({ specifier }) => specifier)).toEqual(['./a', './b', './c', './d', './e', './f', './g']);
    expect(found.filter(({ isType }) => isType).map(({ specifier }) => specifier)).toEqual(['./b', './f']);
  });

  test('types of the polyfill do not make a file depend on it', () => {
    expect(refuseImport('extension/helper.ts', 'webextension-polyfill', true)).toBeNull();
    expect(refuseImport('panels/session.ts', 'webextension-polyfill', true)).not.toBeNull();
  });
});

describe('src knows no browser extension and no view library', () => {
  test.each(sources.filter((path) => path.startsWith('src/')))('%s', (path) => {
    const text = read(path);
    const names = identifiersOf(path, text);
    expect(['chrome', 'browser'].filter((name) => names.has(name))).toEqual([]);
    // Imported, that is: the name of its developer tools may be known.
    expect(text).not.toMatch(/['"]@?preact(\/|['"])/);
  });

  test('names in comments and strings do not count, names in code do', () => {
    expect(identifiersOf('a.ts', `// browser\nconst a = 'chrome';`).has('chrome')).toBe(false);
    expect(identifiersOf('a.ts', 'globalThis.chrome.tabs').has('chrome')).toBe(true);
  });
});

describe('one message, one line', () => {
  /** Cells of every row below the heading's table head. */
  function readTable(): string[][] {
    const [, section] = read('README.md').split(/^## One message, one line$/m);
    if (section === undefined) throw new Error('README.md has no heading "## One message, one line"');
    const lines = section.trimStart().split('\n');
    const start = lines.findIndex((line) => /^\|[\s|:-]+\|$/.test(line)) + 1;
    const rows = lines.slice(start);
    const end = rows.findIndex((line) => !line.startsWith('|'));
    return rows.slice(0, end === -1 ? undefined : end).map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );
  }

  test('the README has the whole table, numbered from 1', () => {
    const rows = readTable();
    expect(rows.length).toBeGreaterThanOrEqual(9);
    expect(rows.map(([n]) => n)).toEqual(rows.map((_, index) => String(index + 1)));
  });

  test('every path in its third column exists', () => {
    const paths = readTable().map((cells) =>
      [...(cells[2] ?? '').matchAll(/`([^`]+)`/g)].map(([, path]) => path ?? ''),
    );
    expect(paths.filter((found) => found.length === 0)).toEqual([]);
    const missing = paths.flat().filter((path) => !existsSync(join(ROOT, path.replace(/\/…$/, ''))));
    expect(missing).toEqual([]);
  });
});
