import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Catalog } from '../../server/src/core/catalog/catalog';
import { figure, milliseconds, type Table } from './measure';
import { withPages } from './pages';

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

/**
 * `attackmark check` over folders of pages as a process, beside markdownlint-cli2 on the same files.
 * `realPages`: a folder of pages that people have, where there is one.
 */
export async function benchCommandLine(
  catalog: Catalog,
  counts: readonly number[],
  realPages: string | undefined,
): Promise<Table> {
  const rows: string[][] = [];
  const figures: Record<string, number> = {};
  const measure = (folder: string, what: string) => {
    const { files } = JSON.parse(run([cli, 'check', folder, '--format', 'json']).stdout) as { files: number };
    const name = `${files.toLocaleString('en')} ${what} pages`;
    const own = median(files > 1000 ? 3 : 5, () => run([cli, 'check', folder, '--format', 'json']).took);
    const pattern = `${folder.replaceAll('\\', '/')}/**/*.md`;
    const peer = median(files > 1000 ? 1 : 3, () => run([linter, pattern]).took);
    rows.push([
      name,
      milliseconds(own),
      Math.round((files / own) * 1000).toLocaleString('en'),
      `${milliseconds(peer)} (${(peer / own).toFixed(1)}×)`,
    ]);
    figures[`${name}: attackmark check`] = own;
    figures[`${name}: markdownlint-cli2`] = peer;
  };
  if (realPages !== undefined) measure(realPages, 'real');
  for (const count of counts) await withPages(catalog, count, folder => measure(folder, 'generated'));
  return {
    title: 'The command line',
    about:
      'Whole processes, from start to exit, over the same folder. Generated pages are those of every group in ATT&CK 15.1 to 18.1, in turn; real ones are a folder of pages given with `--pages`, most of them for older releases of ATT&CK, with thousands of findings. From a thousand files on all cores are used; markdownlint-cli2 uses one.',
    head: ['pages', '`attackmark check`', 'pages a second', '`markdownlint-cli2`'],
    rows,
    figures,
  };
}

function median(runs: number, measure: () => number): number {
  return figure(Array.from({ length: runs }, measure)).median;
}

function run(args: readonly string[]): { readonly took: number; readonly stdout: string } {
  const start = performance.now();
  const { status, error, stdout } = spawnSync(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'ignore'],
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  if (error !== undefined || status === null || status > 1)
    throw new Error(`${args.join(' ')} ended with ${String(status)}`, { cause: error });
  return { took: performance.now() - start, stdout };
}
