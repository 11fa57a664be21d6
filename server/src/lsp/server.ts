import {
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  TextDocuments,
  TextDocumentSyncKind,
  type Connection,
  type InitializeParams,
  type InitializeResult,
  type WorkspaceFolder,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { URI } from 'vscode-uri';
import { version } from '../../../package.json';
import { CatalogError } from '../core/catalog/errors';
import { configurationFileName } from '../core/settings';
import { Configuration, section } from './configuration';
import { catalogUpdateFeature } from './features/catalogUpdate';
import { codeActionsFeature } from './features/codeActions';
import { codeLensFeature } from './features/codeLens';
import { completionFeature } from './features/completion';
import { dashboardFeature } from './features/dashboard';
import { definitionFeature } from './features/definition';
import { diagnosticsFeature } from './features/diagnostics';
import { documentLinksFeature } from './features/documentLinks';
import type { Feature, Server } from './features/feature';
import { foldingFeature } from './features/folding';
import { graphFeature } from './features/graph';
import { highlightFeature } from './features/highlight';
import { hoverFeature } from './features/hover';
import { inlayHintsFeature } from './features/inlayHints';
import { insertEdgeFeature } from './features/insertEdge';
import { newPageFeature } from './features/newPage';
import { pagesFeature } from './features/pages';
import { pageStatusFeature } from './features/pageStatus';
import { pinVersionFeature } from './features/pinVersion';
import { referencesFeature } from './features/references';
import { renameFeature } from './features/rename';
import { semanticTokensFeature } from './features/semanticTokens';
import { symbolsFeature } from './features/symbols';
import { upgradeFeature } from './features/upgrade';
import { workspaceFeature } from './features/workspace';
import { unlessRefused, type Log } from './guard';
import { Pages } from './pages';
import type { ClientOptions } from './protocol';
import type { Runtime } from './runtime';
import { excludeSections, Workspace } from './workspace';

const features: readonly Feature[] = [
  catalogUpdateFeature,
  diagnosticsFeature,
  hoverFeature,
  completionFeature,
  graphFeature,
  insertEdgeFeature,
  pageStatusFeature,
  pinVersionFeature,
  pagesFeature,
  codeActionsFeature,
  upgradeFeature,
  newPageFeature,
  workspaceFeature,
  definitionFeature,
  referencesFeature,
  renameFeature,
  highlightFeature,
  symbolsFeature,
  foldingFeature,
  documentLinksFeature,
  codeLensFeature,
  inlayHintsFeature,
  semanticTokensFeature,
  dashboardFeature,
];

/** Starts the language server over a connection: wiring only. Everything it knows of its surroundings is in `runtime`. */
export function startServer(connection: Connection, runtime: Runtime): void {
  const documents = new TextDocuments(TextDocument);
  const log: Log = {
    error: message => connection.console.error(message),
    warn: message => connection.console.warn(message),
  };

  connection.onInitialize((params): InitializeResult => {
    const { capabilities: client, initializationOptions } = params;
    const configuration = new Configuration(connection, runtime, log, client, initializationOptions);
    const pages = new Pages(documents, configuration, () => openCatalog(connection, runtime));
    const parts = { connection, documents, pages, configuration, runtime, client, log };
    const workspace = new Workspace(parts, foldersOf(params));
    const listeners: (() => void)[] = [];
    const starters: (() => void)[] = [];
    const settingsChanged = () => listeners.forEach(listener => listener());
    const server: Server = {
      connection,
      documents,
      pages,
      workspace,
      log,
      client,
      clientCommands: readCommands(initializationOptions),
      runtime,
      catalogChanged: () => {
        pages.catalogChanged();
        settingsChanged();
        workspace.settingsChanged();
      },
      onInitialized: listener => void starters.push(listener),
      onSettingsChanged: listener => void listeners.push(listener),
    };

    connection.onInitialized(() => {
      registerForChanges(server);
      starters.forEach(starter => starter());
      workspace.start();
    });
    connection.onDidChangeConfiguration(({ settings }: { settings: unknown }) => {
      configuration.changed(settings);
      settingsChanged();
      workspace.settingsChanged();
    });
    connection.onDidChangeWatchedFiles(({ changes }) => {
      const files = changes.filter(({ uri }) => !uri.endsWith(`/${configurationFileName}`));
      if (files.length > 0) workspace.filesChanged(files);
      if (changes.length > 0 && files.length === changes.length) return;
      configuration.filesChanged();
      settingsChanged();
    });
    documents.onDidClose(({ document: { uri } }) => {
      pages.drop(uri);
      configuration.drop(uri);
    });

    const capabilities = Object.assign(
      {},
      ...features.map(register => register(server)),
    ) as InitializeResult['capabilities'];
    return {
      capabilities: { textDocumentSync: TextDocumentSyncKind.Incremental, ...capabilities },
      serverInfo: { name: 'attackmark', version },
    };
  });

  documents.listen(connection);
  connection.listen();
}

/** The folders that are open, as newer and older clients name them; what a client leaves out is none. */
function foldersOf({ workspaceFolders, ...older }: InitializeParams): readonly WorkspaceFolder[] {
  const { rootUri, rootPath } = older as Partial<typeof older>;
  const uri = rootUri ?? (rootPath ? URI.file(rootPath).toString() : undefined);
  return workspaceFolders ?? (uri === undefined ? [] : [{ uri, name: '' }]);
}

/** The commands that a client says it has: a list of words, or nothing. */
function readCommands(options: unknown): ReadonlySet<string> {
  const { commands } = (options ?? {}) as Readonly<Record<keyof ClientOptions, unknown>>;
  return new Set(Array.isArray(commands) ? commands.filter(command => typeof command === 'string') : []);
}

/** Asks the client to tell of changed settings and configuration files, as far as it can. */
function registerForChanges({ connection, client, log }: Server): void {
  if (client.workspace?.didChangeConfiguration?.dynamicRegistration === true) {
    unlessRefused(
      'to tell of settings',
      log,
      connection.client.register(DidChangeConfigurationNotification.type, { section: [section, ...excludeSections] }),
    );
  }
  if (client.workspace?.didChangeWatchedFiles?.dynamicRegistration === true) {
    const watchers = [{ globPattern: `**/${configurationFileName}` }];
    unlessRefused(
      'to watch files',
      log,
      connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }),
    );
  }
}

/** Opens the catalog; where that fails the user is told, once and in plain words. */
function openCatalog(connection: Connection, runtime: Runtime): ReturnType<Runtime['openCatalog']> {
  try {
    return runtime.openCatalog();
  } catch (error) {
    if (error instanceof CatalogError)
      connection.window.showErrorMessage(`Attackmark: ${error.message} Install Attackmark anew.`);
    throw error;
  }
}
