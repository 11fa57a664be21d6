// Measures the product beside its peers, in one run on one machine.
//   npm run bench                      all of it, into docs/PERFORMANCE.md and out/bench.json
//   npm run bench -- check catalog     only some parts, printed
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { loadCatalog } from '../../server/src/node/catalogFiles';
import { benchCatalog, benchSizes } from './catalog';
import { benchCheck } from './check';
import { benchCommandLine } from './commandLine';
import { toMarkdown, type Table } from './measure';
import { benchMemory, benchRequests, benchStartUp } from './server';

const root = join(__dirname, '..', '..');
const catalog = loadCatalog(join(root, 'server', 'catalog'));

const parts: Readonly<Record<string, () => Table | Promise<Table>>> = {
  check: () => benchCheck(catalog),
  'command-line': () => benchCommandLine(catalog, [143, 10_000]),
  start: benchStartUp,
  requests: () => benchRequests(catalog),
  memory: () => benchMemory(),
  catalog: benchCatalog,
  sizes: benchSizes,
};

async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  const unknown = wanted.find(name => !(name in parts));
  if (unknown !== undefined) {
    console.error(`There is no part "${unknown}". There are ${Object.keys(parts).join(', ')}.`);
    process.exitCode = 2;
    return;
  }
  const peers = join(root, 'scripts', 'bench', 'peers');
  if (!existsSync(join(peers, 'node_modules'))) {
    execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', peers], { stdio: 'inherit' });
  }
  execFileSync(process.execPath, [join(root, 'scripts', 'build.mjs'), '--production'], { stdio: 'inherit', cwd: root });

  const tables: Table[] = [];
  for (const name of wanted.length > 0 ? wanted : Object.keys(parts)) {
    console.error(`measuring: ${name}`);
    tables.push(await parts[name]!());
  }
  const markdown = tables.map(toMarkdown).join('\n');
  console.log(markdown);
  if (wanted.length > 0) return;
  mkdirSync(join(root, 'out'), { recursive: true });
  writeFileSync(join(root, 'out', 'bench.json'), `${JSON.stringify({ machine: machine(), tables }, null, 2)}\n`);
  const file = join(root, 'docs', 'PERFORMANCE.md');
  const page = readFileSync(file, 'utf8').replace(
    /(<!-- figures -->\n)[^]*(<!-- \/figures -->)/,
    `$1\n${machine()}\n\n${markdown}\n$2`,
  );
  writeFileSync(file, page);
}

/** The machine that the figures are of. */
function machine(): string {
  const [cpu] = cpus();
  return `Measured on ${cpus().length} × ${cpu?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB of memory, ${process.platform}, Node ${process.version}.`;
}

void main();
