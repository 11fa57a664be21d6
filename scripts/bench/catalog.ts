import { execFileSync, type ExecFileSyncOptionsWithStringEncoding } from 'node:child_process';
import { gzipSync } from 'node:zlib';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { historyFile, loadCatalog, newestFile } from '../../server/src/node/catalogFiles';
import { milliseconds, time, type Table } from './measure';

const root = join(__dirname, '..', '..');
const folder = join(root, 'server', 'catalog');

/** The catalog: opening it, unfolding an old version, looking up. */
export async function benchCatalog(): Promise<Table> {
  const open = await time(() => loadCatalog(folder).at('enterprise', 'latest').get('T1566.002'));
  const unfold = await time(() => loadCatalog(folder).at('enterprise', '9.0').get('T1566.002'));
  const whole = await time(() => loadCatalog(folder).at('enterprise', '9.0').all('technique').length);
  const catalog = loadCatalog(folder);
  const ids = catalog
    .at('enterprise', 'latest')
    .all('technique')
    .map(({ id }) => id);
  const lookUps = await time(() => {
    for (const id of ids) catalog.at('enterprise', 'latest').get(id);
  });
  const each = lookUps.median / ids.length;
  return {
    title: 'The catalog',
    about:
      'Read from disk each time, warm: the newest version and one look-up; an old version and one look-up; all techniques of an old version. Then one look-up in an open catalog.',
    head: ['open', 'open an old version', 'an old version’s techniques', 'one look-up'],
    rows: [
      [
        milliseconds(open.median),
        milliseconds(unfold.median),
        milliseconds(whole.median),
        `${(each * 1e6).toFixed(0)} ns`,
      ],
    ],
    figures: {
      open: open.median,
      'old version': unfold.median,
      'all old techniques': whole.median,
      'one look-up': each,
    },
  };
}

/** Sizes of what ships: the production build, the catalog, and the packages as they are published. */
export function benchSizes(): Table {
  const files = [
    'dist/extension.js',
    'dist/server.js',
    'dist/cli.js',
    'dist/webview/graph.js',
    `server/catalog/${newestFile}`,
    `server/catalog/${historyFile}`,
  ];
  const figures: Record<string, number> = {};
  const rows = files
    .filter(file => statSync(join(root, file), { throwIfNoEntry: false }) !== undefined)
    .map(file => {
      const bytes = readFileSync(join(root, file));
      figures[file] = bytes.length;
      const kilo = (size: number) => `${(size / 1000).toFixed(0)} kB`;
      return [`\`${file}\``, kilo(bytes.length), kilo(gzipSync(bytes, { level: 9 }).length)];
    });
  for (const [name, size] of packages()) {
    figures[name] = size;
    rows.push([name, '', `${(size / 1000).toFixed(0)} kB`]);
  }
  return {
    title: 'Sizes',
    about: 'Production bundles, the catalog, and both packages as they are published, with all of that in them.',
    head: ['file', 'size', 'compressed'],
    rows,
    figures,
  };
}

/** The sizes of both packages in bytes, compressed as they are published. Takes what the last build made. */
function packages(): [string, number][] {
  const out = join(root, 'out', 'bench');
  mkdirSync(out, { recursive: true });
  const extension = join(out, 'attackmark.vsix');
  const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  const options: ExecFileSyncOptionsWithStringEncoding = {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  };
  execFileSync(process.execPath, [vsce, 'package', '--no-dependencies', '--out', extension], options);
  const packed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], options);
  const [npm] = JSON.parse(packed) as [{ readonly size: number }];
  return [
    ['the extension’s package', statSync(extension).size],
    ['the npm package', npm.size],
  ];
}
