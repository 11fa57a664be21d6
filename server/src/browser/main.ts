import {
  BrowserMessageReader,
  BrowserMessageWriter,
  createConnection,
  ProposedFeatures,
} from 'vscode-languageserver/browser';
import type { CatalogMessage } from '../lsp/protocol';
import { startServer } from '../lsp/server';
import { browserRuntime } from './runtime';

/** This worker's global object; its own type comes with libraries that contradict Node's. */
const scope = globalThis as unknown as Worker & { close(): void };

// A worker has no files: the client hands the catalog over first. What comes before it is kept for later.
const early: MessageEvent[] = [];
scope.onmessage = (event: MessageEvent) => {
  if (!isCatalog(event.data)) {
    early.push(event);
    return;
  }
  const connection = createConnection(
    ProposedFeatures.all,
    new BrowserMessageReader(scope),
    new BrowserMessageWriter(scope),
  );
  connection.onExit(() => scope.close());
  startServer(connection, browserRuntime(connection, event.data));
  // The reader listens in this one's place now.
  for (const kept of early) scope.onmessage?.(kept);
};

function isCatalog(value: unknown): value is CatalogMessage {
  return typeof value === 'object' && value !== null && (value as Partial<CatalogMessage>).attackmark === 'catalog';
}
