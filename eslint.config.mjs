import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

/** Node's own modules, in both spellings: the core and the language server must run in a worker. */
const nodeModules = [
  'node:*',
  'assert',
  'buffer',
  'child_process',
  'crypto',
  'fs',
  'fs/*',
  'http',
  'https',
  'net',
  'os',
  'path',
  'process',
  'stream',
  'url',
  'util',
  'worker_threads',
  'zlib',
];

/** What a layer may not import, as patterns and the reason why. */
const layer = (files, ...forbidden) => ({
  files,
  rules: {
    'no-restricted-imports': ['error', { patterns: forbidden.map(([group, message]) => ({ group, message })) }],
  },
});
const noNode = [nodeModules, 'This layer runs in a worker: files, processes and clocks come in through its arguments.'];
const noEditor = [['vscode', 'vscode-*', 'vscode-*/**'], 'The core knows nothing of editors and their protocol.'];
const noShell = [
  ['**/lsp', '**/lsp/**', '**/node/**', '**/browser/**', '**/cli/**'],
  'The core knows nothing of the shells around it.',
];

/** The folders of the core above a layer. Rules and fixes stand side by side. */
const aboveFixes = ['**/upgrade/**', '**/features/**', '**/drawing/**'];
const aboveAnalysis = ['**/rules/**', '**/fixes/**', ...aboveFixes];
const aboveWorkspace = ['**/analysis/**', ...aboveAnalysis];
const aboveParse = ['**/places/**', '**/workspace/**', ...aboveWorkspace];

export default tseslint.config(
  { ignores: ['dist/', 'out/', '**/node_modules/', '.vscode-test/'] },
  ...tseslint.configs.strict,
  ...tseslint.configs.stylistic,
  {
    // Pages and STIX come from anywhere: no expression may take more than time in step with its input.
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-backtracking': 'error',
    },
  },
  {
    rules: {
      'no-console': 'error',
      eqeqeq: 'error',
      'prefer-const': 'error',
      // Indexing is checked by the compiler (noUncheckedIndexedAccess); "!" says where it is known to hold.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Text is read by offsets all over.
      '@typescript-eslint/prefer-for-of': 'off',
      '@typescript-eslint/class-literal-property-style': 'off',
    },
  },
  // The layers, from the lowest up, as the map in docs/ARCHITECTURE.md has them; then the shells.
  layer(['server/src/core/flowchart/**'], noNode, noEditor, noShell, [
    ['**/catalog/**', '**/parse/**', ...aboveParse],
    'Reading a flowchart knows nothing of the page around it, nor of ATT&CK.',
  ]),
  layer(['server/src/core/catalog/**'], noNode, noEditor, noShell, [
    ['**/flowchart/**', '**/parse/**', ...aboveParse],
    'The catalog knows nothing of pages.',
  ]),
  layer(['server/src/core/parse/**'], noNode, noEditor, noShell, [
    aboveParse,
    'Reading text knows nothing of what is made of it.',
  ]),
  layer(['server/src/core/places/**'], noNode, noEditor, noShell, [
    ['**/catalog/**', '**/workspace/**', ...aboveWorkspace],
    'Where IDs stand is asked without ATT&CK.',
  ]),
  layer(['server/src/core/workspace/**'], noNode, noEditor, noShell, [
    ['**/catalog/**', ...aboveWorkspace],
    'What files say of themselves is asked without ATT&CK.',
  ]),
  layer(['server/src/core/analysis/**'], noNode, noEditor, noShell, [
    aboveAnalysis,
    'An analysis knows nothing of the rules and features that ask it.',
  ]),
  layer(['server/src/core/{rules,fixes}/**'], noNode, noEditor, noShell, [
    aboveFixes,
    'Rules and fixes know nothing of features and upgrades.',
  ]),
  layer(['server/src/core/upgrade/**'], noNode, noEditor, noShell, [
    ['**/features/**', '**/drawing/**'],
    'Upgrades know nothing of features.',
  ]),
  layer(['server/src/core/features/**'], noNode, noEditor, noShell, [
    ['**/drawing/**'],
    'Features know nothing of the picture that is made of a graph.',
  ]),
  layer(['server/src/core/drawing/**'], noNode, noEditor, noShell, [
    ['**/analysis/**', '**/catalog/**', '**/rules/**', '**/fixes/**', '**/parse/**', '**/flowchart/**'],
    'A drawing is made of a graph model, and of nothing behind it.',
  ]),
  layer(['server/src/core/*.ts'], noNode, noEditor, noShell),
  layer(['server/src/lsp/**'], noNode, [
    ['**/node/**', '**/browser/**', '**/cli/**', 'vscode-languageserver/node', 'vscode-languageserver/browser'],
    'The language server is the same in Node and in a worker: what differs comes in through Runtime.',
  ]),
  layer(['server/src/node/**'], [['**/browser/**', '**/cli/**'], 'The server knows nothing of the command line.']),
  layer(['server/src/browser/**'], noNode, [['**/node/**', '**/cli/**'], 'A worker has nothing of Node’s.']),
  layer(
    ['server/src/cli/**'],
    [['**/lsp/**', '**/browser/**'], 'The command line knows nothing of the language server.'],
  ),
  layer(
    ['client/src/**'],
    [
      [
        '**/server/src/core/**',
        '**/server/src/node/**',
        '**/server/src/cli/**',
        '**/server/src/lsp/**',
        '!**/server/src/lsp/protocol',
        '!**/server/src/core/translate',
      ],
      'The client imports the protocol’s types and how sentences are translated, and nothing else of the server.',
    ],
  ),
  layer(['client/webview/**'], noNode, [
    [
      'vscode',
      '**/server/src/*',
      '!**/server/src/core',
      '**/server/src/core/*',
      '!**/server/src/core/drawing',
      '!**/server/src/core/features',
      '!**/server/src/core/tacticOrder',
      '!**/server/src/core/text',
      '!**/server/src/core/translate',
      '**/server/src/core/features/*',
      '!**/server/src/core/features/graph',
      '!**/server/src/core/features/ranking',
      '../src/*',
      '!../src/preview',
    ],
    'The preview’s page draws a graph model, and hears of everything else in messages.',
  ]),
  {
    // CommonJS that stands in for VS Code's own modules, or is loaded by it.
    files: ['**/*.cjs', 'test/host/stubs/**'],
    rules: {
      '@typescript-eslint/no-require-imports': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      'prefer-const': 'off',
    },
  },
  { files: ['test/**'], rules: { '@typescript-eslint/no-unused-expressions': 'off' } },
  { files: ['scripts/**', 'test/e2e/**', 'test/host/**', 'test/preview/**'], rules: { 'no-console': 'off' } },
);
