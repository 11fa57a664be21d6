import { dirname } from 'node:path';
import { URI } from 'vscode-uri';
import type { Runtime } from '../lsp/runtime';
import { loadCatalog } from './catalogFiles';
import { ConfigurationFiles } from './configurationFile';

/** The server's surroundings in a Node process: files on disk, read synchronously since they are small and few. */
export function nodeRuntime(catalogFolder: string): Runtime {
  let files = new ConfigurationFiles();
  return {
    openCatalog: () => loadCatalog(catalogFolder),
    configuration: {
      forDocument: async uri => {
        const { scheme, fsPath } = URI.parse(uri);
        return scheme === 'file' ? files.forFolder(dirname(fsPath)) : undefined;
      },
      forget: () => {
        files = new ConfigurationFiles();
      },
    },
  };
}
