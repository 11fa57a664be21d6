import { carryForward } from './carry';
import { decodeCatalog } from './decode';
import { encodeCatalog, type CatalogFiles } from './encode';
import type { FactsOfVersion } from './facts';
import { collectionOf, compareReleases, readStix, type Release } from './stix';

/** A bundle as it was read from a file: the parsed JSON and where it came from. */
export interface Bundle extends Release {
  readonly stix: unknown;
  readonly file: string;
  readonly sha256: string;
  /** The day of the release, `2025-11-13`, as MITRE's index has it; without it the bundle's own word counts. */
  readonly released?: string | undefined;
}

/** A catalog that was made of bundles. */
export interface BuiltCatalog {
  readonly files: CatalogFiles;
  /** What a person should know about the bundles, a line each. */
  readonly notes: readonly string[];
}

/**
 * Makes a catalog of bundles, which may come in any order. Two bundles of one release are read together:
 * of what both have, the first one's is taken. Does not throw: what is no bundle is left out and noted.
 *
 * @param supplements bundles that add to releases what their own bundles lack; those of a release that
 *   is not among `bundles` are left alone
 */
export function buildCatalog(bundles: readonly Bundle[], supplements: readonly Bundle[] = []): BuiltCatalog {
  const isWanted = (supplement: Bundle) => bundles.some(bundle => compareReleases(bundle, supplement) === 0);
  const { versions, notes } = readBundles([...bundles, ...supplements.filter(isWanted)]);
  return { files: encodeCatalog(carryAll(versions)), notes };
}

/**
 * Adds a release to a catalog, in the place of what the catalog has of that release.
 * @throws CatalogError when a file of the catalog cannot be used
 */
export function addToCatalog(files: CatalogFiles, bundle: Bundle): BuiltCatalog {
  const { versions, notes } = readBundles([bundle]);
  const others = decodeCatalog(files).filter(facts => compareReleases(facts, bundle) !== 0);
  return versions.length > 0 ? { files: encodeCatalog(carryAll([...others, ...versions])), notes } : { files, notes };
}

/** The facts of the bundles, one for each release, in the order of releases. */
function readBundles(bundles: readonly Bundle[]): { versions: readonly FactsOfVersion[]; notes: readonly string[] } {
  const notes: string[] = [];
  const versions: FactsOfVersion[] = [];
  for (const bundle of [...bundles].sort(compareReleases)) {
    const { domain, version, file, sha256, stix, released = collectionOf(stix)?.released } = bundle;
    const reading = readStix(stix, bundle, [{ domain, version, file, sha256, carried: [] }]);
    if (!reading) {
      notes.push(`${file}: left out, not a STIX bundle`);
      continue;
    }
    if (reading.malformed > 0) notes.push(`${file}: malformed objects left out: ${reading.malformed}`);
    if (reading.dangling > 0) notes.push(`${file}: relations with a missing end left out: ${reading.dangling}`);
    const last = versions.at(-1);
    const facts = { ...reading.facts, released };
    if (last && compareReleases(last, bundle) === 0) versions[versions.length - 1] = together(last, facts);
    else versions.push(facts);
  }
  return { versions, notes };
}

/** Carries over, release by release, what a file is silent about. Facts that were carried before stay as they are. */
function carryAll(versions: readonly FactsOfVersion[]): readonly FactsOfVersion[] {
  const carried: FactsOfVersion[] = [];
  for (const facts of [...versions].sort(compareReleases)) {
    const before = carried.at(-1);
    carried.push(before?.domain === facts.domain ? carryForward(before, facts) : facts);
  }
  return carried;
}

/** The facts of both. Where they speak of the same object, `encodeCatalog` takes the first. */
function together(first: FactsOfVersion, second: FactsOfVersion): FactsOfVersion {
  return {
    ...first,
    released: first.released ?? second.released,
    objects: [...first.objects, ...second.objects],
    mitigates: [...(first.mitigates ?? []), ...(second.mitigates ?? [])],
    uses: [...(first.uses ?? []), ...(second.uses ?? [])],
    usesSoftware: [...(first.usesSoftware ?? []), ...(second.usesSoftware ?? [])],
    sources: [...(first.sources ?? []), ...(second.sources ?? [])],
  };
}
