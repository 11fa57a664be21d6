/**
 * A stand-in for VS Code and for the language client, as far as the tests beside this file need them: for what hangs on
 * the order in which things happen, which a real window leaves to chance. Import it before what imports `vscode`.
 */
import Module from 'node:module';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { URI, Utils } from 'vscode-uri';

class Disposable {
  static from(...all: readonly { dispose(): unknown }[]): Disposable {
    return new Disposable(() => all.forEach(one => one.dispose()));
  }
  constructor(readonly dispose: () => void) {}
}

class EventEmitter<T> {
  readonly #listeners = new Set<(value: T) => unknown>();
  readonly event = (listener: (value: T) => unknown): Disposable => {
    this.#listeners.add(listener);
    return new Disposable(() => void this.#listeners.delete(listener));
  };
  fire(value: T): void {
    for (const listener of [...this.#listeners]) listener(value);
  }
  dispose(): void {
    this.#listeners.clear();
  }
}

class CancellationTokenSource {
  readonly token = { isCancellationRequested: false };
  cancel(): void {
    this.token.isCancellationRequested = true;
  }
  dispose(): void {
    // Nothing is held.
  }
}

class Position {
  constructor(
    readonly line: number,
    readonly character: number,
  ) {}
}

class Range {
  constructor(
    readonly start: Position,
    readonly end: Position,
  ) {}
}

class TabInputText {
  constructor(readonly uri: URI) {}
}

/** An open document. */
export interface StandInDocument {
  readonly uri: URI;
  readonly languageId: string;
  readonly version: number;
  readonly isClosed: boolean;
}

/** What a test sees of the editor, and does to it. */
export class StandInEditor {
  readonly documents: StandInDocument[] = [];
  readonly tabs: { readonly input: unknown }[] = [];
  activeTextEditor: { readonly document: StandInDocument } | undefined;
  workspaceFolders: { readonly uri: URI }[] | undefined;
  /** Of a workspace that is more than a folder. */
  workspaceFile: URI | undefined;
  /** What the user was told, and asked to choose from. */
  readonly told: { readonly text: string; readonly choices: readonly unknown[] }[] = [];
  /** The commands that were run. */
  readonly run: string[] = [];
  /** The commands that were registered. */
  readonly commands = new Map<string, (...given: readonly unknown[]) => Promise<unknown>>();
  /** The keys that commands and views are shown by. */
  readonly keys = new Map<string, unknown>();
  /** The lists that the user was given to pick from. */
  readonly lists: (readonly { readonly label: string; readonly detail?: string }[])[] = [];
  /** Of each of them, whether it stays when something else takes the focus. */
  readonly stays: boolean[] = [];
  /** The settings by where they are set. */
  settings: Readonly<Record<string, unknown>> = {};
  /** Where dialogs proposed to save. */
  readonly proposed: (URI | undefined)[] = [];
  /** Of the progress that is shown: the user may cancel it. */
  progressToken = { isCancellationRequested: false };
  readonly changedDiagnostics = new EventEmitter<{ uris: readonly URI[] }>();
  readonly renamedFiles = new EventEmitter<{ files: readonly { oldUri: URI; newUri: URI }[] }>();

  /** Opens a document, in a tab of its own. */
  open(uri: URI): StandInDocument {
    const document = { uri, languageId: 'markdown', version: 1, isClosed: false };
    this.documents.push(document);
    this.tabs.push({ input: new TabInputText(uri) });
    return document;
  }

  /** Closes everything. */
  reset(): void {
    for (const list of [this.documents, this.tabs, this.told, this.run, this.lists, this.stays, this.proposed])
      list.length = 0;
    this.activeTextEditor = this.workspaceFolders = this.workspaceFile = undefined;
    this.progressToken = { isCancellationRequested: false };
    this.settings = {};
  }

  /** The module `vscode`. */
  readonly api: object;

  constructor() {
    const never = () => new EventEmitter<never>().event;
    const tell = (text: string, ...rest: readonly unknown[]) => {
      this.told.push({ text, choices: rest.filter(one => typeof one === 'string') });
      return Promise.resolve(undefined);
    };
    const known: Readonly<Record<string, unknown>> = {
      Disposable,
      EventEmitter,
      CancellationTokenSource,
      Position,
      Range,
      TabInputText,
      Uri: new Proxy(URI, {
        get: (uri, name): unknown => (name === 'joinPath' ? Utils.joinPath : Reflect.get(uri, name)),
      }),
      ViewColumn: { Active: -1, Beside: -2, One: 1 },
      ProgressLocation: { Notification: 15 },
      env: { language: 'en' },
      l10n: {
        t: (text: string, ...values: readonly unknown[]) =>
          text.replace(/\{(\d)\}/g, (_, i) => String(values[Number(i)])),
      },
      commands: {
        executeCommand: (command: string, ...given: readonly unknown[]) => {
          if (command === 'setContext') this.keys.set(given[0] as string, given[1]);
          else this.run.push(command);
          return Promise.resolve(undefined);
        },
        registerCommand: (name: string, command: () => Promise<unknown>) => {
          this.commands.set(name, command);
          return new Disposable(() => void this.commands.delete(name));
        },
      },
      languages: { onDidChangeDiagnostics: this.changedDiagnostics.event },
      window: this.#withGetters({
        onDidChangeTextEditorSelection: never(),
        visibleTextEditors: [],
        tabGroups: { all: [{ tabs: this.tabs }] },
        showInformationMessage: tell,
        showErrorMessage: tell,
        showQuickPick: (items: (typeof this.lists)[0], options?: { readonly ignoreFocusOut?: boolean }) => {
          this.lists.push(items);
          this.stays.push(options?.ignoreFocusOut === true);
          return Promise.resolve(undefined);
        },
        showSaveDialog: ({ defaultUri }: { defaultUri?: URI }) => Promise.resolve(void this.proposed.push(defaultUri)),
        createTreeView: () => new Disposable(() => undefined),
        withProgress: (_: unknown, task: (...given: unknown[]) => unknown) =>
          task({ report: () => undefined }, this.progressToken),
      }),
      workspace: this.#withGetters({
        textDocuments: this.documents,
        onDidChangeTextDocument: never(),
        asRelativePath: ({ path }: URI) => path,
        getConfiguration: () => ({ inspect: () => this.settings }),
        onDidRenameFiles: this.renamedFiles.event,
        fs: { isWritableFileSystem: (scheme: string) => (scheme === 'git' ? false : scheme === 'file' || undefined) },
        openTextDocument: (uri: URI) => {
          const open = this.documents.find(document => document.uri.toString() === uri.toString());
          if (open !== undefined) return Promise.resolve(open);
          // As VS Code does: whoever asks for an unsaved document gets one.
          if (uri.scheme === 'untitled') return Promise.resolve(this.open(uri));
          return Promise.reject(new Error(`cannot open ${uri.toString()}`));
        },
      }),
    };
    // The language client builds on dozens of the editor's classes, none of which are used here.
    this.api = new Proxy(known, { get: (target, name) => target[name as string] ?? Disposable });
  }

  #withGetters(part: object): object {
    return Object.defineProperties(part, {
      activeTextEditor: { get: () => this.activeTextEditor },
      workspaceFolders: { get: () => this.workspaceFolders },
      workspaceFile: { get: () => this.workspaceFile },
    });
  }
}

