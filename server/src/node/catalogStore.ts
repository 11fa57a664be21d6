import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { domains, type Catalog } from '../core/catalog/catalog';
import { noExtras, readExtras, writeExtras, type Extras } from '../core/catalog/descriptions/extras';
import type { CatalogFiles } from '../core/catalog/encode';
import { CatalogError } from '../core/catalog/errors';
import { readOwn, withOwnObjects, writeOwn, type OwnObjects } from '../core/catalog/ownObjects';
import { compareVersions } from '../core/catalog/versions';
import { extrasFile, historyFile, loadCatalog, newestFile } from './catalogFiles';
import { replaceFile } from './replaceFile';
import { messageOf } from './thrown';

/** What a catalog of the user's own is made of. */
export interface CatalogContent {
  /** The official facts. */
  readonly official: CatalogFiles;
  readonly extras: Extras;
  readonly own: readonly OwnObjects[];
  /** Where what is new in it came from: addresses and files. */
  readonly from: readonly string[];
}

/** A catalog of the user's own, as it is kept. */
export interface StoredCatalog {
  /** Counts up; never used twice. */
  readonly number: number;
  readonly folder: string;
  /** When it was made, as an ISO date. */
  readonly made: string;
  readonly from: readonly string[];
}

/** What is in use: the catalog that came with the product, or one of the user's own. */
export interface CatalogInUse {
  readonly folder: string;
  /** Undefined for the one that came with the product. */
  readonly stored: StoredCatalog | undefined;
}

/** How many of the user's own catalogs are kept: the one in use and the ones before it. */
const mostKept = 3;
const currentFile = 'current.json';
const officialFolder = 'official';

/**
 * The catalogs that a user downloaded or imported, in a folder of the user's own. A catalog is a folder that is
 * written under another name, read back, renamed, and never changed again; one small file says which is in use.
 * Whatever goes wrong on the way, the one in use stays in use.
 */
export class CatalogStore {
  /** The folder that all is kept in. */
  readonly folder: string;
  /** The folder of the catalog that came with the product. */
  readonly shipped: string;

  constructor(dataFolder: string, shipped: string) {
    this.folder = join(dataFolder, 'catalogs');
    this.shipped = shipped;
  }

  /**
   * The catalog in use: the one the user chose, as long as it is there and the product has not come with a newer
   * one since.
   */
  inUse(): CatalogInUse {
    const choice = this.#choice();
    const stored = choice === undefined ? undefined : this.#stored(choice.number);
    if (stored === undefined) return { folder: this.shipped, stored: undefined };
    const isOvertaken =
      choice?.pinned !== true &&
      !existsSync(join(stored.folder, ownFile)) &&
      this.#isNewer(this.shipped, stored.folder);
    return isOvertaken ? { folder: this.shipped, stored: undefined } : { folder: stored.folder, stored };
  }

