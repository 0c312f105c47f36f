import { relative, sep } from 'node:path';
import eslint from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { refuseImport } from './test/support/layers.mjs';

/** Reports imports that break the table in test/support/layers.mjs, in every form an import can have. */
const layering = {
  meta: { type: /** @type {const} */ ('problem'), schema: [] },
  /** @param {import('eslint').Rule.RuleContext} context */
  create(context) {
    const from = relative(import.meta.dirname, context.filename)
      .split(sep)
      .join('/');
    /** @param {{ source?: any, importKind?: string }} node */
    const check = (node) => {
      const specifier = node.source?.value ?? node.source?.literal?.value;
      const reason = typeof specifier === 'string' ? refuseImport(from, specifier, node.importKind === 'type') : null;
      if (reason !== null) context.report({ node, message: reason });
    };
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportAllDeclaration: check,
      ExportNamedDeclaration: check,
      TSImportType: check,
    };
  },
};

/** Array and string methods that a page can replace. Names that the agent's own objects may have (get, set, has) are out. */
const replaceable = [
  'at|concat|copyWithin|entries|every|fill|filter|find|findIndex|findLast|findLastIndex|flat|flatMap|forEach|includes',
  'indexOf|join|lastIndexOf|map|pop|push|reduce|reduceRight|reverse|shift|slice|some|sort|splice|toReversed|toSorted',
  'toSpliced|unshift|with|charAt|charCodeAt|codePointAt|endsWith|match|matchAll|padEnd|padStart|repeat|replace|replaceAll',
  'split|startsWith|substring|trim|toLowerCase|toUpperCase',
].join('|');

/** What would run code that the page can replace; see src/agent/natives.ts. */
const guestManners = [
  {
    selector: 'ForOfStatement',
    message: 'for…of runs Array.prototype[Symbol.iterator], which is the page’s: use an index.',
  },
  {
    selector: ':matches(ArrayExpression, CallExpression, NewExpression) > SpreadElement',
    message:
      'Spread runs Array.prototype[Symbol.iterator], which is the page’s: use apply or construct of the primitives.',
  },
  { selector: 'ArrayPattern', message: 'Array destructuring runs Array.prototype[Symbol.iterator]: read by index.' },
  {
    selector: `CallExpression[callee.object.type!='ThisExpression'][callee.property.name=/^(${replaceable})$/]`,
    message: 'The page can replace this method: write by index, or call the captured native.',
  },
  { selector: 'YieldExpression', message: 'Generators run %GeneratorPrototype%.next, which is the page’s.' },
  { selector: 'AwaitExpression', message: 'await reads `constructor` and `then` of promises, which are the page’s.' },
  { selector: 'TaggedTemplateExpression', message: 'A tag gets an array with the page’s prototype.' },
  {
    selector: 'TemplateLiteral > :not(TemplateElement):matches(ObjectExpression, ArrayExpression)',
    message: 'Objects in templates are converted by methods that are the page’s.',
  },
];

export default defineConfig(
  // Fixtures are pages, played as they are, and odd on purpose.
  globalIgnores(['dist/', 'coverage/', 'demo/out/', 'test/fixtures/']),
  eslint.configs.recommended,
  tseslint.configs.recommended,
  {
    plugins: { portscope: { rules: { layering } } },
    rules: {
      'portscope/layering': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-restricted-syntax': ['error', { selector: 'TSEnumDeclaration', message: 'Use a union of string literals.' }],
      // tsc knows the globals of every file; this rule would need them listed.
      'no-undef': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', caughtErrors: 'none' }],
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ['src/**/*.ts', 'extension/**/*.ts', 'panels/**/*.{ts,tsx}'],
    rules: {
      'no-console': 'error',
      'no-restricted-globals': ['error', 'chrome', 'browser', 'process', 'Buffer', 'require', 'global', '__dirname'],
    },
  },
  {
    // Classic scripts that share their global names.
    files: ['demo/pages/**/*.js'],
    languageOptions: { sourceType: 'script' },
    rules: { '@typescript-eslint/no-unused-vars': ['error', { vars: 'local' }] },
  },
  {
    files: ['src/agent/**/*.ts', 'extension/page*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'Use a union of string literals.' },
        ...guestManners,
      ],
    },
  },
);
