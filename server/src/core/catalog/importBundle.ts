import { addToCatalog } from './build';
import { addExtras, countDescriptions, type Extras } from './descriptions/extras';
import type { CatalogFiles } from './encode';
import { CatalogError } from './errors';
import { ownPrefix, typeByForm } from './ids';
import { openCatalog } from './open';
import { countOwn, readOwnObjects, type OwnObjects } from './ownObjects';
import { domainOfCollection } from './releaseIndex';
import { collectionOf, readStix, releaseOfFileName, type Release } from './stix';
import { isVersion } from './versions';

/** A STIX file that a user gives. */
export interface ImportFile {
  /** Its name without its folder and without `.gz`. */
  readonly name: string;
  readonly stix: unknown;
  readonly sha256: string;
}

/** A catalog in its parts. */
export interface CatalogParts {
  readonly official: CatalogFiles;
  readonly extras: Extras;
  readonly own: readonly OwnObjects[];
}

/** What an import made of a catalog. */
export interface Imported extends CatalogParts {
  /** What was done, a line for each file. */
  readonly lines: readonly string[];
}

/**
 * Adds a user's STIX files, 2.0 or 2.1, to a catalog: official releases with their descriptions, and an
 * organisation's own objects. Which a file is, it says itself: by MITRE's collection in it, or, where it has no
 * collection, by a name such as `enterprise-attack-18.1.json`.
 * @throws CatalogError for a file that is no STIX bundle, and for one that has nothing to add
 */
export function importBundles(parts: CatalogParts, files: readonly ImportFile[]): Imported {
  const lines: string[] = [];
  let result = parts;
  // Official releases first: own objects may refer to what is in them.
  const sorted = files.map(file => ({ file, release: officialRelease(file) }));
  for (const { file, release } of sorted.filter(entry => entry.release !== undefined)) {
    const before = countDescriptions(result.extras);
    result = addRelease(result, file, release!);
    const added = countDescriptions(result.extras) - before;
    lines.push(
      `${file.name}: ATT&CK ${release!.version} (${release!.domain})${added > 0 ? `, ${added} descriptions` : ''}`,
    );
  }
  for (const { file } of sorted.filter(entry => entry.release === undefined)) {
    const { parts: next, line } = addOwn(result, file);
    result = next;
    lines.push(line);
  }
  return { ...result, lines };
}

function officialRelease({ name, stix }: ImportFile): Release | undefined {
  const collection = collectionOf(stix);
  if (collection === undefined) return releaseOfFileName(name);
  const domain = domainOfCollection(collection.id);
  return domain !== undefined && isVersion(collection.version) ? { domain, version: collection.version } : undefined;
}

function addRelease(parts: CatalogParts, { name, stix, sha256 }: ImportFile, release: Release): CatalogParts {
  const reading = readStix(stix, release);
  if (reading === undefined) throw new CatalogError(`${name} is no STIX bundle.`);
  const live = reading.facts.objects.filter(
    ({ type, state }) => type === 'technique' && (state?.kind ?? 'live') === 'live',
  );
  if (live.length === 0)
    throw new CatalogError(
      `${name} has no techniques of ATT&CK for ${release.domain}; it cannot be release ${release.version}.`,
    );
  const { files } = addToCatalog(parts.official, { ...release, stix, file: name, sha256 });
  return { ...parts, official: files, extras: addExtras(parts.extras, stix, release.domain) };
}

function addOwn(parts: CatalogParts, { name, stix }: ImportFile): { parts: CatalogParts; line: string } {
  const { newest, history } = parts.official;
  const reading = readOwnObjects(
    stix,
    name,
    openCatalog(newest, () => history),
    parts.extras.stixIds,
  );
  if (reading === undefined) throw new CatalogError(`${name} is no STIX bundle.`);
  const { file, facts, official, dangling, malformed } = reading;
  const count = countOwn([reading]);
  if (count === 0) {
    throw new CatalogError(
      `${name} has no objects of your own: ${official > 0 ? `all ${official} in it are ATT&CK’s. To take it as a release, name it as MITRE does, such as enterprise-attack-18.1.json` : 'none in it has an ID'}.`,
    );
  }
  let extras = parts.extras;
  for (const { domain } of facts) extras = addOwnDescriptions(extras, stix, reading, domain);
  const own = [...parts.own.filter(known => known.file !== file), { file, facts }];
  const ids = new Set(facts.flatMap(({ objects }) => objects.map(({ id }) => id)));
  const unread = [...ids].filter(id => typeByForm(id) === undefined && ownPrefix(id) === undefined);
  const notes = [
    `${count} of your own ${count === 1 ? 'object' : 'objects'}`,
    ...(official > 0 ? [`${official} of ATT&CK’s left as they are`] : []),
    ...(malformed > 0 ? [`${malformed} without an ID or a name left out`] : []),
    ...(unread.length > 0 ? [`pages cannot read IDs such as ${unread[0]!}: write them as ACME-T0001`] : []),
    ...(dangling > 0
      ? [`${dangling} relations left out, whose other end is in no bundle: import ATT&CK’s own first`]
      : []),
  ];
  return { parts: { ...parts, extras, own }, line: `${name}: ${notes.join('; ')}` };
}

/** Only own objects' descriptions: what a copy of an official object says is none of the catalog's. */
function addOwnDescriptions(
  extras: Extras,
  stix: unknown,
  { facts }: OwnObjects,
  domain: OwnObjects['facts'][number]['domain'],
): Extras {
  const ids = new Set(facts.flatMap(({ objects }) => objects.map(({ id }) => id)));
  const all = addExtras(extras, stix, domain);
  const kept = Object.entries(all.descriptions[domain]).filter(
    ([id]) => ids.has(id) || Object.hasOwn(extras.descriptions[domain], id),
  );
  const before = extras.descriptions[domain];
  const descriptions = Object.fromEntries(kept.map(([id, text]) => [id, ids.has(id) ? text : before[id]!]));
  // Own objects' STIX IDs stay out: what is known there is official.
  return { stixIds: extras.stixIds, descriptions: { ...all.descriptions, [domain]: descriptions } };
}
