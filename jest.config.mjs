/**
 * One project per kind of test, chosen with `--selectProjects`: `unit` and `panels` need only Node, `browser` and `e2e`
 * start real browsers (`e2e` uses what `npm run build` left in dist/).
 */

/** Sources are ESM TypeScript; jest runs CommonJS. Packages that ship ESM only are transformed along. */
const common = {
  moduleFileExtensions: ['ts', 'tsx', 'mjs', 'cjs', 'js', 'json'],
  transform: { '\\.(ts|tsx|mjs)$': '<rootDir>/test/support/esbuildTransform.mjs' },
  transformIgnorePatterns: ['/node_modules/(?!(preact|@preact)/)'],
};

/** Browsers are started one after the other, whatever `--maxWorkers` says. */
const inBrowsers = {
  ...common,
  runner: '<rootDir>/test/support/serialRunner.mjs',
  setupFilesAfterEnv: ['<rootDir>/test/support/browserTimeout.mjs'],
};

export default {
  projects: [
    {
      ...common,
      displayName: 'unit',
      testMatch: [
        '<rootDir>/test/*.test.ts',
        '<rootDir>/test/unit/**/*.test.ts',
        '<rootDir>/test/contract/**/*.test.ts',
        '<rootDir>/test/pipeline/**/*.test.ts',
      ],
    },
    {
      ...common,
      displayName: 'panels',
      testEnvironment: 'jsdom',
      testEnvironmentOptions: { customExportConditions: ['require', 'browser', 'default'] },
      testMatch: ['<rootDir>/test/panels/**/*.test.tsx', '<rootDir>/test/panels/**/*.test.ts'],
    },
    { ...inBrowsers, displayName: 'browser', testMatch: ['<rootDir>/test/browser/**/*.test.ts'] },
    { ...inBrowsers, displayName: 'e2e', testMatch: ['<rootDir>/test/e2e/**/*.test.ts'] },
  ],
};
