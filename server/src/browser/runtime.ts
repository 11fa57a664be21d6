import type { Connection } from 'vscode-languageserver';
import { openCatalog } from '../core/catalog/open';
import type { CatalogMessage } from '../lsp/protocol';
import type { Runtime } from '../lsp/runtime';
import { ClientConfigurationFiles } from './configurationFiles';
import { clientFiles, readFile } from './workspaceFiles';

/** The server's surroundings in a worker: whatever it wants of the world, it asks the client for. */
export function browserRuntime(connection: Connection, { newest, history }: CatalogMessage): Runtime {
  let files = new ClientConfigurationFiles((uri, largest) => readFile(connection, uri, largest));
  return {
    openCatalog: () => openCatalog(newest, () => history),
    configuration: {
      forDocument: uri => files.forDocument(uri),
      forget: () => {
        files = new ClientConfigurationFiles((uri, largest) => readFile(connection, uri, largest));
      },
    },
    files: clientFiles(connection),
  };
}
