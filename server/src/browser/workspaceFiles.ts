import type { Connection } from 'vscode-languageserver';
import { URI, Utils } from 'vscode-uri';
import { IgnoreRules, largestIgnoreFile } from '../core/ignoreRules';
import { fileExistsRequest, listFilesRequest, readFileRequest } from '../lsp/protocol';
import type { WorkspaceFiles } from '../lsp/runtime';

/** How many files are handed on at a time. */
const batch = 200;
const skippedFolder = /(?:^|\/)(?:\.git|node_modules)\//;

/** Reads a file through the client; undefined where it cannot be had. */
export async function readFile(connection: Connection, uri: string, largest: number): Promise<string | undefined> {
  const text: unknown = await connection.sendRequest(readFileRequest, { uri, largest });
  return typeof text === 'string' ? text : undefined;
}

/**
 * The files of workspace folders as the client sees them. Of `.gitignore` files, the one at the folder's top is
 * respected: each other one would have to be asked for.
 */
export function clientFiles(connection: Connection): WorkspaceFiles {
  const ignoreOf = async (folder: string): Promise<IgnoreRules | undefined> => {
    const uri = Utils.joinPath(URI.parse(folder), '.gitignore').toString();
    const text = await readFile(connection, uri, largestIgnoreFile);
    return text === undefined ? undefined : new IgnoreRules(text, true);
  };
  return {
    async *list(folder, isWanted, isExcluded) {
      const [paths, ignored] = await Promise.all([
        connection.sendRequest<unknown>(listFilesRequest, { uri: folder }),
        ignoreOf(folder),
      ]);
      const root = URI.parse(folder);
      const wanted = (Array.isArray(paths) ? (paths as readonly unknown[]) : []).filter(
        (path): path is string =>
          typeof path === 'string' &&
          !skippedFolder.test(path) &&
          isWanted(path) &&
          !isExcluded(path) &&
          ignored?.test(path) !== 'ignored',
      );
      for (let start = 0; start < wanted.length; start += batch) {
        yield wanted.slice(start, start + batch).map(path => Utils.joinPath(root, path).toString());
      }
    },
    async isIgnored(uri, folder) {
      const root = URI.parse(folder).path.replace(/\/?$/, '/');
      const { path } = URI.parse(uri);
      if (!path.startsWith(root) || path.length === root.length) return false;
      const below = path.slice(root.length);
      return skippedFolder.test(below) || (await ignoreOf(folder))?.test(below) === 'ignored';
    },
    read: (uri, largest) => readFile(connection, uri, largest),
    exists: async uri => (await connection.sendRequest<unknown>(fileExistsRequest, { uri })) === true,
  };
}
