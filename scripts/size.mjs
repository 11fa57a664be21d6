// Fails when a bundle or the catalog has grown over its limit. Reads what the production build left in dist/meta/.
import { gzipSync } from 'node:zlib';
import { readFileSync, statSync } from 'node:fs';

/** Bytes, minified. A limit is raised in the commit that needs it, with the reason. */
const limits = {
  'dist/extension.js': 500_000,
  'dist/server.js': 620_000,
  'dist/cli.js': 400_000,
  'dist/web/extension.js': 480_000,
  'dist/web/server.js': 600_000,
  'dist/webview/graph.js': 150_000,
};
/** Bytes of both catalog files together, compressed. */
const catalogLimit = 1_000_000;

let failed = 0;
const report = (name, size, limit) => {
  if (size > limit) failed++;
  console.log(
    `${size > limit ? 'OVER ' : 'ok   '}${name}: ${size.toLocaleString('en')} of ${limit.toLocaleString('en')} bytes`,
  );
};
for (const [file, limit] of Object.entries(limits)) {
  const size = statSync(file, { throwIfNoEntry: false })?.size;
  if (size === undefined) continue;
  report(file, size, limit);
}
const catalog = ['newest', 'history'].map(
  name => gzipSync(readFileSync(`server/catalog/${name}.catalog`), { level: 9 }).length,
);
report('server/catalog (gzip)', catalog[0] + catalog[1], catalogLimit);
process.exit(failed > 0 ? 1 : 0);
