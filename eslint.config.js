import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import ts from 'typescript-eslint';

// The house's directions (CONTRIBUTING.md, "Direction"), as rules. A pattern list per folder; the message says what to do.
const forbid = (patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });
const noBarrel = { regex: '/index(\\.js)?$', message: 'No barrel files: import the file that holds it.' };
const otherFeature = {
  regex: '^\\.\\./[a-z]+/.+\\.(repository|entity)\\.js$',
  message: "Call the other feature's service, not its repository or entity.",
};
const serverOnly = {
  regex: '@sammelan/server|/server/',
  message: 'web and shared never import the server, not even a type.',
};

export default ts.config(
  { ignores: ['**/dist/**', 'server/bundle/**', '**/node_modules/**', 'coverage/**', '.data/**'] },
  js.configs.recommended,
  ...ts.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  { files: ['**/*.{js,mjs}'], languageOptions: { globals: globals.node } },
  {
    files: ['shared/src/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: forbid([
      noBarrel,
      {
        regex: '^(?!\\.{1,2}/|class-validator$|class-transformer$|reflect-metadata(/lite)?$)',
        message: 'shared imports only class-validator, class-transformer and reflect-metadata.',
      },
    ]),
  },
  {
    files: ['web/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    languageOptions: { globals: globals.browser },
    rules: { ...reactHooks.configs.recommended.rules, ...forbid([noBarrel, serverOnly]) },
  },
  { files: ['server/src/**/*.ts'], rules: forbid([noBarrel, otherFeature]) },
  {
    // Nest reads constructor types at run time.
    files: ['server/src/**/*.ts'],
    rules: { '@typescript-eslint/consistent-type-imports': 'off' },
  },
  {
    files: ['server/src/*/*.service.ts', 'server/src/*/*.rules.ts'],
    rules: forbid([
      noBarrel,
      otherFeature,
      {
        regex: '^(socket\\.io|@nestjs/websockets|@nestjs/platform-socket\\.io|typeorm|@nestjs/typeorm|pg)',
        message: 'Services know neither sockets nor the database: use Broadcaster and the repository.',
      },
    ]),
  },
  {
    files: ['server/src/*/*.gateway.ts', 'server/src/*/*.controller.ts'],
    rules: forbid([
      noBarrel,
      { regex: '\\.(repository|entity)\\.js$', message: 'Handlers call services.' },
      { regex: '^(typeorm|@nestjs/typeorm|pg)', message: 'Handlers call services.' },
    ]),
  },
  {
    files: ['server/src/*/*.repository.ts'],
    rules: forbid([
      noBarrel,
      otherFeature,
      { regex: '\\.(service|gateway|controller)\\.js$', message: 'A repository holds no rules and calls nobody.' },
    ]),
  },
  {
    files: ['server/src/media/**/*.ts'],
    // Its tests borrow peers and packets from test/support.
    ignores: ['**/*.test.ts'],
    rules: forbid([
      noBarrel,
      { regex: '^(@nestjs/|socket\\.io|typeorm)', message: 'media/ knows neither Nest nor sockets.' },
      { regex: '^\\.\\./(?!media/)', message: 'media/ stands alone; the stage and playback features adapt it.' },
    ]),
  },
  {
    // A folder in media/ may look into media/, and no further.
    files: ['server/src/media/*/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: forbid([
      noBarrel,
      { regex: '^(@nestjs/|socket\\.io|typeorm)', message: 'media/ knows neither Nest nor sockets.' },
      { regex: '^\\.\\./\\.\\./', message: 'media/ stands alone; the stage and playback features adapt it.' },
    ]),
  },
  {
    files: ['test/**/*.{ts,mjs}', '**/*.test.{ts,tsx}'],
    languageOptions: { globals: { ...globals.node, ...globals.jest } },
  },
);
