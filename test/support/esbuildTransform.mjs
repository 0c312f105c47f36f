// @ts-check
import { transformSync } from 'esbuild';

/**
 * Jest transformer: TypeScript, TSX and ESM JavaScript to CommonJS, types stripped and not checked (`tsc` does that).
 * `import.meta.url` and `import.meta.dirname` keep their meaning; `import()` becomes `require`, so that jest resolves it.
 */
export default {
  /**
   * @param {string} source
   * @param {string} path
   * @returns {{ code: string }}
   */
  process(source, path) {
    const { code } = transformSync(source, {
      sourcefile: path,
      loader: path.endsWith('.tsx') ? 'tsx' : path.endsWith('.ts') ? 'ts' : 'js',
      format: 'cjs',
      platform: 'node',
      target: 'node20',
      supported: { 'dynamic-import': false },
      jsx: 'automatic',
      jsxImportSource: 'preact',
      define: { 'import.meta.url': '__metaUrl', 'import.meta.dirname': '__dirname' },
      banner: `const __metaUrl = require('node:url').pathToFileURL(__filename).href;`,
      sourcemap: 'inline',
      sourcesContent: false,
    });
    return { code };
  },
};
