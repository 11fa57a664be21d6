// Measures the server over generated workspaces of 100, 1,000 and 10,000 group pages, about 5 kB each.
//   tsx scripts/bench/workspace.ts [PAGES …]      after npm run build
// Prints how long the scan takes, what a hover waits meanwhile, what an edit costs afterwards, and the memory.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Domain } from '../../server/src/core/catalog/catalog';
import { loadCatalog } from '../../server/src/node/catalogFiles';
import { LanguageServer, pullClient } from '../../test/harness/languageServer';

const root = join(__dirname, '..', '..');
const catalog = loadCatalog(join(root, 'server', 'catalog'));
const snapshot = catalog.at('enterprise' satisfies Domain, '18.1');
const techniques = snapshot.all('technique').filter(({ state }) => state.kind === 'live');

/** A page of the family about an invented group; the same for the same number. */
function page(number: number): string {
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

async function measure(count: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'attackmark-bench-'));
  let bytes = 0;
  for (let i = 0; i < count; i++) {
    const sub = join(folder, `groups-${Math.floor(i / 500)}`);
    if (i % 500 === 0) mkdirSync(sub);
    const text = page(i);
    bytes += text.length;
    writeFileSync(join(sub, `page-${i}.md`), text);
  }
  const server = await LanguageServer.start({ capabilities: pullClient, folders: [pathToFileURL(folder).href] });
  const uri = pathToFileURL(join(folder, 'groups-0', 'page-1.md')).href;
  const text = page(1);
  await server.open(uri, text);
  await server.diagnostics(uri);
  const at = text.split('\n').findIndex(line => line.startsWith('* ['));
  const idle = rss(server.process.pid!);

  const began = performance.now();
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

  const edits: number[] = [];
  for (let i = 0; i < 30; i++) {
    const asked = performance.now();
    await server.change(uri, { text: `${text}\nand T1059.00${1 + (i % 8)} too` });
    await server.connection.sendRequest('textDocument/codeLens', { textDocument: { uri } });
    edits.push(performance.now() - asked);
  }
  hovers.sort((a, b) => a - b);
  edits.sort((a, b) => a - b);
  console.log(
    [
      `${count} pages, ${(bytes / 1e6).toFixed(1)} MB`,
      `scan ${(scanned / 1000).toFixed(2)} s`,
      `hover meanwhile ${hovers[hovers.length >> 1]!.toFixed(1)} ms, at most ${hovers.at(-1)!.toFixed(1)} ms (${hovers.length})`,
      `edit and code lens ${edits[edits.length >> 1]!.toFixed(1)} ms`,
      `memory ${idle.toFixed(0)} MB before, ${most.toFixed(0)} MB at most, ${rss(server.process.pid!).toFixed(0)} MB after`,
    ].join(' · '),
  );
  await server.stop();
  rmSync(folder, { recursive: true });
}

/** The memory that a process holds, in MB. Linux only; 0 elsewhere. */
function rss(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024;
  } catch {
    return 0;
  }
}

async function main(): Promise<void> {
  const sizes = process.argv.slice(2).map(Number);
  for (const size of sizes.length > 0 ? sizes : [100, 1000, 10_000]) await measure(size);
}

void main();
