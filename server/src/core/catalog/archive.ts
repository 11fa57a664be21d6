import { isObject } from '../json';
import { domains, type Domain, type ObjectType, type Source } from './catalog';
import { UnusableCatalog } from './errors';
import type { RelationKind } from './facts';
import { perDomain, sectionName } from './format';
import { VersionedObjects } from './objects';
import { VersionedRelations } from './relations';
import { asStrings, damaged, openSections, type Sections } from './sections';
import { VersionLine } from './versionLine';
import { compareVersions, isVersion } from './versions';

/**
 * Both catalog files as one. Finds a section's rows when the first of them is asked for, reads a row
 * when it itself is, and opens the history file when the first question needs it.
 */
export class Archive {
  readonly #newest: Sections;
  readonly #history: () => Sections;
  readonly #lines: Readonly<Record<Domain, VersionLine>>;
  readonly #objects = new Map<string, VersionedObjects>();
  readonly #relations = new Map<string, VersionedRelations>();

  /**
   * @param newest the text of the newest file
   * @param history gives the text of the history file; called once, when it is first needed
   * @throws CatalogError when the newest file cannot be used
   */
  constructor(newest: string, history: () => string) {
    this.#newest = openSections(newest, 'catalog-newest');
    const { versions, build } = this.#newest.header;
    if (!isObject(versions)) throw damaged('its versions');
    this.#lines = perDomain(domain => new VersionLine(asVersions(versions[domain])));
    this.#history = once(() => {
      const sections = openSections(history(), 'catalog-history');
      if (sections.header['build'] === build) return sections;
      throw new UnusableCatalog('The two catalog files are not of the same build; take both from the same place.');
    });
  }

  /** The day on which a version of a domain was released, where it is known. */
  released(domain: Domain, version: string): string | undefined {
    const { released } = this.#newest.header;
    if (!isObject(released)) return undefined;
    const day = asStrings(released[domain] ?? [], 'its days of release')[this.versions(domain).indexOf(version)];
    return day === '' ? undefined : day;
  }

  /** What stands before the IDs of the organisation's own objects. */
  get ownPrefixes(): readonly string[] {
    return asStrings(this.#newest.header['own'] ?? [], 'its own prefixes');
  }

  /** All versions of a domain, oldest first. */
  versions(domain: Domain): readonly string[] {
    return this.#lines[domain].names;
  }

  /** The objects of a type in a domain, in all versions. */
  objects(domain: Domain, type: ObjectType): VersionedObjects {
    const name = sectionName(domain, type);
    return kept(
      this.#objects,
      name,
      () => new VersionedObjects(this.#lines[domain], name, this.#newest, this.#history),
    );
  }

  /** The relations of a kind in a domain, in all versions. */
  relations(domain: Domain, kind: RelationKind): VersionedRelations {
    const name = sectionName(domain, kind);
    return kept(
      this.#relations,
      name,
      () => new VersionedRelations(this.#lines[domain], name, this.#newest, this.#history),
    );
  }

  /** The files that the catalog was made from. Read anew on every call. */
  sources(): readonly Source[] {
    return this.#newest.rows('sources').map(([name, ...rest]) => {
      const carried = asStrings(rest[3] ?? [], 'its sources');
      const [version = '', file = '', sha256 = ''] = asStrings(rest.slice(0, 3), 'its sources');
      const domain = domains.find(known => known === name);
      if (domain === undefined) throw damaged('its sources');
      return Object.freeze({ domain, version, file, sha256, carried });
    });
  }
}

/** Versions, each newer than the one before it. @throws CatalogError when the value is anything else */
function asVersions(value: unknown): readonly string[] {
  const versions = asStrings(value, 'its versions');
  const areSorted = versions.every((version, index) => {
    const before = versions[index - 1];
    return isVersion(version) && (before === undefined || compareVersions(before, version) < 0);
  });
  if (!areSorted) throw damaged('its versions');
  return versions;
}

function kept<Value>(known: Map<string, Value>, key: string, make: () => Value): Value {
  let value = known.get(key);
  if (value === undefined) {
    value = make();
    known.set(key, value);
  }
  return value;
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}
