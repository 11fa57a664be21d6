import { readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** A `.gitignore` and the folder whose paths it speaks of. */
export interface IgnoreFile {
  readonly folder: string;
  readonly rules: Ignore;
}

/** Folders that hold nobody's pages. */
export const skippedFolders: ReadonlySet<string> = new Set(['.git', 'node_modules']);

/** Whether `Drafts/` means `drafts/` too: where file names have no case, Git sets a repository up so. */
const ignoreCase = process.platform === 'win32' || process.platform === 'darwin';

/** The ignore files between the top of the repository and a folder, the folder's own left out. */
export function ignoreFilesAbove(folder: string): IgnoreFile[] {
  const parents: string[] = [];
  for (let at = folder; !isRepository(at); at = dirname(at)) {
    const parent = dirname(at);
    if (parent === at) return []; // not in a repository: only ignore files from here down count
    parents.unshift(parent);
  }
  return parents.reduce<IgnoreFile[]>((all, parent) => withOwnIgnoreFile(parent, all), []);
}

function isRepository(folder: string): boolean {
  return statSync(join(folder, '.git'), { throwIfNoEntry: false }) !== undefined;
}

/** The ignore files above a folder and its own, where it has one. */
export function withOwnIgnoreFile(folder: string, above: readonly IgnoreFile[]): IgnoreFile[] {
  try {
    return [...above, { folder, rules: ignore({ ignoreCase }).add(readFileSync(join(folder, '.gitignore'), 'utf8')) }];
  } catch {
    return [...above];
  }
}

/** True for a path that the ignore files leave out; a folder's path ends in a separator. */
export function isIgnored(path: string, ignores: readonly IgnoreFile[]): boolean {
  let ignored = false;
  for (const { folder, rules } of ignores) {
    const name = relative(folder, path).split(sep).join('/') + (path.endsWith(sep) ? '/' : '');
    const verdict = rules.test(name);
    // A deeper file may take a file back in that a higher one left out.
    if (verdict.ignored) ignored = true;
    else if (verdict.unignored) ignored = false;
  }
  return ignored;
}
