import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Catalog } from '../../server/src/core/catalog/catalog';
import { figure, milliseconds, type Table } from './measure';
import { manyPages } from './pages';

const root = join(__dirname, '..', '..');
const cli = join(root, 'dist', 'cli.js');
const linter = join(
  root,
  'scripts',
  'bench',
  'peers',
  'node_modules',
  'markdownlint-cli2',
  'markdownlint-cli2-bin.mjs',
);

/** `attackmark check` over folders of pages as a process, beside markdownlint-cli2 on the same files. */
export function benchCommandLine(catalog: Catalog, counts: readonly number[]): Table {
  const rows: string[][] = [];
  const figures: Record<string, number> = {};
  for (const count of counts) {
    const folder = mkdtempSync(join(tmpdir(), 'attackmark-bench-'));
    try {
      mkdirSync(join(folder, 'groups'));
      for (const { name, text } of manyPages(catalog, count)) writeFileSync(join(folder, 'groups', name), text);
      const runs = count > 1000 ? 3 : 5;
      const own = median(runs, () => run([cli, 'check', folder, '--format', 'json']));
      const peer = median(count > 1000 ? 1 : 3, () => run([linter, `${folder.replaceAll('\\', '/')}/**/*.md`]));
      rows.push([
        count.toLocaleString('en'),
        milliseconds(own),
        Math.round((count / own) * 1000).toLocaleString('en'),
        `${milliseconds(peer)} (${(peer / own).toFixed(1)}×)`,
      ]);
      figures[`${count} pages: attackmark check`] = own;
      figures[`${count} pages: markdownlint-cli2`] = peer;
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
  return {
    title: 'The command line',
    about: 'Whole processes, from start to exit, over the same folder: pages of every group in ATT&CK 15.1 to 18.1.',
    head: ['pages', '`attackmark check`', 'pages a second', '`markdownlint-cli2`'],
    rows,
    figures,
  };
}

function median(runs: number, measure: () => number): number {
  return figure(Array.from({ length: runs }, measure)).median;
}

function run(args: readonly string[]): number {
  const start = performance.now();
  const { status, error } = spawnSync(process.execPath, args, { stdio: 'ignore' });
  if (error !== undefined || status === null || status > 1)
    throw new Error(`${args.join(' ')} ended with ${String(status)}`, { cause: error });
  return performance.now() - start;
}
