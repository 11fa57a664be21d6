import {
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  TextDocuments,
  TextDocumentSyncKind,
  type Connection,
  type InitializeResult,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { version } from '../../../package.json';
import { CatalogError } from '../core/catalog/errors';
import { configurationFileName } from '../core/settings';
import { Configuration, section } from './configuration';
import { completionFeature } from './features/completion';
import { diagnosticsFeature } from './features/diagnostics';
import type { Feature, Server } from './features/feature';
import { graphFeature } from './features/graph';
import { hoverFeature } from './features/hover';
import { pageStatusFeature } from './features/pageStatus';
import type { Log } from './guard';
import { Pages } from './pages';
import type { Runtime } from './runtime';

const features: readonly Feature[] = [
  diagnosticsFeature,
  hoverFeature,
  completionFeature,
  graphFeature,
  pageStatusFeature,
];

/** Starts the language server over a connection: wiring only. Everything it knows of its surroundings is in `runtime`. */
export function startServer(connection: Connection, runtime: Runtime): void {
  const documents = new TextDocuments(TextDocument);
  const log: Log = {
    error: message => connection.console.error(message),
    warn: message => connection.console.warn(message),
  };

  connection.onInitialize(({ capabilities: client, initializationOptions }): InitializeResult => {
    const configuration = new Configuration(connection, runtime, log, client, initializationOptions);
    const pages = new Pages(documents, configuration, () => openCatalog(connection, runtime));
    const listeners: (() => void)[] = [];
    const settingsChanged = () => listeners.forEach(listener => listener());
    const server: Server = {
      connection,
      documents,
      pages,
      log,
      client,
      onSettingsChanged: listener => void listeners.push(listener),
    };

    connection.onInitialized(() => registerForChanges(server));
    connection.onDidChangeConfiguration(({ settings }: { settings: unknown }) => {
      configuration.changed(settings);
      settingsChanged();
    });
    connection.onDidChangeWatchedFiles(() => {
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

/** Asks the client to tell of changed settings and configuration files, as far as it can. */
function registerForChanges({ connection, client }: Server): void {
  if (client.workspace?.didChangeConfiguration?.dynamicRegistration === true) {
    void connection.client.register(DidChangeConfigurationNotification.type, { section });
  }
  if (client.workspace?.didChangeWatchedFiles?.dynamicRegistration === true) {
    const watchers = [{ globPattern: `**/${configurationFileName}` }];
    void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
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
