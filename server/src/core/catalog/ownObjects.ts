import { isObject } from '../json';
import { domains, type Catalog, type Domain } from './catalog';
import { decodeCatalog } from './decode';
import { encodeCatalog, type CatalogFiles } from './encode';
import { relationNames, type FactsOfVersion, type ObjectFacts, type Relation } from './facts';
import { readStix, typeOfStixId, type Release } from './stix';

/** An organisation's own objects in one domain, and the relations that have one of them at an end. */
export type OwnFacts = Omit<FactsOfVersion, 'version' | 'sources'>;

/** The objects of one bundle of an organisation's own. */
export interface OwnObjects {
  /** The bundle's file, for `catalog info`. */
  readonly file: string;
  readonly facts: readonly OwnFacts[];
}

/** What was made of a bundle of an organisation's own objects. */
export interface OwnReading extends OwnObjects {
  /** Objects whose IDs are ATT&CK's: what ATT&CK says of them stands. */
  readonly official: number;
  readonly malformed: number;
  /** Relations with an end that neither the bundle nor the catalog has. */
  readonly dangling: number;
}

/**
 * Reads an organisation's own objects from a bundle, such as ATT&CK Workbench exports: every technique,
 * mitigation, group and so on whose ID no release of ATT&CK has.
 *
 * @param catalog the official facts
 * @param stixIds which STIX object is which ATT&CK object, as far as official bundles were imported: relations
 *   may name those
 * @returns undefined where it is no bundle
 */
export function readOwnObjects(
  bundle: unknown,
  file: string,
  catalog: Catalog,
  stixIds: Readonly<Record<string, string>>,
): OwnReading | undefined {
  const known = Object.entries(stixIds).flatMap(([stixId, id]) => {
    const type = typeOfStixId(stixId);
    return type === undefined ? [] : [{ stixId, id, type, name: id, kind: 'live' as const, modified: '' }];
  });
  const facts: OwnFacts[] = [];
  const official = new Set<string>();
  let malformed = 0;
  let dangling = 0;
  for (const domain of domains) {
    const release: Release = { domain, version: catalog.versions(domain).at(-1) ?? '1.0' };
    const reading = readStix(bundle, release, [], { known });
    if (reading === undefined) return undefined;
    const isOfficial = ({ id }: ObjectFacts) => catalog.introducedIn(id, domain) !== undefined;
    const isKnown = new Set(known.map(({ id }) => id));
    const objects = reading.facts.objects.filter(object => !isKnown.has(object.id) && !isOfficial(object));
    for (const object of reading.facts.objects) {
      if (!isKnown.has(object.id) && isOfficial(object)) official.add(object.id);
    }
    const own = new Set(objects.map(({ id }) => id));
    const concerns = ([from, to]: Relation) => own.has(from) || own.has(to);
    const relations = relationNames.map(kind => [kind, (reading.facts[kind] ?? []).filter(concerns)] as const);
    malformed = Math.max(malformed, reading.malformed);
    // In a domain that has none of them, all of their relations dangle.
    if (objects.length === 0) continue;
    dangling = Math.max(dangling, reading.dangling);
    facts.push({
      domain,
      objects: objects.map(object => ({ ...object, own: true })),
      ...Object.fromEntries(relations),
    });
  }
  return { file, facts, official: official.size, malformed, dangling };
}

/** How many own objects there are, each counted once. */
export function countOwn(own: readonly OwnObjects[]): number {
  return new Set(
    own.flatMap(({ facts }) => facts.flatMap(({ objects }) => objects.map(({ type, id }) => `${type} ${id}`))),
  ).size;
}

/**
 * A catalog with own objects in every version of their domains: they have no releases of ATT&CK's. Where an
 * official object has the same ID, the official one stands.
 * @throws CatalogError when a file of the catalog cannot be used
 */
export function withOwnObjects(files: CatalogFiles, own: readonly OwnObjects[]): CatalogFiles {
  if (own.length === 0) return files;
  // What was imported last goes first.
  const all = [...own].reverse().flatMap(({ facts }) => facts);
  const versions = decodeCatalog(files).map((facts): FactsOfVersion => {
    const mine = all.filter(({ domain }) => domain === facts.domain);
    if (mine.length === 0) return facts;
    const relations = relationNames.map(
      kind => [kind, [...(facts[kind] ?? []), ...mine.flatMap(part => part[kind] ?? [])]] as const,
    );
    return {
      ...facts,
      objects: [...facts.objects, ...mine.flatMap(({ objects }) => objects)],
      ...Object.fromEntries(relations),
    };
  });
  return encodeCatalog(versions);
}

/** The own objects as a file's text. */
export function writeOwn(own: readonly OwnObjects[]): string {
  return `${JSON.stringify({ attackmark: 'catalog-own', format: 1, own })}\n`;
}

/** Reads own objects back; undefined for a file that holds something else. */
export function readOwn(text: string): readonly OwnObjects[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (!isObject(value) || value['attackmark'] !== 'catalog-own' || value['format'] !== 1) return undefined;
    const own = value['own'];
    const isOwn = (entry: unknown): entry is OwnObjects =>
      isObject(entry) &&
      typeof entry['file'] === 'string' &&
      Array.isArray(entry['facts']) &&
      entry['facts'].every(areFacts);
    return Array.isArray(own) && own.every(isOwn) ? own : undefined;
  } catch {
    return undefined;
  }
}

function areFacts(value: unknown): value is OwnFacts {
  return isObject(value) && domains.includes(value['domain'] as Domain) && Array.isArray(value['objects']);
}
