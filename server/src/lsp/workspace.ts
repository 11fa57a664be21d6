import {
  DidChangeWatchedFilesNotification,
  FileChangeType,
  type ClientCapabilities,
  type Connection,
  type FileEvent,
  type TextDocuments,
  type WorkspaceFolder,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { compileGlobs } from '../core/globs';
import { isObject } from '../core/json';
import type { Page } from '../core/page';
import { languageOfFile, readFile } from '../core/places/kinds';
import { defaultInclude } from '../core/settings';
import { factsOf } from '../core/workspace/facts';
import { decode, fileNameOf } from '../core/workspace/paths';
import { StringPool } from '../core/workspace/stringPool';
import { WorkspaceIndex, type FileChange } from '../core/workspace/workspaceIndex';
import type { Configuration } from './configuration';
import { describeError, unlessRefused, type Log } from './guard';
import type { Pages } from './pages';
import type { Runtime } from './runtime';
import { ScanProgress } from './scanProgress';
import { Stretches } from './turns';
import { normalise } from './uris';

/** How long the server is left to more urgent things before it reads the workspace, in milliseconds. */
const idle = 500;
/** How long it reads at a stretch: a hover that comes in between waits no longer. */
const stretch = 8;
/** How many files are read at once. */
const atOnce = 16;
/** How long typing pauses before those who look at other pages hear of it. */
const pause = 300;
/** No page is larger; what is, in bytes, is somebody's data. */
const largestMarkdown = 4_000_000;
const largestOther = 2_000_000;
/** The editor's own settings for files that it hides. */
export const excludeSections = ['files.exclude', 'search.exclude'];
/** The files that may be read, whatever the settings say. */
export const fileGlob = '**/*.{md,markdown,yml,yaml,json}';
/** What the name of a file ends in whose rules say which files are left out. */
const ignoreFile = '/.gitignore';

/** A folder of the workspace, and which files in it are read. */
interface Folder {
  readonly uri: string;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly isWanted: (path: string) => boolean;
  readonly isExcluded: (path: string) => boolean;
}

export interface WorkspaceParts {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  readonly pages: Pages;
  readonly configuration: Configuration;
  readonly runtime: Runtime;
  readonly client: ClientCapabilities;
  readonly log: Log;
}

/**
 * The workspace's files: their index, read in the background and kept up with what happens on disk and in open
 * documents. An open document goes before its file. Everything that reads the disk happens one after the other,
 * so that what is read last is what was there last.
 */
export class Workspace {
  readonly #parts: WorkspaceParts;
  readonly #listeners: (() => void)[] = [];
  readonly #pool = new StringPool();
  readonly #revisions = new Map<string, number>();
  /** Open documents by their URI as the index has it: the one that the editor uses. */
  readonly #open = new Map<string, string>();
  /** Open documents whose facts may have changed. */
  readonly #touched = new Set<string>();
  #index = WorkspaceIndex.empty();
  #told = this.#index;
  #folders: readonly Folder[] = [];
  #wantedFolders: readonly string[];
  /** All that is done and to be done with the disk; undefined until the first scan begins. */
  #work: Promise<void> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #tellTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: WorkspaceParts, folders: readonly WorkspaceFolder[]) {
    this.#parts = parts;
    this.#wantedFolders = folders.map(folderUri);
    const { documents } = parts;
    documents.onDidOpen(({ document: { uri } }) => {
      this.#open.set(normalise(uri), uri);
      // The first findings come before all else.
      if (this.#work === undefined && this.#timer !== undefined) this.start();
    });
    documents.onDidChangeContent(({ document: { uri } }) => this.#touch(uri));
    documents.onDidClose(({ document: { uri } }) => {
      const own = normalise(uri);
      this.#open.delete(own);
      this.#touched.delete(uri);
      // Before the scan there are open documents only.
      if (this.#work === undefined) this.#set(this.#index.with([[own, undefined]]));
      else this.#enqueue(() => this.#reread([own]));
    });
  }

  /** The index as it is now, open documents included. Before the scan is over it does not have all files yet. */
  get index(): WorkspaceIndex {
    this.#readTouched();
    return this.#index;
  }

  /** Begins to read the workspace after a short while. */
  start(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.ready(), idle);
  }

  /** Settles when all files are read; begins at once where that has not begun. */
  async ready(): Promise<WorkspaceIndex> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#work === undefined) {
      this.#watch();
      this.#enqueue(() => this.#scan());
    }
    await this.#work;
    return this.index;
  }

  /** Calls back some time after facts of any file changed. */
  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** The URI under which the editor knows an open document, for one as the index has it. */
  openUri(uri: string): string | undefined {
    return this.#open.get(normalise(uri));
  }

  /** A number that changes whenever a file's text was read anew, from disk or from the editor. */
  revision(uri: string): number {
    return this.#revisions.get(uri) ?? 0;
  }

  /** The folders of the workspace. */
  get folders(): readonly string[] {
    return this.#wantedFolders;
  }

  /** A file as it is now: the open document, else what lies on disk. */
  async page(uri: string): Promise<Page | undefined> {
    const open = this.openUri(uri);
    return open === undefined ? this.#readPage(uri) : this.#parts.pages.page(open);
  }

  /** The text of any file as it is now: the open document's, else what lies on disk. */
  async text(uri: string): Promise<string | undefined> {
    const open = this.openUri(uri);
    const document = open === undefined ? undefined : this.#parts.documents.get(open);
    return document?.getText() ?? this.#parts.runtime.files.read(normalise(uri), largestMarkdown);
  }

  /** True where there is such a file. */
  async exists(uri: string): Promise<boolean> {
    return this.#parts.runtime.files.exists(normalise(uri));
  }

  /** Files were made, changed or deleted on disk. */
  filesChanged(events: readonly FileEvent[]): void {
    if (this.#work === undefined) return; // the scan will see what there is
    // Other rules leave out other files: which ones, only a look at all of them tells.
    if (events.some(({ uri }) => uri.endsWith(ignoreFile))) this.#enqueue(() => this.#listAgain());
    const uris = events.flatMap(({ uri }) => (uri.endsWith(ignoreFile) ? [] : [normalise(uri)]));
    const gone = events.flatMap(({ type }, i) => (type === FileChangeType.Deleted ? [uris[i]!] : []));
    this.#enqueue(async () => {
      this.#removeBelow(gone);
      await this.#reread(uris);
    });
  }

  /** Files or whole folders were moved; the editor tells before the disk's watcher does. */
  filesMoved(moves: readonly { readonly from: string; readonly to: string }[]): void {
    if (this.#work === undefined) return;
    this.#enqueue(async () => {
      const from = moves.map(move => normalise(move.from));
      const moved = this.#below(from);
      const targets = moves.flatMap(move => {
        const [old, now] = [normalise(move.from), normalise(move.to)];
        return [now, ...moved.filter(uri => uri.startsWith(`${old}/`)).map(uri => now + uri.slice(old.length))];
      });
      await this.#reread([...from, ...moved, ...targets]);
      // Of a folder, what was left out where it was may not be where it is.
      if (from.some(uri => languageOfFile(uri) === undefined)) await this.#listAgain();
    });
  }

  /** Folders were added to the workspace or taken out. */
  foldersChanged(added: readonly WorkspaceFolder[], removed: readonly WorkspaceFolder[]): void {
    const gone = new Set(removed.map(folderUri));
    const all = [...this.#wantedFolders, ...added.map(folderUri)];
    this.#wantedFolders = [...new Set(all)].filter(uri => !gone.has(uri));
    // Which open documents count as files depends on the folders.
    for (const uri of this.#open.values()) this.#touched.add(uri);
    if (this.#work !== undefined) this.#enqueue(() => this.#scan());
    else if (this.#timer === undefined) this.start();
  }

  /** Settings changed: where they name other files now, all are read again. */
  settingsChanged(): void {
    if (this.#work === undefined) return;
    this.#enqueue(async () => {
      const folders = await this.#readFolders();
      const globs = (all: readonly Folder[]) =>
        JSON.stringify(all.map(({ uri, include, exclude }) => [uri, include, exclude]));
      if (globs(folders) !== globs(this.#folders)) await this.#scan();
    });
  }

  #enqueue(step: () => Promise<void>): void {
    this.#work = (this.#work ?? Promise.resolve()).then(step).catch((error: unknown) => {
      this.#parts.log.error(`workspace: ${describeError(error)}`);
    });
  }

  /** Reads all files of all folders, and forgets those that are no longer there. */
  async #scan(): Promise<void> {
    const { connection, client } = this.#parts;
    this.#folders = await this.#readFolders();
    const uris = await this.#list();
    const progress = new ScanProgress(connection, client, uris.size);
    await this.#read([...uris], progress);
    progress.done();
  }

  /** Lists all files again: reads those that the index lacks, and forgets those that are left out now. */
  async #listAgain(): Promise<void> {
    const uris = await this.#list();
    await this.#read([...uris].filter(uri => this.#index.facts(uri) === undefined));
  }

  /** Lists all files of all folders; those that are not among them go. */
  async #list(): Promise<Set<string>> {
    const { files } = this.#parts.runtime;
    const uris = new Set<string>();
    for (const folder of this.#folders) {
      for await (const found of files.list(folder.uri, folder.isWanted, folder.isExcluded)) {
        for (const uri of found) uris.add(uri);
      }
    }
    const gone = [...this.#index.entries()].flatMap(([uri]) => (uris.has(uri) || this.#open.has(uri) ? [] : [uri]));
    this.#apply(gone.map(uri => [uri, undefined]));
    return uris;
  }

  async #reread(uris: readonly string[]): Promise<void> {
    const wanted: string[] = [];
    const gone: string[] = [];
    for (const uri of new Set(uris)) {
      if (this.#open.has(uri)) continue;
      ((await this.#isWanted(uri)) ? wanted : gone).push(uri);
    }
    this.#apply(gone.map(uri => [uri, undefined]));
    await this.#read(wanted);
  }

  /** Reads files a few at a time, and lets other messages in between. */
  async #read(uris: readonly string[], progress?: ScanProgress): Promise<void> {
    const stretches = new Stretches(stretch);
    let changes: FileChange[] = [];
    for (let i = 0; i < uris.length; i += atOnce) {
      const some = uris.slice(i, i + atOnce);
      const texts = await Promise.all(some.map(uri => this.#readText(uri)));
      for (const [at, uri] of some.entries()) {
        const page = readText(uri, texts[at]);
        this.#revise(uri);
        changes.push([uri, page === undefined ? undefined : factsOf(uri, page, this.#pool)]);
        if (!stretches.isOver) continue;
        this.#apply(changes);
        changes = [];
        progress?.report(i + at + 1);
        // What came in meanwhile takes one turn to be read, and another one to be answered.
        await stretches.pause(2);
      }
    }
    this.#apply(changes);
  }

  /** Puts what the disk says into the index, except of files that are open by now. */
  #apply(changes: readonly FileChange[]): void {
    this.#set(this.#index.with(changes.filter(([uri]) => !this.#open.has(uri))));
  }

  #touch(uri: string): void {
    this.#revise(normalise(uri));
    this.#touched.add(uri);
    this.#tellSoon();
  }

  #revise(uri: string): void {
    this.#revisions.set(uri, this.revision(uri) + 1);
  }

  #readTouched(): void {
    if (this.#touched.size === 0) return;
    const changes = [...this.#touched].map((uri): FileChange => {
      const own = normalise(uri);
      const page = this.#isFile(own) ? this.#parts.pages.page(uri) : undefined;
      return [own, page === undefined ? undefined : factsOf(own, page, this.#pool)];
    });
    this.#touched.clear();
    this.#set(this.#index.with(changes));
  }

  /**
   * Whether an open document is a file of its own, saved or not. Others are copies that an editor shows of one: the
   * committed state beside a changed page (`git:`), say. Each page would count twice, and be renamed twice.
   */
  #isFile(uri: string): boolean {
    const scheme = uri.slice(0, uri.indexOf(':') + 1);
    return ['file:', 'untitled:'].includes(scheme) || this.#wantedFolders.some(folder => folder.startsWith(scheme));
  }

  #set(index: WorkspaceIndex): void {
    if (index === this.#index) return;
    this.#index = index;
    this.#tellSoon();
  }

  #tellSoon(): void {
    clearTimeout(this.#tellTimer);
    this.#tellTimer = setTimeout(() => {
      const { index } = this;
      if (index === this.#told) return;
      this.#told = index;
      for (const listener of this.#listeners) listener();
    }, pause);
  }

  /** Takes whole folders that are gone out of the index; a watcher tells of the folder only. */
  #removeBelow(uris: readonly string[]): void {
    this.#apply(this.#below(uris).map(uri => [uri, undefined]));
  }

  #below(uris: readonly string[]): string[] {
    // A file has nothing below it: only for what may be a folder all files are gone through.
    const folders = uris.filter(uri => languageOfFile(uri) === undefined).map(uri => `${uri}/`);
    if (folders.length === 0) return [];
    return [...this.#index.entries()].flatMap(([uri]) => (folders.some(folder => uri.startsWith(folder)) ? [uri] : []));
  }

  async #isWanted(uri: string): Promise<boolean> {
    for (const folder of this.#folders) {
      if (!uri.startsWith(`${folder.uri}/`)) continue;
      const path = decode(uri.slice(folder.uri.length + 1));
      if (folder.isExcluded(path) || !folder.isWanted(path)) continue;
      if (!(await this.#parts.runtime.files.isIgnored(uri, folder.uri))) return true;
    }
    return false;
  }

  async #readText(uri: string): Promise<string | undefined> {
    if (this.#open.has(uri)) return undefined; // the document goes first
    const largest = languageOfFile(uri) === 'markdown' ? largestMarkdown : largestOther;
    return this.#parts.runtime.files.read(uri, largest);
  }

  async #readPage(uri: string): Promise<Page | undefined> {
    return readText(uri, await this.#readText(normalise(uri)));
  }

  async #readFolders(): Promise<Folder[]> {
    return Promise.all(
      this.#wantedFolders.map(async uri => {
        const { own } = await this.#parts.configuration.choices(uri);
        const include = own?.include ?? defaultInclude;
        const exclude = [...(own?.exclude ?? []), ...(await this.#editorExcludes(uri))];
        const matches = compileGlobs(include);
        const isWanted = (path: string) => languageOfFile(path) !== undefined && matches(path);
        return { uri, include, exclude, isWanted, isExcluded: compileGlobs(exclude) };
      }),
    );
  }

  /** What the user hides from the editor's own lists of files. */
  async #editorExcludes(scopeUri: string): Promise<string[]> {
    const { client, connection } = this.#parts;
    if (client.workspace?.configuration !== true) return [];
    // An editor that refuses to say hides nothing.
    const values = (await connection.workspace
      .getConfiguration(excludeSections.map(section => ({ scopeUri, section })))
      .catch(() => [])) as unknown[];
    return values.flatMap(value =>
      isObject(value) ? Object.entries(value).flatMap(([glob, on]) => (on === true ? [glob] : [])) : [],
    );
  }

  #watch(): void {
    const { client, connection, log } = this.#parts;
    if (client.workspace?.didChangeWatchedFiles?.dynamicRegistration !== true || this.#wantedFolders.length === 0)
      return;
    const watchers = [fileGlob, '**/.gitignore'].map(globPattern => ({ globPattern }));
    unlessRefused(
      'to watch files',
      log,
      connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }),
    );
  }
}

function folderUri({ uri }: WorkspaceFolder): string {
  return normalise(uri).replace(/\/+$/, '');
}

function readText(uri: string, text: string | undefined): Page | undefined {
  const name = fileNameOf(uri);
  const language = languageOfFile(name);
  return text === undefined || language === undefined ? undefined : readFile(language, text, name);
}
