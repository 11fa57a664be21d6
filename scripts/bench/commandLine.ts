import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
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
    const own = series(files > 1000 ? 3 : 5, () => run([cli, 'check', folder, '--format', 'json']));
    const pattern = `${folder.replaceAll('\\', '/')}/**/*.md`;
    const peer = series(files > 1000 ? 1 : 3, () => run([linter, pattern]));
    const beside = (which: 'took' | 'processor') =>
      `${milliseconds(peer[which])} (${(peer[which] / own[which]).toFixed(1)}×)`;
    rows.push([
      name,
      milliseconds(own.took),
      Math.round((files / own.took) * 1000).toLocaleString('en'),
      beside('took'),
      milliseconds(own.processor),
      Math.round((files / own.processor) * 1000).toLocaleString('en'),
      beside('processor'),
    ]);
    figures[`${name}: attackmark check`] = own.took;
    figures[`${name}: attackmark check, processor`] = own.processor;
    figures[`${name}: markdownlint-cli2`] = peer.took;
    figures[`${name}: markdownlint-cli2, processor`] = peer.processor;
  };
  if (realPages !== undefined) measure(realPages, 'real');
  for (const count of counts) await withPages(catalog, count, folder => measure(folder, 'generated'));
  return {
    title: 'The command line',
    about:
      'Whole processes, from start to exit, over the same folder. Generated pages are those of every group in ATT&CK 15.1 to 18.1, in turn; real ones are a folder of pages given with `--pages`, most of them for older releases of ATT&CK, with thousands of findings. From a thousand files on all cores are used; markdownlint-cli2 uses one. Processor time is that of all threads, as Linux tells it: it grows less than other times do where a machine is busy.',
    head: [
      'pages',
      '`attackmark check`',
      'pages a second',
      '`markdownlint-cli2`',
      'processor time',
      'pages a second of it',
      '`markdownlint-cli2`',
    ],
    rows,
    figures,
  };
}

interface Run {
  /** From start to exit, in milliseconds. */
  readonly took: number;
  /** The processor time of all threads, in milliseconds; 0 where the system does not tell. */
  readonly processor: number;
  readonly stdout: string;
}

/** The medians of several runs. */
function series(runs: number, measure: () => Run): Omit<Run, 'stdout'> {
  const all = Array.from({ length: runs }, measure);
  return {
    took: figure(all.map(({ took }) => took)).median,
    processor: figure(all.map(({ processor }) => processor)).median,
  };
}

function run(args: readonly string[]): Run {
  const start = performance.now();
  const before = processorOfChildren();
  const { status, error, stdout } = spawnSync(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'ignore'],
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  if (error !== undefined || status === null || status > 1)
    throw new Error(`${args.join(' ')} ended with ${String(status)}`, { cause: error });
  return { took: performance.now() - start, processor: processorOfChildren() - before, stdout };
}

/** The processor time of all child processes that have ended, in milliseconds, as Linux tells it; 0 elsewhere. */
function processorOfChildren(): number {
  try {
    const fields = readFileSync('/proc/self/stat', 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    const ticks = Number(fields[13]) + Number(fields[14]); // cutime and cstime
    return ticks * 10;
  } catch {
    return 0;
  }
}