export const editor = new StandInEditor();

const modules = Module as unknown as { _load: (name: string, ...rest: readonly unknown[]) => unknown };
const load = modules._load;
modules._load = (name, ...rest) => (name === 'vscode' ? editor.api : load(name, ...rest));

/** A question that the client put to the server, to be answered when the test sees fit. */
export interface Question {
  readonly params: { readonly uri: string };
  readonly token: { readonly isCancellationRequested: boolean };
  answer(value: unknown): void;
  fail(error: Error): void;
}

/** The language client: it runs, and every question waits for its answer. */
export class StandInClient {
  readonly questions: Question[] = [];
  state = 2; // State.Running
  readonly #state = new EventEmitter<{ readonly newState: number }>();
  readonly onDidChangeState = this.#state.event;
  readonly code2ProtocolConverter = { asUri: (uri: URI) => uri.toString() };

  isRunning(): boolean {
    return this.state === 2;
  }

  sendRequest(_: unknown, params: Question['params'], token: Question['token']): Promise<unknown> {
    if (!this.isRunning()) return Promise.reject(new Error('Client is not running'));
    return new Promise((resolve, reject) => this.questions.push({ params, token, answer: resolve, fail: reject }));
  }

  onNotification(): Disposable {
    return new Disposable(() => undefined);
  }

  /** Comes to another state. */
  come(state: number): void {
    this.state = state;
    this.#state.fire({ newState: state });
  }

  /** As what it stands in for. */
  get own(): BaseLanguageClient {
    return this as unknown as BaseLanguageClient;
  }
}

/** Waits until something holds. */
export async function until<T>(what: string, condition: () => T | undefined | false): Promise<T> {
  const deadline = performance.now() + 5000;
  for (;;) {
    const value = condition();
    if (value !== undefined && value !== false) return value;
    if (performance.now() > deadline) throw new Error(`gave up waiting for ${what}`);
    await new Promise(resolve => setTimeout(resolve, 1));
  }
}