  /** All that are kept, the newest first. */
  list(): readonly StoredCatalog[] {
    let names: readonly string[];
    try {
      names = readdirSync(this.folder);
    } catch {
      return []; // nothing was ever kept
    }
    const numbers = names.filter(name => /^\d+$/.test(name)).map(Number);
    return numbers.sort((a, b) => b - a).flatMap(number => this.#stored(number) ?? []);
  }

  /** What the catalog in use is made of, to make the next one of it. */
  content(): CatalogContent {
    const { folder } = this.inUse();
    const read = (...names: string[]) => readFileSync(join(folder, ...names), 'utf8');
    const own = existsSync(join(folder, ownFile)) ? readOwn(read(ownFile)) : [];
    if (own === undefined)
      throw new CatalogError(
        'The file of your own objects is damaged; run "attackmark catalog use shipped" and import them anew.',
      );
    const official = own.length > 0 ? [officialFolder] : [];
    return {
      official: { newest: read(...official, newestFile), history: read(...official, historyFile) },
      extras: existsSync(join(folder, extrasFile)) ? readExtras(read(extrasFile)) : noExtras,
      own,
      from: [],
    };
  }

  /**
   * Keeps a catalog and takes it into use; the ones before it stay, as far as there is room.
   * @throws CatalogError when it cannot be written, or what was written cannot be read: all is as before then
   */
  save({ official, extras, own, from }: CatalogContent, made: Date): StoredCatalog {
    const files = withOwnObjects(official, own);
    const temporary = join(this.folder, `new-${process.pid}-${made.getTime()}`);
    try {
      mkdirSync(temporary, { recursive: true });
      const write = (text: string, ...names: string[]) => writeFileSync(join(temporary, ...names), text);
      write(files.newest, newestFile);
      write(files.history, historyFile);
      write(writeExtras(extras), extrasFile);
      if (own.length > 0) {
        write(writeOwn(own), ownFile);
        mkdirSync(join(temporary, officialFolder));
        write(official.newest, officialFolder, newestFile);
        write(official.history, officialFolder, historyFile);
      }
      write(`${JSON.stringify({ made: made.toISOString(), from })}\n`, infoFile);
      readBack(loadCatalog(temporary));
      const number = this.#rename(temporary);
      this.#choose({ number, pinned: false });
      this.#tidy(number);
      return this.#stored(number)!;
    } catch (error) {
      discard(temporary);
      if (error instanceof CatalogError) throw error;
      throw new CatalogError(
        `The new catalog cannot be written to ${this.folder}: ${messageOf(error)}. The old one is still in use.`,
      );
    }
  }

  /** Takes one of those that are kept into use, or with no number the one that came with the product, and stays with it. */
  use(number: number | undefined): void {
    if (number === undefined) rmSync(join(this.folder, currentFile), { force: true });
    else this.#choose({ number, pinned: true });
  }

  #stored(number: number): StoredCatalog | undefined {
    const folder = join(this.folder, String(number));
    try {
      const info = JSON.parse(readFileSync(join(folder, infoFile), 'utf8')) as { made?: unknown; from?: unknown };
      if (!existsSync(join(folder, newestFile)) || !existsSync(join(folder, historyFile))) return undefined;
      const from = Array.isArray(info.from) ? info.from.filter(entry => typeof entry === 'string') : [];
      return { number, folder, made: typeof info.made === 'string' ? info.made : '', from };
    } catch {
      return undefined;
    }
  }

  #choice(): { readonly number: number; readonly pinned: boolean } | undefined {
    try {
      const value = JSON.parse(readFileSync(join(this.folder, currentFile), 'utf8')) as {
        number?: unknown;
        pinned?: unknown;
      };
      return typeof value.number === 'number' ? { number: value.number, pinned: value.pinned === true } : undefined;
    } catch {
      return undefined; // nothing was ever chosen
    }
  }

  #choose(choice: { readonly number: number; readonly pinned: boolean }): void {
    replaceFile(join(this.folder, currentFile), `${JSON.stringify(choice)}\n`);
  }

  /** Gives a folder the next number; another process may take a number at the same time. */
  #rename(temporary: string): number {
    for (let attempt = 0; ; attempt++) {
      const number = Math.max(0, ...this.list().map(stored => stored.number)) + 1 + attempt;
      try {
        renameSync(temporary, join(this.folder, String(number)));
        return number;
      } catch (error) {
        if (attempt === 9) throw error;
      }
    }
  }

  #tidy(newest: number): void {
    for (const { number, folder } of this.list().slice(mostKept)) {
      if (number !== newest) rmSync(folder, { recursive: true, force: true });
    }
  }

  /** True when one folder's catalog has a newer version in some domain than another's, and an older one in none. */
  #isNewer(folder: string, than: string): boolean {
    try {
      const [a, b] = [loadCatalog(folder), loadCatalog(than)];
      const order = domains.map(domain =>
        compareVersions(a.versions(domain).at(-1) ?? '0', b.versions(domain).at(-1) ?? '0'),
      );
      return order.some(sign => sign > 0) && order.every(sign => sign >= 0);
    } catch {
      return true; // one that cannot be read is no better than what came with the product
    }
  }
}

const infoFile = 'info.json';
const ownFile = 'own.json';

/** Takes away what was half written, as far as that is possible. */
function discard(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // It was never made. What is left over has no number, and nobody reads it.
  }
}

/** Asks a catalog for everything once: damage shows now, and not when a page is checked. */
function readBack(catalog: Catalog): void {
  for (const domain of domains) {
    for (const version of [catalog.versions(domain)[0], catalog.versions(domain).at(-1)]) {
      if (version !== undefined) catalog.at(domain, version).all('technique');
    }
  }
}
