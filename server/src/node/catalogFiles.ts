import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Catalog } from '../core/catalog/catalog';
import { noExtras, readExtras, type Extras } from '../core/catalog/descriptions/extras';
import { UnusableCatalog } from '../core/catalog/errors';
import { openCatalog } from '../core/catalog/open';
import { messageOf } from './thrown';

/** The name of the file with the newest version of each domain. */
export const newestFile = 'newest.catalog';

/** The name of the file with everything older. */
export const historyFile = 'history.catalog';

/** The name of the file with descriptions, which only a user's own catalog has. */
export const extrasFile = 'extras.json';

/**
 * Opens the catalog whose files are in a folder. Reads the newest file at once and the history file
 * when an older version or an unknown ID first asks for it; both are read synchronously.
 *
 * @throws CatalogError when a file cannot be read or used: for the newest at once, for the history from
 *   the method of the catalog that needed it
 */
export function loadCatalog(folder: string): Catalog {
  return openCatalog(
    readText(join(folder, newestFile)),
    () => readText(join(folder, historyFile)),
    () => extrasOf(folder),
  );
}

/**
 * What tells the catalog in a folder from any other: the first line of its newest file, which says the
 * build and what the file holds.
 * @throws CatalogError when the file cannot be read
 */
export function catalogBuild(folder: string): string {
  const text = readText(join(folder, newestFile));
  return text.slice(0, text.indexOf('\n') + 1).trimEnd();
}

function extrasOf(folder: string): Extras {
  try {
    return readExtras(readFileSync(join(folder, extrasFile), 'utf8'));
  } catch {
    return noExtras; // the shipped catalog has none
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UnusableCatalog(`The catalog cannot be read: ${messageOf(error)}.`);
  }
}
