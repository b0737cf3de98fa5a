import tseslint from 'typescript-eslint';

/** What STYLE calls PURE: plain TypeScript over plain data, without clock, environment or unseeded randomness. */
const pure = ['libs/matching/src/**', 'libs/scheduling/src/**', 'libs/calendar/src/**'];

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', '.data/', 'node_modules/', '**/*.js', '!apps/api/src/link-pages/browser/*.js', '**/*.cjs', '**/*.mjs'] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'off', // decorated constructors need the value import
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Exports are named (STYLE).' },
        { selector: 'TSEnumDeclaration[const=true]', message: 'isolatedModules cannot inline a const enum.' },
      ],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  {
    files: pure,
    ignores: ['**/*.spec.ts', '**/*.bench.ts'],
    rules: {
      'no-restricted-globals': ['error', 'process', 'performance', 'console', 'fetch', 'setTimeout', 'setInterval', 'Buffer'],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Pure libraries take a seed.' },
        { object: 'Date', property: 'now', message: 'Pure libraries have no clock: take the time as an argument.' },
      ],
      'no-restricted-syntax': ['error', { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Pure libraries have no clock.' }],
    },
  },
  {
    files: ['**/*.spec.ts', '**/*.db-spec.ts', '**/*.e2e-spec.ts', 'libs/testing/**', 'apps/*/test/**'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-explicit-any': 'off',
    },
  },
  { files: ['apps/cli/**', '**/*.bench.ts', '**/fuzz.main.ts', 'tools/**'], rules: { 'no-console': 'off' } },
);
