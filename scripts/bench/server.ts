import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type ProtocolConnection,
} from 'vscode-languageserver-protocol/node';
import type { Catalog } from '../../server/src/core/catalog/catalog';
import { LineIndex } from '../../server/src/core/text';
import { figure, milliseconds, type Figure, type Table } from './measure';
import { groupPage, largestGroup, withPages } from './pages';

const root = join(__dirname, '..', '..');
const ownServer = [join(root, 'dist', 'server.js'), '--stdio'];
const peerServer = [
  join(
    root,
    'scripts',
    'bench',
    'peers',
    'node_modules',
    'vscode-markdown-languageserver',
    'dist',
    'node',
    'workerMain.js',
  ),
  '--stdio',
];

interface Running {
  readonly process: ChildProcess;
  readonly connection: ProtocolConnection;
  stop(): void;
}

function start(args: readonly string[]): Running {
  const child = spawn(process.execPath, [...args], { stdio: ['pipe', 'pipe', 'ignore'] });
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => ({})));
  connection.onRequest('client/registerCapability', () => null);
  // What the Markdown server asks its client for: the parse of a document, and files that are not there.
  connection.onRequest('markdown/parse', () => []);
  connection.onRequest('markdown/fs/readFile', () => []);
  connection.onRequest('markdown/fs/stat', () => undefined);
  connection.onRequest('markdown/fs/readDirectory', () => []);
  connection.onRequest('markdown/findMarkdownFilesInWorkspace', () => []);
  connection.listen();
  return {
    process: child,
    connection,
    stop: () => {
      connection.dispose();
      child.kill();
    },
  };
}

const capabilities = {
  textDocument: { diagnostic: {}, hover: {}, completion: {} },
  workspace: { configuration: true },
};
const uri = 'file:///pages/groups/G0098.md';

/** `folder`: the workspace, where there is one. */
async function initialize(server: Running, text: string, folder?: string): Promise<void> {
  await server.connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: folder === undefined ? null : pathToFileURL(folder).href,
    capabilities,
    initializationOptions: { markdownFileExtensions: ['md'], i10lLocation: undefined },
  });
  await server.connection.sendNotification('initialized', {});
  await server.connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'markdown', version: 1, text },
  });
}

/** From starting the process to the first page's findings. */
async function startUp(args: readonly string[], text: string): Promise<number> {
  const begin = performance.now();
  const server = start(args);
  await initialize(server, text);
  await server.connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } });
  const took = performance.now() - begin;
  server.stop();
  return took;
}

/** Start-up of the server beside the Markdown language server of the npm registry. */
export async function benchStartUp(): Promise<Table> {
  const text = readFileSync(join(root, 'samples', 'groups', 'G0098.md'), 'utf8');
  const times = { own: [] as number[], peer: [] as number[], empty: [] as number[] };
  // In turn, so that what else the machine does falls on all alike.
  for (let i = 0; i < 16; i++) {
    times.own.push(await startUp(ownServer, text));
    times.peer.push(await startUp(peerServer, text));
    times.empty.push(await emptyProcess());
  }
  const warm = (series: readonly number[]) => ({
    cold: series[0]!,
    warm: figure(series.slice(1)),
    fastest: Math.min(...series),
  });
  const [own, peer] = [warm(times.own), warm(times.peer)];
  const node = figure(times.empty).median;
  return {
    title: 'Server start',
    about: `From starting the process to the first page’s findings, over stdio. The first start of the run counts as cold, the median of the next fifteen as warm. An empty Node process takes ${milliseconds(node)} here, ${milliseconds(Math.min(...times.empty))} at its fastest.`,
    head: ['server', 'cold', 'warm', 'fastest'],
    rows: [
      ['attackmark-server', milliseconds(own.cold), milliseconds(own.warm.median), milliseconds(own.fastest)],
      [
        'vscode-markdown-languageserver',
        milliseconds(peer.cold),
        `${milliseconds(peer.warm.median)} (${(peer.warm.median / own.warm.median).toFixed(1)}×)`,
        milliseconds(peer.fastest),
      ],
    ],
    figures: {
      'start, cold': own.cold,
      'start, warm': own.warm.median,
      'start, fastest': own.fastest,
      'vscode-markdown-languageserver, warm': peer.warm.median,
      'an empty Node process': node,
    },
  };
}

function emptyProcess(): Promise<number> {
  const begin = performance.now();
  return new Promise(resolve => {
    spawn(process.execPath, ['-e', '0']).once('exit', () => resolve(performance.now() - begin));
  });
}

/** How many pages the workspace has of which the index is kept up. */
const indexed = 10_000;

