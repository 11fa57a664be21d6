import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Catalog, Snapshot } from '../../server/src/core/catalog/catalog';
import { LanguageServer, pullClient } from '../../test/harness/languageServer';
import { figure, milliseconds, type Figure, type Table } from './measure';

/** How many pages the workspaces have: what an edit costs must not grow with it. */
const defaultSizes: readonly number[] = [10, 100, 1000, 10_000];

/** What one workspace costs. */
interface Cost {
  readonly pages: number;
  readonly bytes: number;
  /** Milliseconds from the first request that waits for the scan to its answer. */
  readonly scan: number;
  /** The server's processor time meanwhile, in milliseconds: the same on a busy machine and on an idle one. */
  readonly processor: number;
  /** What a hover waited meanwhile. */
  readonly hover: Figure & { readonly most: number };
  /** An edit that changes what the page names, and the counts above its title after it. */
  readonly edit: Figure;
  /** Resident memory of the server in MB: with one page open, at most during the scan, and when all is done. */
  readonly memory: { readonly before: number; readonly most: number; readonly after: number };
}

/** The server over generated workspaces of group pages, about 5 kB each. */
export async function benchWorkspace(catalog: Catalog, sizes = defaultSizes): Promise<Table> {
  const snapshot = catalog.at('enterprise', '18.1');
  const costs: Cost[] = [];
  for (const size of sizes) costs.push(await measure(snapshot, size));
  const [load = 0] = loadavg();
  return {
    title: 'A workspace',
    about: `Generated group pages, about 5 kB each, on disk. The scan runs in the background, begun by a request that waits for it; hovers are asked for one after the other meanwhile, and are in the server’s processor time. Then 30 edits of one page that change what it names, each followed by the counts above its title. Memory is the server’s resident one: with one page open, at most, and when all is done. Load of the machine at the end: ${load.toFixed(1)}.`,
    head: [
      'pages',
      'text',
      'scan',
      'processor time',
      'hover meanwhile',
      'at most',
      'edit',
      'memory before',
      'at most',
      'after',
    ],
    rows: costs.map(({ pages, bytes, scan, processor, hover, edit, memory }) => [
      pages.toLocaleString('en'),
      `${(bytes / 1e6).toFixed(1)} MB`,
      milliseconds(scan),
      milliseconds(processor),
      milliseconds(hover.median),
      milliseconds(hover.most),
      milliseconds(edit.median),
      ...[memory.before, memory.most, memory.after].map(size => `${size.toFixed(0)} MB`),
    ]),
    figures: Object.fromEntries([
      ['load', load],
      ...costs.flatMap(({ pages, scan, processor, hover, edit, memory }) => [
        [`${pages} pages, scan, ms`, scan],
        [`${pages} pages, processor time, ms`, processor],
        [`${pages} pages, hover, ms`, hover.median],
        [`${pages} pages, longest hover, ms`, hover.most],
        [`${pages} pages, edit, ms`, edit.median],
        [`${pages} pages, memory, MB`, memory.most],
      ]),
    ]) as Record<string, number>,
  };
}

/** A page of the family about an invented group; the same for the same number. */
function page(snapshot: Snapshot, number: number): string {
  const techniques = snapshot.all('technique').filter(({ state }) => state.kind === 'live');
  const name = `Group ${number}`;
  const own = Array.from({ length: 14 }, (_, i) => techniques[(number * 31 + i * 47) % techniques.length]!);
  const items = own.map(({ id, name }) => `* [${name}](techniques/${id.replace('.', '/')})`);
  const edges = own.map(({ id, name: label }) => `group[${name}] --> ${id}["${label}"]`);
  const mitigations = own.flatMap(({ id, name }) =>
    snapshot.mitigationsOf(id).map(m => `${id}["${name}"] --> ${m}["${snapshot.get(m)!.name}"]`),
  );
  const text = `---\ntags:\n  - groups\n---\n# ${name}\n## ID:G${String(number % 10_000).padStart(4, '0')}\n${name} is invented.\n## Techniques Used By Group\n${items.join('\n')}\n\n# Summary of Techniques and Mitigations\n\`\`\`mermaid\nflowchart LR\n${[...edges, ...mitigations].join('\n')}\n\`\`\`\n`;
  return (
    text +
    `\n${'It has been seen in many places, and of most of them little is known. '.repeat(70)}`.slice(
      0,
      Math.max(0, 5200 - text.length),
    )
  );
}

async function measure(snapshot: Snapshot, count: number): Promise<Cost> {
  const folder = mkdtempSync(join(tmpdir(), 'attackmark-bench-'));
  let bytes = 0;
  for (let i = 0; i < count; i++) {
    const sub = join(folder, `groups-${Math.floor(i / 500)}`);
    if (i % 500 === 0) mkdirSync(sub);
    const text = page(snapshot, i);
    bytes += text.length;
    writeFileSync(join(sub, `page-${i}.md`), text);
  }
  const server = await LanguageServer.start({ capabilities: pullClient, folders: [pathToFileURL(folder).href] });
  const uri = pathToFileURL(join(folder, 'groups-0', 'page-1.md')).href;
  const text = page(snapshot, 1);
  await server.open(uri, text);
  await server.diagnostics(uri);
  const at = text.split('\n').findIndex(line => line.startsWith('* ['));
  const idle = rss(server.process.pid!);

  const began = performance.now();
  const worked = processorTime(server.process.pid!);
  let over = false;
  // References wait for the scan.
  const scan = server.connection
    .sendRequest('textDocument/references', {
      textDocument: { uri },
      position: { line: at, character: 5 },
      context: { includeDeclaration: true },
    })
    .then(() => (over = true));
  const hovers: number[] = [];
  let most = 0;
  while (!over) {
    const asked = performance.now();
    await server.hover(uri, { line: at, character: 5 });
    hovers.push(performance.now() - asked);
    most = Math.max(most, rss(server.process.pid!));
  }
  await scan;
  const scanned = performance.now() - began;
  const processor = processorTime(server.process.pid!) - worked;

  const edits: number[] = [];
  for (let i = 0; i < 30; i++) {
    const asked = performance.now();
    await server.change(uri, { text: `${text}\nand T1059.00${1 + (i % 8)} too` });
    await server.connection.sendRequest('textDocument/codeLens', { textDocument: { uri } });
    edits.push(performance.now() - asked);
  }
  const after = rss(server.process.pid!);
  await server.stop();
  rmSync(folder, { recursive: true });
  return {
    pages: count,
    bytes,
    scan: scanned,
    processor,
    hover: { ...figure(hovers), most: Math.max(...hovers) },
    edit: figure(edits),
    memory: { before: idle, most: Math.max(most, after), after },
  };
}

/** The memory that a process holds, in MB. Linux only; 0 elsewhere. */
function rss(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024;
  } catch {
    return 0;
  }
}

/** The processor time that a process has had, in milliseconds. Linux only; 0 elsewhere. */
function processorTime(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    // In user and in system mode, in ticks of ten milliseconds.
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return 0;
  }
}
