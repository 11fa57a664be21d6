import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, type BuildOptions } from 'esbuild';

/** Bundles the suites into `out/test/e2e`: a file per test file for mocha in Node, one file for the worker host. */
export async function bundleSuites(root: string, { web }: { readonly web: boolean }): Promise<void> {
  const source = join(root, 'test/e2e');
  const target = join(root, 'out/test/e2e');
  rmSync(target, { recursive: true, force: true });
  const common: BuildOptions = { bundle: true, format: 'cjs', sourcemap: 'inline', logLevel: 'warning' };
  const tests = ['suite', 'reload', 'selftest'].flatMap(folder =>
    readdirSync(join(source, folder))
      .filter(name => name.endsWith('.test.ts'))
      .map(name => join(source, folder, name)),
  );
  await build({
    ...common,
    platform: 'node',
    target: 'node20',
    external: ['vscode', 'mocha'],
    entryPoints: [join(source, 'index.ts'), ...tests],
    outbase: source,
    outdir: target,
  });
  if (!web) return;
  await build({
    ...common,
    platform: 'browser',
    target: 'es2022',
    external: ['vscode'],
    mainFields: ['browser', 'module', 'main'],
    define: { global: 'globalThis' },
    alias: { 'node:assert/strict': join(source, 'web/assert.ts') },
    entryPoints: [join(source, 'web/index.ts')],
    outfile: join(target, 'web.js'),
  });
}
