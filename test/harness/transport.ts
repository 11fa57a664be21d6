import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import {
  AbstractMessageReader,
  AbstractMessageWriter,
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type DataCallback,
  type Disposable,
  type Message,
  type ProtocolConnection,
} from 'vscode-languageserver-protocol/node';
import {
  fileExistsRequest,
  listFilesRequest,
  readFileRequest,
  type CatalogMessage,
} from '../../server/src/lsp/protocol';
import { root } from './catalog';

/** A built server that runs, and a connection to it. */
export interface Transport {
  readonly connection: ProtocolConnection;
  /** The server's process, where it has one of its own. */
  readonly process?: ChildProcess;
  /** Settles with the server's exit code. */
  readonly exited: Promise<number | null>;
  /** What it printed besides the protocol. */
  onOutput(listener: (text: string) => void): void;
}

/** The server as a process of its own over stdio. */
export function overStdio(script = join(root, 'dist', 'server.js')): Transport {
  const child = spawn(process.execPath, [script, '--stdio'], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  return {
    connection: createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin)),
    process: child,
    exited: new Promise(resolve => child.once('exit', resolve)),
    onOutput: listener => void child.stderr.on('data', chunk => listener(String(chunk))),
  };
}

/**
 * The worker bundle in a thread, in a global scope that has what a web worker's has and nothing of Node's: no
 * process, no require, no document. Its client hands over the catalog and answers for files.
 */
export function inWorker(): Transport {
  const worker = new Worker(bootstrap, {
    eval: true,
    workerData: { file: join(root, 'dist', 'web', 'server.js') },
    stdout: true,
    stderr: true,
  });
  const catalog = (name: string) => readFileSync(join(root, 'server', 'catalog', name), 'utf8');
  const message: CatalogMessage = {
    attackmark: 'catalog',
    newest: catalog('newest.catalog'),
    history: catalog('history.catalog'),
  };
  worker.postMessage(message);
  const connection = createProtocolConnection(new WorkerReader(worker), new WorkerWriter(worker));
  answerFileRequests(connection);
  return {
    connection,
    exited: new Promise(resolve => worker.once('exit', resolve)),
    onOutput: listener => {
      worker.stderr.on('data', chunk => listener(String(chunk)));
      worker.on('error', error => listener(String(error)));
    },
  };
}

/** Runs in the thread, outside the scope that it makes. */
const bootstrap = `
const { parentPort, workerData } = require('node:worker_threads');
const { readFileSync } = require('node:fs');
const vm = require('node:vm');
const scope = {
  console, setTimeout, clearTimeout, setInterval, clearInterval, queueMicrotask, performance, crypto,
  TextDecoder, TextEncoder, URL, URLSearchParams, AbortController, AbortSignal, Blob, MessageChannel, structuredClone,
  onmessage: null,
  postMessage: message => parentPort.postMessage(message),
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
  close: () => parentPort.close(),
};
scope.self = scope;
vm.createContext(scope);
parentPort.on('message', data => scope.onmessage?.({ data }));
vm.runInContext(readFileSync(workerData.file, 'utf8'), scope, { filename: workerData.file });
`;

/** Answers for a disk as the extension does for VS Code's file systems. */
function answerFileRequests(connection: ProtocolConnection): void {
  const orNull = <T>(read: () => T): T | null => {
    try {
      return read();
    } catch {
      return null;
    }
  };
  connection.onRequest(readFileRequest, ({ uri, largest }: { uri: string; largest: number }) =>
    orNull(() => {
      const path = fileURLToPath(uri);
      return statSync(path).size > largest ? null : readFileSync(path, 'utf8');
    }),
  );
  connection.onRequest(
    fileExistsRequest,
    ({ uri }: { uri: string }) => orNull(() => statSync(fileURLToPath(uri))) !== null,
  );
  connection.onRequest(listFilesRequest, ({ uri }: { uri: string }) => {
    const folder = fileURLToPath(uri);
    const entries = orNull(() => readdirSync(folder, { recursive: true, withFileTypes: true })) ?? [];
    return entries
      .filter(entry => entry.isFile())
      .map(entry => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
  });
}

class WorkerReader extends AbstractMessageReader {
  readonly #worker: Worker;

  constructor(worker: Worker) {
    super();
    this.#worker = worker;
  }

  override listen(callback: DataCallback): Disposable {
    const listener = (message: Message) => callback(message);
    this.#worker.on('message', listener);
    return { dispose: () => void this.#worker.off('message', listener) };
  }
}

class WorkerWriter extends AbstractMessageWriter {
  readonly #worker: Worker;

  constructor(worker: Worker) {
    super();
    this.#worker = worker;
  }

  async write(message: Message): Promise<void> {
    this.#worker.postMessage(message);
  }

  end(): void {
    // The worker ends itself when it is told to exit.
  }
}
