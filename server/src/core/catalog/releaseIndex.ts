import { isObject } from '../json';
import { domainName } from '../words';
import { domains, type Catalog, type Domain } from './catalog';
import { compareReleases, dayOf, type Release } from './stix';
import { compareVersions, isVersion } from './versions';

/** A release that MITRE's index lists, and where its bundle is. */
export interface ListedRelease extends Release {
  readonly url: string;
  /** The day of the release. */
  readonly released: string | undefined;
}

/** MITRE's collections, by their STIX IDs, which never change. */
const collections: Readonly<Record<string, Domain>> = {
  'x-mitre-collection--1f5f1533-f617-4ca8-9ab4-6a02367fa019': 'enterprise',
  'x-mitre-collection--dac0d2d7-8653-445c-9bff-82f934c1e858': 'mobile',
  'x-mitre-collection--90c00720-636b-4485-b342-8751d232bf09': 'ics',
};

/** The domain of one of MITRE's collections; undefined for a collection of somebody else's. */
export function domainOfCollection(stixId: string): Domain | undefined {
  return Object.hasOwn(collections, stixId) ? collections[stixId] : undefined;
}

/**
 * Reads the index of releases as MITRE publishes it. What it says of other collections is left out.
 * @param base the address of the index: bundles' addresses may be relative to it
 * @returns undefined where the value is no such index
 */
export function readReleaseIndex(index: unknown, base: string): readonly ListedRelease[] | undefined {
  if (!isObject(index) || !Array.isArray(index['collections'])) return undefined;
  const releases: ListedRelease[] = [];
  for (const collection of index['collections'] as readonly unknown[]) {
    if (!isObject(collection) || typeof collection['id'] !== 'string' || !Array.isArray(collection['versions']))
      continue;
    const domain = domainOfCollection(collection['id']);
    if (domain === undefined) continue;
    for (const entry of collection['versions'] as readonly unknown[]) {
      if (!isObject(entry)) continue;
      const { version, url } = entry;
      if (typeof version !== 'string' || !isVersion(version) || typeof url !== 'string' || !URL.canParse(url, base))
        continue;
      releases.push({ domain, version, url: new URL(url, base).href, released: dayOf(entry['modified']) });
    }
  }
  return releases.length === 0 ? undefined : releases.sort(compareReleases);
}

/** The releases that are newer than all that a catalog has of their domains, oldest first. */
export function newerReleases(releases: readonly ListedRelease[], catalog: Catalog): readonly ListedRelease[] {
  return releases.filter(({ domain, version }) => {
    const newest = catalog.versions(domain).at(-1);
    return newest === undefined || compareVersions(version, newest) > 0;
  });
}

/** The newest version of each domain, in words: `Enterprise 19.0, Mobile 19.0, ICS 18.1`. */
export function newestVersions(catalog: Pick<Catalog, 'versions'>): string {
  return domains.map(domain => `${domainName(domain)} ${catalog.versions(domain).at(-1) ?? 'none'}`).join(', ');
}
