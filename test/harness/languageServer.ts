import type { ChildProcess } from 'node:child_process';
import {
  CompletionRequest,
  CompletionResolveRequest,
  ConfigurationRequest,
  DiagnosticRefreshRequest,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
  HoverRequest,
  InitializeRequest,
  InitializedNotification,
  LogMessageNotification,
  PublishDiagnosticsNotification,
  RegistrationRequest,
  ShowMessageNotification,
  type ClientCapabilities,
  type CompletionItem,
  type CompletionList,
  type Diagnostic,
  type Hover,
  type InitializeParams,
  type InitializeResult,
  type Position,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Registration,
  type TextDocumentContentChangeEvent,
} from 'vscode-languageserver-protocol';
import { overStdio, type Transport } from './transport';

/** How long a test waits for the server before it gives up, in milliseconds. */
const deadline = 10_000;

export interface ServerOptions {
  /** What the client says it can do; by default: pull diagnostics, and settings on request. */
  readonly capabilities?: ClientCapabilities;
  /** The `attackmark` section of the settings; null for a client that has none. */
  readonly settings?: Record<string, unknown> | null;
  readonly initializationOptions?: unknown;
  /** The workspace's folders, as URIs. */
  readonly folders?: readonly string[];
  /** How an older client names its one folder, in the place of `folders`. */
  readonly root?: { readonly rootUri?: string; readonly rootPath?: string };
  /** True for a client that answers each of the server's requests with an error. */
  readonly refuses?: boolean;
}

/** A client that pulls. */
export const pullClient: ClientCapabilities = {
  workspace: {
    configuration: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    diagnostics: { refreshSupport: true },
  },
  textDocument: { diagnostic: {}, hover: {}, completion: { completionItem: { labelDetailsSupport: true } } },
};

/** A client that waits for what is pushed, and has no settings to ask for. */
export const pushClient: ClientCapabilities = { textDocument: { hover: {}, completion: {} } };

/** The built language server, a process of its own unless a suite says otherwise, with what a test asks of it. */
export class LanguageServer {
  /** How servers are started: a suite may run the same tests against another build. */
  static transport: () => Transport = overStdio;

  readonly connection: ProtocolConnection;
  readonly #exited: Promise<number | null>;
  readonly #process: ChildProcess | undefined;
  readonly log: string[] = [];
  readonly messages: string[] = [];
  readonly published: PublishDiagnosticsParams[] = [];
  /** What the server registered for once it had started. */
  readonly registrations: Registration[] = [];
  settings: Record<string, unknown> | null;
  refreshes = 0;
  #waiters: (() => void)[] = [];
  #versions = new Map<string, number>();

  private constructor({ connection, exited, process }: Transport, settings: Record<string, unknown> | null) {
    this.#exited = exited;
    this.#process = process;
    this.connection = connection;
    this.settings = settings;
  }

  /** The server's own process. */
  get process(): ChildProcess {
    if (this.#process === undefined) throw new Error('This server runs in a thread.');
    return this.#process;
  }

  /** Starts the server and shakes hands. */
  static async start(options: ServerOptions = {}): Promise<LanguageServer> {
    const transport = LanguageServer.transport();
    const { connection } = transport;
    const server = new LanguageServer(transport, options.settings === undefined ? {} : options.settings);
    transport.onOutput(text => server.log.push(text));
    server.#listen();
    if (options.refuses !== true) server.#answer();
    connection.listen();
    await server.#initialize(options);
    return server;
  }

  /** What the server said it can do. */
  initialized: InitializeResult | undefined;

  async #initialize({ capabilities = pullClient, initializationOptions, folders, root }: ServerOptions): Promise<void> {
    this.initialized = await this.within(
      'initialize',
      this.connection.sendRequest(InitializeRequest.type, {
        processId: process.pid,
        ...(root ?? { rootUri: null, workspaceFolders: folders?.map(uri => ({ uri, name: '' })) ?? null }),
        capabilities,
        initializationOptions,
      } as InitializeParams),
    );
    await this.connection.sendNotification(InitializedNotification.type, {});
  }

  #answer(): void {
    const { connection } = this;
    connection.onRequest(ConfigurationRequest.type, ({ items }) => items.map(() => this.settings));
    connection.onRequest(RegistrationRequest.type, ({ registrations }) => {
      this.registrations.push(...registrations);
      this.wake();
    });
    connection.onRequest(DiagnosticRefreshRequest.type, () => {
      this.refreshes++;
      this.wake();
    });
  }

  #listen(): void {
    const { connection } = this;
    connection.onNotification(LogMessageNotification.type, ({ message }) => {
      this.log.push(message);
      this.wake();
    });
    connection.onNotification(ShowMessageNotification.type, ({ message }) => {
      this.messages.push(message);
      this.wake();
    });
    connection.onNotification(PublishDiagnosticsNotification.type, params => {
      this.published.push(params);
      this.wake();
    });
  }

  /** Looks again at what tests wait for; those that listen to messages themselves call it, too. */
  wake(): void {
    for (const waiter of this.#waiters.splice(0)) waiter();
  }

  /** Waits until a condition holds, which is looked at whenever the server says something. */
  async until<T>(what: string, condition: () => T | undefined | false): Promise<T> {
    return this.within(
      what,
      (async () => {
        for (;;) {
          const value = condition();
          if (value !== undefined && value !== false) return value;
          await new Promise<void>(resolve => this.#waiters.push(resolve));
        }
      })(),
    );
  }

  /** A promise with a deadline; the server's log is in the error. */
  async within<T>(what: string, promise: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new Error(`gave up waiting for ${what}; log:\n${this.log.join('\n')}`)),
        deadline,
      );
    });
    try {
      return await Promise.race([promise, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  async open(uri: string, text: string, languageId = 'markdown'): Promise<void> {
    this.#versions.set(uri, 1);
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  async change(uri: string, ...contentChanges: TextDocumentContentChangeEvent[]): Promise<number> {
    const version = this.#versions.get(uri)! + 1;
    this.#versions.set(uri, version);
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges,
    });
    return version;
  }

  async close(uri: string): Promise<void> {
    await this.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
  }

  /** Pulls a document's diagnostics. */
  async diagnostics(uri: string): Promise<Diagnostic[]> {
    const report = await this.within(
      'diagnostics',
      this.connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } }),
    );
    return report.kind === 'full' ? report.items : [];
  }

  async hover(uri: string, position: Position): Promise<Hover | null> {
    return this.within('hover', this.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position }));
  }

  async completion(uri: string, position: Position): Promise<CompletionItem[]> {
    const result = await this.within(
      'completion',
      this.connection.sendRequest(CompletionRequest.type, { textDocument: { uri }, position }),
    );
    return result === null ? [] : Array.isArray(result) ? result : (result as CompletionList).items;
  }

  async resolve(item: CompletionItem): Promise<CompletionItem> {
    return this.within('resolve', this.connection.sendRequest(CompletionResolveRequest.type, item));
  }

  /** Shuts the server down as an editor does; gives its exit code. */
  async stop(): Promise<number | null> {
    await this.within('shutdown', this.connection.sendRequest('shutdown'));
    await this.connection.sendNotification('exit');
    const code = await this.within('exit', this.#exited);
    this.connection.dispose();
    return code;
  }
}
