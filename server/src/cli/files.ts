import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { Failure } from './failure';

/** Folders that hold nobody's pages. */
const skipped = new Set(['.git', 'node_modules']);

/**
 * The Markdown files that paths name, in order, each once: a file as it is, a folder with everything
 * below it that `.gitignore` does not leave out. Absolute paths.
 *
 * @throws Failure for a path that is not there, and where no file is found at all
 */
export function findPages(paths: readonly string[], cwd: string): string[] {
  const files = new Set<string>();
  for (const path of paths) {
    const absolute = resolve(cwd, path);
    let isFolder: boolean;
    try {
      isFolder = statSync(absolute).isDirectory();
    } catch {
      throw new Failure(`There is no file or folder "${path}".`);
    }
    if (isFolder) walk(absolute, ignoresAbove(absolute), files);
    else files.add(absolute);
  }
  if (files.size === 0) throw new Failure(`No Markdown file (.md) in ${paths.map(path => `"${path}"`).join(', ')}.`);
  return [...files];
}

/** A `.gitignore` and the folder whose paths it speaks of. */
interface Ignores {
  readonly folder: string;
  readonly rules: Ignore;
}

function walk(folder: string, above: readonly Ignores[], files: Set<string>): void {
  const ignores = withOwn(folder, above);
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (skipped.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!isIgnored(`${path}${sep}`, ignores)) walk(path, ignores, files);
    } else if (/\.md$/i.test(entry.name) && isFile(path, entry.isFile()) && !isIgnored(path, ignores)) files.add(path);
  }
}

/** A link to a file counts as a file; a link to nothing does not count. Links to folders are not followed. */
function isFile(path: string, plain: boolean): boolean {
  if (plain) return true;
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** The ignore files between the top of the repository and a folder, the folder's own left out. */
function ignoresAbove(folder: string): Ignores[] {
  const parents: string[] = [];
  for (let at = folder; !isRepository(at); at = dirname(at)) {
    const parent = dirname(at);
    if (parent === at) return []; // not in a repository: only ignore files from here down count
    parents.unshift(parent);
  }
  return parents.reduce<Ignores[]>((all, parent) => withOwn(parent, all), []);
}

function isRepository(folder: string): boolean {
  return statSync(join(folder, '.git'), { throwIfNoEntry: false }) !== undefined;
}

function withOwn(folder: string, above: readonly Ignores[]): Ignores[] {
  try {
    return [...above, { folder, rules: ignore().add(readFileSync(join(folder, '.gitignore'), 'utf8')) }];
  } catch {
    return [...above];
  }
}

function isIgnored(path: string, ignores: readonly Ignores[]): boolean {
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

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * A file's text; its BOM, line ends and all.
 * @throws Failure when it cannot be read or is no UTF-8
 */
export function readText(path: string, name: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new Failure(`"${name}" cannot be read: ${reason(error)}.`);
  }
  try {
    return decoder.decode(bytes);
  } catch {
    throw new Failure(`"${name}" is not UTF-8 text. Save it as UTF-8, or leave it out.`);
  }
}

/** A system error in plain words, without its code's prefix. */
export function reason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/^[A-Z]+: /, '').replace(/, \w+ '.*$/, '');
}
