/** Four kinds of test, told apart by the end of the file name and by the app; STYLE and CONTRIBUTING say what belongs where. */
const shared = {
  extensionsToTreatAsEsm: ['.ts'],
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['development', 'node', 'node-addons'] },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        sourceMaps: 'inline',
        module: { type: 'es6' },
        jsc: {
          target: 'es2023',
          keepClassNames: true,
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
        },
      },
    ],
  },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.data/'],
};

const kind = (displayName, pattern, more = {}) => ({ ...shared, displayName, testMatch: [pattern], ...more });

/** For the kinds of test that copy databases from one server. */
const onDatabaseServer = {
  globalSetup: '<rootDir>/libs/testing/jest-setup.mjs',
  globalTeardown: '<rootDir>/libs/testing/jest-teardown.mjs',
};

export default {
  testTimeout: 30_000,
  // Jest leaves one processor to itself; the tests of databases and processes mostly wait.
  maxWorkers: '100%',
  reporters: ['default', '<rootDir>/libs/testing/jest-reporter.mjs'],
  projects: [
    kind('unit', '<rootDir>/{apps,libs}/**/*.spec.ts'),
    kind('database', '<rootDir>/{apps,libs}/**/*.db-spec.ts', onDatabaseServer),
    kind('queue', '<rootDir>/apps/worker/test/**/*.e2e-spec.ts', onDatabaseServer),
    kind('e2e', '<rootDir>/apps/{api,cli}/test/**/*.e2e-spec.ts', onDatabaseServer),
  ],
};
