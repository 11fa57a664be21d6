import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Catalog } from '../core/catalog/catalog';
import { CatalogError } from '../core/catalog/errors';
import { openCatalog } from '../core/catalog/open';

/** The name of the file with the newest version of each domain. */
export const newestFile = 'newest.catalog';

/** The name of the file with everything older. */
export const historyFile = 'history.catalog';

/**
 * Opens the catalog whose files are in a folder. Reads the newest file at once and the history file
 * when an older version or an unknown ID first asks for it; both are read synchronously.
 *
 * @throws CatalogError when a file cannot be read or used: for the newest at once, for the history from
 *   the method of the catalog that needed it
 */
export function loadCatalog(folder: string): Catalog {
  return openCatalog(readText(join(folder, newestFile)), () => readText(join(folder, historyFile)));
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CatalogError(`The catalog cannot be read: ${why}.`);
  }
}
