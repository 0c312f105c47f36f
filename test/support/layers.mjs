// @ts-check
/**
 * Who may import whom: the table of the design's "The shape". Lint asks it while one types, test/architecture.test.ts
 * asks it for every import there is, and build.mjs proves the same by looking at what went into each bundle.
 */
import { posix } from 'node:path';

/**
 * `typePackages`: packages whose types alone may be imported, which leaves nothing in a bundle.
 * @typedef {{ files: RegExp, name: string, mayImport: string[], packages: string[], typePackages?: string[] }} Layer
 */

/**
 * The first layer whose pattern matches a path is the file's own.
 * @type {Layer[]}
 */
export const layers = [
  { name: 'protocol', files: /^src\/protocol\//, mayImport: [], packages: [] },
  { name: 'link', files: /^src\/link\//, mayImport: ['protocol'], packages: [] },
  { name: 'agent', files: /^src\/agent\//, mayImport: ['protocol'], packages: [] },
  { name: 'model', files: /^src\/model\//, mayImport: ['protocol'], packages: [] },
  { name: 'page entry', files: /^extension\/page[^/]*\.ts$/, mayImport: ['protocol', 'agent'], packages: [] },
  {
    name: 'browser entry',
    files: /^extension\/(relay|background|devtools|permission)\.ts$/,
    mayImport: ['extension', 'protocol', 'link'],
    packages: ['webextension-polyfill'],
  },
  {
    name: 'extension',
    files: /^extension\//,
    mayImport: ['protocol', 'link'],
    // Made by build.mjs.
    packages: ['late-agent'],
    typePackages: ['webextension-polyfill'],
  },
  {
    name: 'connection',
    files: /^panels\/connection\.ts$/,
    mayImport: ['panels', 'protocol', 'link', 'model'],
    packages: ['webextension-polyfill'],
  },
  {
    name: 'panels',
    files: /^panels\//,
    mayImport: ['connection', 'protocol', 'link', 'model'],
    packages: ['preact', 'elkjs'],
  },
];

/**
 * @param {string} path from the repository's root, with `/`
 * @returns {Layer | undefined} undefined: outside the product (tests, demo, tools), which may import what it likes
 */
export const layerOf = (path) => layers.find(({ files }) => files.test(path));

/**
 * Says what is wrong with one import.
 * @param {string} from the importing file, from the repository's root, with `/`
 * @param {string} specifier as written
 * @param {boolean} isTypeOnly `import type`, which is gone after compiling
 * @returns {string | null} a sentence, or null if the import is allowed
 */
export function refuseImport(from, specifier, isTypeOnly = false) {
  const layer = layerOf(from);
  if (layer === undefined) return null;
  if (!specifier.startsWith('.')) {
    const allowed = isTypeOnly ? [...layer.packages, ...(layer.typePackages ?? [])] : layer.packages;
    const isAllowed = allowed.some((name) => specifier === name || specifier.startsWith(`${name}/`));
    return isAllowed ? null : `${from} (${layer.name}) may not import the package ${specifier}`;
  }
  const target = posix.join(posix.dirname(from), specifier);
  // An import has no extension and may name a file or a folder.
  const other = layerOf(`${target}.ts`) ?? layerOf(`${target}/index.ts`);
  if (other === undefined) return `${from} (${layer.name}) may not import ${target}, which is outside the product`;
  if (other === layer || layer.mayImport.includes(other.name)) return null;
  return `${from} (${layer.name}) may not import ${target} (${other.name})`;
}
