import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  ClientCapabilities,
  Connection,
  FileEvent,
  TextDocumentChangeEvent,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { WorkspaceIndex } from '../../server/src/core/workspace/workspaceIndex';
import { Configuration } from '../../server/src/lsp/configuration';
import { Pages } from '../../server/src/lsp/pages';
import type { Runtime } from '../../server/src/lsp/runtime';
import { Workspace } from '../../server/src/lsp/workspace';
import { root, shippedCatalog } from '../harness/catalog';
import { folder, uriOf } from './pagesOf';

/** A real page, for tests that want one. */
export const samplePage = readFileSync(join(root, 'samples', 'groups', 'G0098.md'), 'utf8');

type Listener = (event: TextDocumentChangeEvent<TextDocument>) => void;

/** The server's workspace over files and documents that a test holds in memory: no process, no disk. */
export class FakeWorkspace {
  readonly disk = new Map<string, string>();
  /** What `.gitignore` leaves out, by URI. */
  readonly ignored = new Set<string>();
  readonly workspace: Workspace;
  readonly errors: string[] = [];
  /** How often listeners were told of changed facts. */
  told = 0;
  reads = 0;
  readonly #documents = new Map<string, TextDocument>();
  readonly #opened: Listener[] = [];
  readonly #changed: Listener[] = [];
  readonly #closed: Listener[] = [];

  constructor(
    files: Readonly<Record<string, string>> = {},
    settings: Record<string, unknown> = {},
    folders = [folder],
  ) {
    for (const [path, text] of Object.entries(files)) this.disk.set(uriOf(path), text);
    const documents = {
      get: (uri: string) => this.#documents.get(uri),
      keys: () => [...this.#documents.keys()],
      onDidOpen: (listener: Listener) => this.#opened.push(listener),
      onDidChangeContent: (listener: Listener) => this.#changed.push(listener),
      onDidClose: (listener: Listener) => this.#closed.push(listener),
    } as unknown as TextDocuments<TextDocument>;
    const { disk, ignored } = this;
    const log = { error: (message: string) => this.errors.push(message), warn: () => undefined };
    const client: ClientCapabilities = {};
    const connection = {} as Connection;
    const runtime: Runtime = {
      openCatalog: shippedCatalog,
      configuration: { forDocument: () => Promise.resolve(undefined), forget: () => undefined },
      files: {
        list: async function* (this: unknown, of, isWanted, isExcluded) {
          await Promise.resolve();
          yield [...disk.keys()].filter(uri => {
            const path = uri.slice(of.length + 1);
            const parts = path.split('/');
            const out = parts.some((_, i) => isExcluded(parts.slice(0, i + 1).join('/')));
            return uri.startsWith(`${of}/`) && isWanted(path) && !out && !ignored.has(uri);
          });
        },
        isIgnored: uri => ignored.has(uri),
        read: async uri => {
          this.reads++;
          await Promise.resolve();
          return disk.get(uri);
        },
        exists: uri => Promise.resolve(disk.has(uri)),
      },
    };
    const configuration = new Configuration(connection, runtime, log, client, settings);
    const pages = new Pages(documents, configuration, shippedCatalog);
    this.#closed.push(({ document: { uri } }) => pages.drop(uri));
    const parts = { connection, documents, pages, configuration, runtime, client, log };
    this.workspace = new Workspace(
      parts,
      folders.map(uri => ({ uri, name: '' })),
    );
    this.workspace.onChange(() => this.told++);
  }

  get index(): WorkspaceIndex {
    return this.workspace.index;
  }

  text(path: string): string | undefined {
    return this.#documents.get(uriOf(path))?.getText();
  }

  open(path: string, text: string): void {
    const document = TextDocument.create(uriOf(path), 'markdown', 1, text);
    this.#documents.set(document.uri, document);
    for (const listener of [...this.#opened, ...this.#changed]) listener({ document });
  }

  edit(path: string, text: string): void {
    const document = this.#documents.get(uriOf(path))!;
    TextDocument.update(document, [{ text }], document.version + 1);
    for (const listener of this.#changed) listener({ document });
  }

  close(path: string): void {
    const document = this.#documents.get(uriOf(path))!;
    this.#documents.delete(document.uri);
    for (const listener of this.#closed) listener({ document });
  }

  /** Writes a file, and tells as a watcher does. */
  write(path: string, text: string): void {
    const type = this.disk.has(uriOf(path)) ? 2 : 1;
    this.disk.set(uriOf(path), text);
    this.tell({ uri: uriOf(path), type });
  }

  delete(path: string): void {
    this.disk.delete(uriOf(path));
    this.tell({ uri: uriOf(path), type: 3 });
  }

  /** Has `.gitignore` leave a file out, or let it in again. */
  ignore(path: string): void {
    if (!this.ignored.delete(uriOf(path))) this.ignored.add(uriOf(path));
    this.tell({ uri: uriOf('.gitignore'), type: 2 });
  }

  /** Moves a folder, and tells of it as an editor does. */
  moveFolder(from: string, to: string): void {
    for (const [uri, text] of [...this.disk]) {
      if (!uri.startsWith(`${uriOf(from)}/`)) continue;
      this.disk.delete(uri);
      this.disk.set(uriOf(to) + uri.slice(uriOf(from).length), text);
    }
    this.workspace.filesMoved([{ from: uriOf(from), to: uriOf(to) }]);
  }

  tell(...events: FileEvent[]): void {
    this.workspace.filesChanged(events);
  }
}

/** All that an index says, in an order of its own: what two indexes are compared by. */
export function dump(index: WorkspaceIndex): unknown {
  const files = [...index.entries()].sort(([a], [b]) => (a < b ? -1 : 1));
  const names = new Set(files.flatMap(([, facts]) => facts.names));
  const links = new Set(files.flatMap(([, facts]) => facts.links));
  return {
    size: index.size,
    files,
    ids: [...index.ids()].sort().map(id => [id, index.holders(id), index.owners(id)]),
    names: [...names].sort().map(name => [name, index.named(name)]),
    links: [...links].sort().map(link => [link, index.linkers(link)]),
  };
}
