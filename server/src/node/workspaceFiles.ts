import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { URI } from 'vscode-uri';
import type { WorkspaceFiles } from '../lsp/runtime';
import { ignoreFilesAbove, isIgnored, skippedFolders, withOwnIgnoreFile, type IgnoreFile } from './gitIgnore';
import { readTextFile } from './readTextFile';

/** The files of workspace folders on disk, as far as `.gitignore` leaves them in. Links to folders are not followed. */
export const diskFiles: WorkspaceFiles = {
  async *list(folder, isWanted, isExcluded) {
    const root = pathOf(folder);
    if (root === undefined) return;
    const relativePath = (path: string) => relative(root, path).split(sep).join('/');
    const pending: { folder: string; above: readonly IgnoreFile[] }[] = [
      { folder: root, above: ignoreFilesAbove(root) },
    ];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const ignores = withOwnIgnoreFile(next.folder, next.above);
      const found: string[] = [];
      for (const entry of await entriesOf(next.folder)) {
        const path = join(next.folder, entry.name);
        const name = relativePath(path);
        if (entry.isDirectory()) {
          const isLeftOut = skippedFolders.has(entry.name) || isExcluded(name) || isIgnored(`${path}${sep}`, ignores);
          if (!isLeftOut) pending.push({ folder: path, above: ignores });
        } else if (isWanted(name) && !isExcluded(name) && !isIgnored(path, ignores)) {
          found.push(URI.file(path).toString());
        }
      }
      if (found.length > 0) yield found;
    }
  },

  isIgnored(uri, folder) {
    const path = pathOf(uri);
    const root = pathOf(folder);
    if (path === undefined || root === undefined) return false;
    let ignores = withOwnIgnoreFile(root, ignoreFilesAbove(root));
    const parts = relative(root, path).split(sep);
    let at = root;
    for (const part of parts.slice(0, -1)) {
      at = join(at, part);
      if (skippedFolders.has(part) || isIgnored(`${at}${sep}`, ignores)) return true;
      ignores = withOwnIgnoreFile(at, ignores);
    }
    return isIgnored(path, ignores);
  },

  read(uri, largest) {
    const path = pathOf(uri);
    return Promise.resolve(path === undefined ? undefined : readTextFile(path, largest));
  },

  async exists(uri) {
    const path = pathOf(uri);
    if (path === undefined) return false;
    return stat(path).then(
      () => true,
      () => false,
    );
  },
};

function pathOf(uri: string): string | undefined {
  const { scheme, fsPath } = URI.parse(uri);
  return scheme === 'file' ? fsPath : undefined;
}

async function entriesOf(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch {
    return []; // gone since it was listed, or nobody's to read
  }
}
