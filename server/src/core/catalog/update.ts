import { addToCatalog } from './build';
import type { Catalog, Source } from './catalog';
import { addExtras, type Extras } from './descriptions/extras';
import type { CatalogFiles } from './encode';
import { CatalogError } from './errors';
import { openCatalog } from './open';
import { implausible } from './plausible';
import { newerReleases, newestVersions, readReleaseIndex, type ListedRelease } from './releaseIndex';
import { collectionOf, readStix } from './stix';
import { TransferError, type Transfer } from './transfer';

/** Where MITRE publishes its index. */
export const officialIndex = 'https://raw.githubusercontent.com/mitre-attack/attack-stix-data/master/index.json';

/** Bytes; the largest bundle so far, enterprise 18.1, has 34 million, the index 30,000. */
const largest = { index: 5_000_000, bundle: 150_000_000 };

/** What an update starts from and works with. */
export interface UpdateOptions {
  /** The address of the index. */
  readonly index: string;
  /** The official facts so far, and what is kept beside them. */
  readonly official: CatalogFiles;
  readonly extras: Extras;
  readonly transfer: Transfer;
  /** In hexadecimal. */
  sha256(bytes: Uint8Array): string | Promise<string>;
  readonly signal?: AbortSignal;
  /** Told in words what is under way, and how much of it is done, from 0 to 1. */
  readonly onProgress?: (what: string, share: number) => void;
}

/** What an update came to. */
export type UpdateResult =
  | { readonly kind: 'current'; readonly newest: string }
  | {
      readonly kind: 'updated';
      readonly official: CatalogFiles;
      readonly extras: Extras;
      readonly releases: readonly ListedRelease[];
      readonly newest: string;
    };

/**
 * Fetches the releases that the index lists and the catalog lacks, checks each, and makes the next catalog. It
 * changes nothing itself.
 * @throws TransferError or CatalogError, with a sentence fit for a user, when anything is not as it should be
 */
export async function fetchUpdate(options: UpdateOptions): Promise<UpdateResult> {
  const { index, transfer, signal, onProgress } = options;
  const given = { ...(signal && { signal }) };
  onProgress?.('Reading MITRE’s index', 0);
  const listed = readReleaseIndex(parse(await transfer(index, { ...given, largest: largest.index }), index), index);
  if (listed === undefined) throw new TransferError(`${index} is no index of ATT&CK releases.`);

  let { official, extras } = options;
  let catalog = open(official);
  const releases = newerReleases(listed, catalog);
  if (releases.length === 0) return { kind: 'current', newest: newestVersions(catalog) };
  for (const [done, release] of releases.entries()) {
    const what = `Fetching ATT&CK ${release.version}, ${release.domain}`;
    const share = (part: number) => (done + part) / releases.length;
    onProgress?.(what, share(0));
    const bytes = await transfer(release.url, {
      ...given,
      largest: largest.bundle,
      // Half of the time goes into making the catalog.
      onProgress: (received, total) => onProgress?.(what, share(total === undefined ? 0.3 : (received / total) * 0.6)),
    });
    onProgress?.(`Reading ATT&CK ${release.version}, ${release.domain}`, share(0.6));
    const stix = parse(bytes, release.url);
    checkBundle(stix, release, catalog);
    const source: Source = {
      ...release,
      file: fileName(release.url),
      sha256: await options.sha256(bytes),
      carried: [],
    };
    official = addToCatalog(official, { ...source, stix, released: release.released }).files;
    extras = addExtras(extras, stix, release.domain);
    catalog = open(official);
    if (signal?.aborted === true) throw new TransferError('The update was cancelled.');
  }
  return { kind: 'updated', official, extras, releases, newest: newestVersions(catalog) };
}

function open({ newest, history }: CatalogFiles): Catalog {
  return openCatalog(newest, () => history);
}

function parse(bytes: Uint8Array, url: string): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new TransferError(`${url} is no text.`);
  }
  if (/^\s*</.test(text))
    throw new TransferError(`${url} is a web page and no data. A portal or a proxy may stand in between.`);
  try {
    return JSON.parse(text);
  } catch {
    throw new TransferError(`${url} is no JSON: it may have been cut off.`);
  }
}

/** @throws CatalogError when a bundle is not the release that it is said to be, or not whole */
function checkBundle(stix: unknown, release: ListedRelease, catalog: Catalog): void {
  const named = `ATT&CK ${release.version} (${release.domain}) from ${release.url}`;
  const collection = collectionOf(stix);
  if (collection !== undefined && collection.version !== release.version) {
    throw new CatalogError(`${named} says of itself that it is ${collection.version || 'no release'}.`);
  }
  const reading = readStix(stix, release);
  if (reading === undefined) throw new CatalogError(`${named} is no STIX bundle.`);
  const fault = implausible(reading.facts, catalog);
  if (fault !== undefined) throw new CatalogError(`${named} cannot be whole: ${fault}.`);
}

function fileName(url: string): string {
  return decodeURIComponent(new URL(url).pathname.split('/').at(-1) ?? '');
}
