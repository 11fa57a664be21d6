// Bundles the extension, the graph preview's page, the language server and the command line into dist/.
//   node scripts/build.mjs [--production] [--watch] [--out DIR]
// Type checking is apart (npm run typecheck), so that a build takes a moment.
import { context } from 'esbuild';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const out = process.argv.includes('--out') ? process.argv[process.argv.indexOf('--out') + 1] : 'dist';

/**
 * Modules of Node that only some calls need, and that take milliseconds of the start to load: they are loaded when
 * something in them is asked for.
 * @type {import('esbuild').Plugin}
 */
const loadedWhenUsed = {
  name: 'loaded when used',
  setup(build) {
    const modules = /^(?:node:)?(child_process|crypto|fs\/promises)$/;
    build.onResolve({ filter: modules }, ({ path, namespace }) =>
      namespace === 'used' ? { path, external: true } : { path: path.replace('node:', ''), namespace: 'used' },
    );
    build.onLoad({ filter: /./, namespace: 'used' }, ({ path }) => ({
      contents: `let loaded;
        for (const name of ${JSON.stringify(Object.keys(createRequire(import.meta.url)(path)))})
          Object.defineProperty(exports, name, { enumerable: true, get: () => (loaded ??= require('node:${path}'))[name] });`,
    }));
  },
};

/** @type {import('esbuild').BuildOptions} */
const node = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  mainFields: ['module', 'main'],
  external: ['vscode'],
  plugins: [loadedWhenUsed],
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
/**
 * The web extension and its server: the first is loaded by VS Code's worker host as a CommonJS module, the second
 * is a worker's own script. The worker condition keeps libraries from asking for a document.
 * @type {import('esbuild').BuildOptions}
 */
const worker = {
  bundle: true,
  platform: 'browser',
  target: 'chrome122',
  conditions: ['worker', 'browser'],
  external: ['vscode'],
  minify: production,
  sourcemap: production ? false : 'linked',
  logLevel: 'warning',
  metafile: true,
};
const shebang = { js: '#!/usr/bin/env node' };

const bundles = {
  extension: { ...node, entryPoints: ['client/src/extension.node.ts'], outfile: `${out}/extension.js` },
  webview: {
    ...webview,
    loader: { '.svg': 'copy' },
    entryPoints: ['graph.ts', 'graph.css', 'graph-light.svg', 'graph-dark.svg'].map(name => `client/webview/${name}`),
    outdir: `${out}/webview`,
  },
  server: { ...node, entryPoints: ['server/src/node/main.ts'], outfile: `${out}/server.js`, banner: shebang },
  webExtension: {
    ...worker,
    format: 'cjs',
    entryPoints: ['client/src/extension.web.ts'],
    outfile: `${out}/web/extension.js`,
  },
  webServer: {
    ...worker,
    format: 'iife',
    entryPoints: ['server/src/browser/main.ts'],
    outfile: `${out}/web/server.js`,
  },
  cli: { ...node, entryPoints: ['server/src/cli/main.ts'], outfile: `${out}/cli.js`, banner: shebang },
};

mkdirSync(`${out}/meta`, { recursive: true });
await Promise.all(
  Object.entries(bundles).map(async ([name, options]) => {
    const build = await context(options);
    if (watch) return build.watch();
    const { metafile } = await build.rebuild();
    writeFileSync(`${out}/meta/${name}.json`, JSON.stringify(metafile));
    await build.dispose();
  }),
);
