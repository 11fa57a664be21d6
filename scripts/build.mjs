// Bundles the extension, the graph preview's page, the language server and the command line into dist/.
//   node scripts/build.mjs [--production] [--watch]
// Type checking is apart (npm run typecheck), so that a build takes a moment.
import { context } from 'esbuild';
import { mkdirSync, writeFileSync } from 'node:fs';

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');

/** @type {import('esbuild').BuildOptions} */
const node = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  mainFields: ['module', 'main'],
  external: ['vscode'],
  minify: production,
  sourcemap: production ? false : 'linked',
  logLevel: 'warning',
  metafile: true,
};

/**
 * The preview's page runs in VS Code's own browser: Electron 29 in the oldest release that the extension supports.
 * @type {import('esbuild').BuildOptions}
 */
const webview = {
  bundle: true,
  platform: 'browser',
  target: 'chrome122',
  format: 'iife',
  minify: production,
  sourcemap: production ? false : 'linked',
  logLevel: 'warning',
  metafile: true,
};
const shebang = { js: '#!/usr/bin/env node' };

const bundles = {
  extension: { ...node, entryPoints: ['client/src/extension.node.ts'], outfile: 'dist/extension.js' },
  webview: {
    ...webview,
    entryPoints: ['client/webview/graph.ts', 'client/webview/graph.css'],
    outdir: 'dist/webview',
  },
  server: { ...node, entryPoints: ['server/src/node/main.ts'], outfile: 'dist/server.js', banner: shebang },
  cli: { ...node, entryPoints: ['server/src/cli/main.ts'], outfile: 'dist/cli.js', banner: shebang },
};

mkdirSync('dist/meta', { recursive: true });
await Promise.all(
  Object.entries(bundles).map(async ([name, options]) => {
    const build = await context(options);
    if (watch) return build.watch();
    const { metafile } = await build.rebuild();
    writeFileSync(`dist/meta/${name}.json`, JSON.stringify(metafile));
    await build.dispose();
  }),
);
