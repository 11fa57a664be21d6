// Measures the product beside its peers, in one run on one machine.
//   npm run bench                        all of it, into docs/PERFORMANCE.md and out/bench.json
//   npm run bench -- check catalog       only some parts, printed
//   npm run bench -- --pages DIR         with the pages of a folder among those that the command line checks
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadCatalog } from '../../server/src/node/catalogFiles';
import { benchCatalog, benchSizes } from './catalog';
import { benchCheck } from './check';
import { benchCommandLine } from './commandLine';
import { toMarkdown, type Table } from './measure';
import { machine, writeSection } from './report';
import { benchMemory, benchRequests, benchStartUp } from './server';
import { targetTable } from './targets';

const root = join(__dirname, '..', '..');
const catalog = loadCatalog(join(root, 'server', 'catalog'));
const { values, positionals: wanted } = parseArgs({ options: { pages: { type: 'string' } }, allowPositionals: true });
const realPages = values.pages === undefined ? undefined : resolve(values.pages);

const parts: Readonly<Record<string, () => Table | Promise<Table>>> = {
  check: () => benchCheck(catalog),
  'command-line': () => benchCommandLine(catalog, [143, 10_000], realPages),
  start: benchStartUp,
  requests: () => benchRequests(catalog),
  memory: () => benchMemory(),
  catalog: benchCatalog,
  sizes: benchSizes,
};

async function main(): Promise<void> {
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

  const before = machine();
  const tables: Table[] = [];
  for (const name of wanted.length > 0 ? wanted : Object.keys(parts)) {
    console.error(`measuring: ${name}`);
    tables.push(await parts[name]!());
  }
  const markdown = [targetTable(tables), ...tables].map(toMarkdown).join('\n');
  console.log(`${before}\n\n${markdown}`);
  if (wanted.length > 0) return;
  mkdirSync(join(root, 'out'), { recursive: true });
  writeFileSync(join(root, 'out', 'bench.json'), `${JSON.stringify({ machine: before, tables }, null, 2)}\n`);
  writeSection('figures', `${before}\n\n${markdown}`);
}

void main();