/** Requests after a keystroke, through the protocol. */
export async function benchRequests(catalog: Catalog): Promise<Table> {
  const snapshot = catalog.at('enterprise', '18.1');
  const seed = readFileSync(join(root, 'samples', 'groups', 'G0098.md'), 'utf8');
  const rows: string[][] = [];
  const figures: Record<string, number> = {};
  const measure = async (name: string, text: string, folder?: string) => {
    for (const [what, { median, p99 }] of await afterKeystrokes(text, folder)) {
      rows.push([`${what}, ${name}`, milliseconds(median), milliseconds(p99)]);
      figures[`${what}, ${name}: p50`] = median;
      figures[`${what}, ${name}: p99`] = p99;
    }
  };
  await measure('seed', seed);
  await measure('largest group', groupPage(snapshot, largestGroup(snapshot)));
  await withPages(catalog, indexed, folder =>
    measure(`seed, ${indexed.toLocaleString('en')} pages indexed`, seed, folder),
  );
  return {
    title: 'After a keystroke',
    about:
      'An edit of one character, then a request at once, through the protocol over stdio, 300 times: what an editor waits for.',
    head: ['request', '50th percentile', '99th percentile'],
    rows,
    figures,
  };
}

/** What answers take after a keystroke each, by what was asked for; in a workspace once all of it is read. */
async function afterKeystrokes(text: string, folder?: string): Promise<[string, Figure][]> {
  const server = start(ownServer);
  await initialize(server, text, folder);
  const lines = new LineIndex(text);
  const caret = lines.positionOf(text.indexOf('[', text.indexOf('techniques/')));
  const inGraph = lines.positionOf(text.lastIndexOf('-->') + 5);
  const ask = (method: string, params: object) =>
    server.connection.sendRequest(method, { textDocument: { uri }, ...params });
  let version = 1;
  const keystroke = () => {
    version++;
    const range = { start: caret, end: caret };
    const contentChanges =
      version % 2 === 0
        ? [{ range, text: 'x' }]
        : [{ range: { start: caret, end: { line: caret.line, character: caret.character + 1 } }, text: '' }];
    return server.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges,
    });
  };
  const measure = async (run: () => Promise<unknown>): Promise<Figure> => {
    const times: number[] = [];
    for (let i = 0; i < 330; i++) {
      await keystroke();
      const begin = performance.now();
      await run();
      if (i >= 30) times.push(performance.now() - begin);
    }
    return figure(times);
  };
  // The workspace is read once the first page has its findings, and references wait for that.
  await ask('textDocument/diagnostic', {});
  await ask('textDocument/references', { position: inGraph, context: { includeDeclaration: true } });
  const figures: [string, Figure][] = [
    ['findings', await measure(() => ask('textDocument/diagnostic', {}))],
    ['hover', await measure(() => ask('textDocument/hover', { position: inGraph }))],
    ['completion', await measure(() => ask('textDocument/completion', { position: inGraph }))],
  ];
  server.stop();
  return figures;
}

/** Memory at rest, and after an hour’s typing at five keystrokes a second, each with its findings. */
export async function benchMemory(keystrokes = 18_000): Promise<Table> {
  const text = readFileSync(join(root, 'samples', 'groups', 'G0098.md'), 'utf8');
  const server = start(ownServer);
  await initialize(server, text);
  const ask = () => server.connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } });
  await ask();
  const atRest = memoryOf(server.process.pid!);
  const series: number[] = [];
  for (let i = 0, version = 2; i < keystrokes; i++, version++) {
    const position = { line: 12, character: 0 };
    const range =
      i % 2 === 0 ? { start: position, end: position } : { start: position, end: { line: 12, character: 1 } };
    const contentChanges = [{ range, text: i % 2 === 0 ? 'x' : '' }];
    await server.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges,
    });
    await ask();
    if (i % (keystrokes / 6) === keystrokes / 6 - 1) series.push(memoryOf(server.process.pid!));
  }
  server.stop();
  const megabytes = (value: number) => `${value.toFixed(0)} MB`;
  return {
    title: 'Memory',
    about: `Resident memory of the server process: after the first findings, and at six moments of ${keystrokes.toLocaleString('en')} keystrokes, each followed by its findings (an hour’s typing).`,
    head: ['at rest', ...series.map((_, i) => `${(((i + 1) * 100) / series.length) | 0} %`)],
    rows: [[megabytes(atRest), ...series.map(megabytes)]],
    figures: { 'at rest': atRest, 'at the end': series.at(-1)!, 'after a sixth': series[0]! },
  };
}

/** Resident memory in megabytes, as Linux tells it; 0 elsewhere. */
function memoryOf(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
