import { dirname } from 'node:path';
import { URI } from 'vscode-uri';
import type { Runtime } from '../lsp/runtime';
import { loadCatalog } from './catalogFiles';
import type { CatalogStore } from './catalogStore';
import { ConfigurationFiles } from './configurationFile';
import { diskFiles } from './workspaceFiles';

/** The server's surroundings in a Node process: files on disk, read synchronously since they are small and few. */
export function nodeRuntime(catalogs: CatalogStore): Runtime {
  let files = new ConfigurationFiles();
  return {
    openCatalog: () => loadCatalog(catalogs.inUse().folder),
    configuration: {
      forDocument: async uri => {
        const { scheme, fsPath } = URI.parse(uri);
        return scheme === 'file' ? files.forFolder(dirname(fsPath)) : undefined;
      },
      forget: () => {
        files = new ConfigurationFiles();
      },
    },
    files: diskFiles,
    // Node's network modules are loaded when somebody wants to download: to load them takes longer than a check.
    updateCatalog: async update => (await import('./catalogUpdate')).updateCatalog(catalogs, update),
  };
}
