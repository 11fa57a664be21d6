import { statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { IgnoreRules, largestIgnoreFile } from '../core/ignoreRules';
import { readTextFile } from './readTextFile';

/** A `.gitignore` and the folder whose paths it speaks of. */
export interface IgnoreFile {
  readonly folder: string;
  readonly rules: IgnoreRules;
}

/** Folders that hold nobody's pages. */
export const skippedFolders: ReadonlySet<string> = new Set(['.git', 'node_modules']);

/** Whether `Drafts/` means `drafts/` too: where file names have no case, Git sets a repository up so. */
const ignoreCase = process.platform === 'win32' || process.platform === 'darwin';

/** The ignore files between the top of the repository and a folder, the folder's own left out. */
export function ignoreFilesAbove(folder: string): readonly IgnoreFile[] {
  const parents: string[] = [];
  for (let at = folder; !isRepository(at); at = dirname(at)) {
    const parent = dirname(at);
    if (parent === at) return []; // not in a repository: only ignore files from here down count
    parents.unshift(parent);
  }
  return parents.reduce<readonly IgnoreFile[]>((all, parent) => withOwnIgnoreFile(parent, all), []);
}

function isRepository(folder: string): boolean {
  return statSync(join(folder, '.git'), { throwIfNoEntry: false }) !== undefined;
}

/** The ignore files above a folder and its own, where it has one. */
export function withOwnIgnoreFile(folder: string, above: readonly IgnoreFile[]): readonly IgnoreFile[] {
  const text = readTextFile(join(folder, '.gitignore'), largestIgnoreFile);
  return text === undefined ? above : [...above, { folder, rules: new IgnoreRules(text, ignoreCase) }];
}

/** True for a path that the ignore files leave out; a folder's path ends in a separator. */
export function isIgnored(path: string, ignores: readonly IgnoreFile[]): boolean {
  let ignored = false;
  for (const { folder, rules } of ignores) {
    const name = relative(folder, path).split(sep).join('/') + (path.endsWith(sep) ? '/' : '');
    // A deeper file may take a file back in that a higher one left out.
    const verdict = rules.test(name);
    if (verdict !== undefined) ignored = verdict === 'ignored';
  }
  return ignored;
}
