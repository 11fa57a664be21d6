import {
  domains,
  type Catalog,
  type Domain,
  type HistoryEntry,
  type NameSince,
  type ObjectType,
  type Snapshot,
  type Source,
} from './catalog';
import { Archive } from './archive';
import { noExtras, type Extras } from './descriptions/extras';
import { encodeCatalog } from './encode';
import type { FactsOfVersion } from './facts';
import { typesToTry } from './ids';
import { ArchivedSnapshot, state } from './snapshot';
import { compareVersions, isVersion } from './versions';

/**
 * Opens a catalog from the text of its two files. Reads the first line of the newest file only.
 *
 * @param newest the text of the newest file
 * @param history gives the text of the history file; called once at most, when the first question
 *   needs an older version, and its exceptions reach that question's caller
 * @param extras gives the descriptions, likewise called once at most
 * @throws CatalogError when the newest file cannot be used
 */
export function openCatalog(newest: string, history: () => string, extras: () => Extras = () => noExtras): Catalog {
  return new ArchivedCatalog(new Archive(newest, history), extras);
}

/** A catalog of facts at hand, for tests and for a catalog that is made in the product. */
export function createCatalog(versions: readonly FactsOfVersion[]): Catalog {
  const files = encodeCatalog(versions);
  return openCatalog(files.newest, () => files.history);
}

class ArchivedCatalog implements Catalog {
  readonly #archive: Archive;
  readonly #snapshots = new Map<string, Snapshot>();
  readonly #openExtras: () => Extras;
  readonly ownPrefixes: readonly string[];
  #extras: Extras | undefined;
  #sources: readonly Source[] | undefined;

  constructor(archive: Archive, openExtras: () => Extras) {
    this.#archive = archive;
    this.#openExtras = openExtras;
    this.ownPrefixes = archive.ownPrefixes;
    Object.freeze(this);
  }

  get sources(): readonly Source[] {
    return (this.#sources ??= Object.freeze(this.#archive.sources()));
  }

  versions(domain: Domain): readonly string[] {
    return this.#archive.versions(domain);
  }

  releasedOn(domain: Domain, version: string): string | undefined {
    return this.#archive.released(domain, version);
  }

  at(domain: Domain, version: string): Snapshot {
    const found = this.#version(domain, version);
    const key = `${domain} ${found}`;
    const known = this.#snapshots.get(key);
    if (known) return known;
    const snapshot = new ArchivedSnapshot(this.#archive, domain, found);
    this.#snapshots.set(key, snapshot);
    return snapshot;
  }

  history(id: string): readonly HistoryEntry[] {
    return Object.freeze(domains.flatMap(domain => this.#historyIn(domain, id)));
  }

  knows(id: string): boolean {
    return domains.some(domain => this.at(domain, 'latest').get(id)) || domains.some(domain => this.#type(domain, id));
  }

  introducedIn(id: string, domain: Domain): string | undefined {
    const type = this.#type(domain, id);
    return type && this.#archive.objects(domain, type).introduced(id);
  }

  namesOf(id: string, domain: Domain): readonly NameSince[] {
    const type = this.#type(domain, id);
    const names = type ? this.#archive.objects(domain, type).names(id) : [];
    return Object.freeze(names.map(([since, name]) => Object.freeze({ name, since })));
  }

  descriptionOf(id: string, domain: Domain): string | undefined {
    const { descriptions } = (this.#extras ??= this.#openExtras());
    return Object.hasOwn(descriptions[domain], id) ? descriptions[domain][id] : undefined;
  }

  #version(domain: Domain, version: string): string {
    const versions = this.#archive.versions(domain);
    if (version === 'latest') return versions.at(-1) ?? '';
    if (!isVersion(version)) throw new RangeError(`Not an ATT&CK version: ${version}`);
    return versions.findLast(known => compareVersions(known, version) <= 0) ?? versions[0] ?? '';
  }

  /** What the ID means in the domain, over all its versions. */
  #type(domain: Domain, id: string): ObjectType | undefined {
    return typesToTry(id).find(type => this.#archive.objects(domain, type).hasEver(id));
  }

  #historyIn(domain: Domain, id: string): readonly HistoryEntry[] {
    const types = typesToTry(id).filter(type => this.#archive.objects(domain, type).hasEver(id));
    if (types.length === 0) return [];
    return this.#archive.versions(domain).flatMap(version => {
      for (const type of types) {
        const row = this.#archive.objects(domain, type).get(version, id);
        if (row) return [Object.freeze({ domain, version, name: row[1], state: state(row[3]?.state, id) })];
      }
      return [];
    });
  }
}
