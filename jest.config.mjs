// One configuration, three projects. Nest 12 and others ship as ES modules only, so those packages are transformed too.
const esmPackages =
  '@nestjs|jose|uuid|load-esm|file-type|strtok3|token-types|uint8array-extras|@tokenizer|@borewit|fast-check|pure-rand|csv-parse|aws4fetch';
const common = {
  testEnvironment: 'node',
  moduleNameMapper: {
    '^@sammelan/shared/(.*)\\.js$': '<rootDir>/shared/src/$1',
    '^@sammelan/server/(.*)\\.js$': '<rootDir>/server/src/$1',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transformIgnorePatterns: [
    `/node_modules/(?!\\.pnpm|${esmPackages})`,
    `/node_modules/\\.pnpm/(?!${esmPackages.replaceAll('@nestjs', '@nestjs\\+').replaceAll('@tokenizer', '@tokenizer\\+').replaceAll('@borewit', '@borewit\\+')})`,
  ],
  transform: {
    '^.+\\.(t|j)sx?$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true, tsx: true },
          transform: {
            legacyDecorator: true,
            decoratorMetadata: true,
            useDefineForClassFields: false,
            react: { runtime: 'automatic' },
          },
          target: 'es2022',
        },
        module: { type: 'commonjs' },
      },
    ],
  },
};

/** Of those who start servers. */
const withServers = {
  ...common,
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
};

export default {
  projects: [
    {
      ...common,
      displayName: 'unit',
      testMatch: ['<rootDir>/{shared,server,web}/src/**/*.test.{ts,tsx}', '<rootDir>/test/contract/**/*.test.ts'],
    },
    { ...withServers, displayName: 'integration', testMatch: ['<rootDir>/test/integration/**/*.test.ts'] },
    // Not in `npm test`: these wait for segments, minutes of them.
    { ...withServers, displayName: 'packaging', testMatch: ['<rootDir>/test/packaging/**/*.test.ts'] },
    { ...withServers, displayName: 'e2e', testMatch: ['<rootDir>/test/e2e/**/*.test.ts'] },
  ],
  testSequencer: '<rootDir>/test/support/longest-first.mjs',
  // Integration and browser tests start servers; the slowest single step has a time-out of its own.
  testTimeout: 60_000,
};
