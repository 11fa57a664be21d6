import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { compareTexts } from '../core/words';
import { ignoreFilesAbove, isIgnored, skippedFolders, withOwnIgnoreFile, type IgnoreFile } from '../node/gitIgnore';
import { replaceFile } from '../node/replaceFile';
import { codeOf, messageOf } from '../node/thrown';
import { Failure } from './failure';

/**
 * The Markdown files that paths name, in order, each once: a file as it is, a folder with everything
 * below it that `.gitignore` does not leave out. Absolute paths.
 *
 * @throws Failure for a path that is not there, a folder that cannot be read, and where no file is found at all
 */
export function findPages(paths: readonly string[], cwd: string): string[] {
  const files = new Set<string>();
  let ignored = 0;
  for (const path of paths) {
    // A variable of a script that is not set must not become the folder where the script runs.
    if (path === '') throw new Failure('A path is empty. For the folder where the command runs, write ".".');
    const absolute = resolve(cwd, path);
    let isFolder: boolean;
    try {
      isFolder = statSync(absolute).isDirectory();
    } catch {
      throw new Failure(`There is no file or folder "${path}".`);
    }
    try {
      if (isFolder) ignored += walk(absolute, ignoreFilesAbove(absolute), files);
      else files.add(absolute);
    } catch (error) {
      throw new Failure(`A folder in "${path}" cannot be read: ${reason(error)}.`);
    }
  }
  if (files.size === 0) {
    const why = ignored > 0 ? ' that .gitignore does not leave out' : '';
    throw new Failure(`No Markdown file (.md) in ${paths.map(path => `"${path}"`).join(', ')}${why}.`);
  }
  return [...files];
}

/** Adds the files of a folder, and gives how many files and folders in it `.gitignore` leaves out. */
function walk(folder: string, above: readonly IgnoreFile[], files: Set<string>): number {
  let ignored = 0;
  const ignores = withOwnIgnoreFile(folder, above);
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => compareTexts(a.name, b.name));
  for (const entry of entries) {
    if (skippedFolders.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      ignored += isIgnored(`${path}${sep}`, ignores) ? 1 : walk(path, ignores, files);
    } else if (/\.md$/i.test(entry.name) && isFile(path, entry.isFile())) {
      if (isIgnored(path, ignores)) ignored++;
      else files.add(path);
    }
  }
  return ignored;
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

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * A file's text; its BOM, line ends and all.
 * @throws Failure when it cannot be read or is no UTF-8
 */
export function readText(path: string, name: string): string {
  const text = decodeText(readBytes(path, name));
  if (text === undefined) throw new Failure(`"${name}" is not UTF-8 text. Save it as UTF-8, or leave it out.`);
  return text;
}

/** Bytes as text, its BOM and all; undefined where they are no UTF-8. */
export function decodeText(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/**
 * Writes a file, as UTF-8 and nothing added: whole, or not at all. What is there stays where the disk is full, and where the
 * process ends half-way.
 * @throws Failure when it cannot be written
 */
export function writeText(path: string, name: string, text: string): void {
  try {
    replaceFile(path, text);
  } catch (error) {
    throw new Failure(`"${name}" cannot be written: ${reason(error)}.`);
  }
}

/**
 * A file's bytes.
 * @throws Failure when it cannot be read
 */
export function readBytes(path: string, name: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new Failure(`"${name}" cannot be read: ${reason(error)}.`);
  }
}

/** A system error in plain words, without its code's prefix. */
export function reason(error: unknown): string {
  if (codeOf(error) === 'EISDIR') return 'it is a folder';
  return messageOf(error)
    .replace(/^[A-Z]+: /, '')
    .replace(/, \w+(?: '.*)?$/, '');
}
