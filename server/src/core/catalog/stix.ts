import { addToSet } from '../grouped';
import { isObject } from '../json';
import { compareTexts } from '../words';
import { domains, type Domain, type ObjectType, type Source } from './catalog';
import type { FactsOfVersion, FactState, ObjectFacts, Relation, RelationKind } from './facts';
import { parentByForm, typeByForm } from './ids';
import { isPlainId } from './sections';
import { compareVersions, isVersion } from './versions';

/** Which release a bundle is of. */
export interface Release {
  readonly domain: Domain;
  readonly version: string;
}

/** What was made of a bundle. */
export interface StixReading {
  readonly facts: FactsOfVersion;
  /** Objects and relations without what every one must have: an ID, a name, two ends. They are left out. */
  readonly malformed: number;
  /** Relations with an end that the bundle does not have. They are left out. */
  readonly dangling: number;
}

type StixObject = Readonly<Record<string, unknown>>;

const typeOf: ReadonlyMap<unknown, ObjectType> = new Map<unknown, ObjectType>([
  ['attack-pattern', 'technique'],
  ['course-of-action', 'mitigation'],
  ['intrusion-set', 'group'],
  ['malware', 'software'],
  ['tool', 'software'],
  ['x-mitre-tactic', 'tactic'],
  ['campaign', 'campaign'],
]);

/** Says which release a bundle is of by its file's name: `enterprise-attack-18.1.json.gz`. */
export function releaseOfFileName(fileName: string): Release | undefined {
  const match = /(enterprise|mobile|ics)-attack-(\d+\.\d+)(?![\d.]*\d)/i.exec(fileName);
  return match ? release(match[1], match[2]) : undefined;
}

/** Says which release a bundle is of by its `x-mitre-collection` object, which ATT&CK's STIX 2.1 bundles have. */
export function releaseOfBundle(bundle: unknown): Release | undefined {
  const collection = collectionObject(bundle);
  if (collection === undefined) return undefined;
  return release(
    /enterprise|mobile|ics/i.exec(text(collection, 'name') ?? '')?.[0],
    text(collection, 'x_mitre_version'),
  );
}

function release(domainName: string | undefined, version: string | undefined): Release | undefined {
  const domain = domains.find(known => known === domainName?.toLowerCase());
  return domain !== undefined && version !== undefined && isVersion(version) ? { domain, version } : undefined;
}

/**
 * Reads the facts of one release from its STIX bundle, 2.0 or 2.1: the two are the same in everything
 * that is read. Nothing in the bundle makes it throw; what cannot be used is left out and counted.
 *
 * @returns undefined where `bundle` is no bundle: not an object with a list of `objects`
 */
export function readStix(
  bundle: unknown,
  { domain, version }: Release,
  sources: readonly Source[] = [],
  own?: OwnBundle,
): StixReading | undefined {
  const all = objectsOf(bundle);
  if (!all) return undefined;
  const things = new Map<string, Thing>(own?.known.map(known => [known.stixId, { ...known, object: {} }]));
  const relationObjects: StixObject[] = [];
  let malformed = 0;
  for (const object of all) {
    if (!isObject(object) || typeof object['type'] !== 'string') malformed++;
    else if (object['type'] === 'relationship') relationObjects.push(object);
    else if (typeOf.has(object['type']) && isOfDomain(object, domain)) {
      const thing = readThing(object, own !== undefined);
      if (!thing) malformed++;
      else if (!things.has(thing.stixId)) things.set(thing.stixId, thing);
    }
  }
  const relations = readRelations(relationObjects, things);
  return {
    facts: {
      domain,
      version,
      objects: unique([...things.values()]).map(thing => objectFacts(thing, relations)),
      mitigates: relations.mitigates,
      uses: relations.uses,
      usesSoftware: relations.usesSoftware,
      sources,
    },
    malformed: malformed + relations.malformed,
    dangling: relations.dangling,
  };
}

/** What is needed to read a bundle of an organisation's own objects. */
export interface OwnBundle {
  /** Objects that are not in the bundle and that its relations may name by their STIX IDs. */
  readonly known: readonly Omit<Thing, 'object'>[];
}

/** An object of a bundle: which it is, and what it says about itself. */
export interface DescribedThing {
  readonly stixId: string;
  readonly id: string;
  readonly type: ObjectType;
  readonly description: string;
}

/** The objects of a domain in a bundle that have an ATT&CK ID and are not revoked, with their descriptions. */
export function thingsOfBundle(bundle: unknown, domain: Domain): readonly DescribedThing[] {
  const things: Thing[] = [];
  for (const object of objectsOf(bundle) ?? []) {
    if (!isObject(object) || !typeOf.has(object['type']) || !isOfDomain(object, domain)) continue;
    const thing = readThing(object, true);
    // An old mitigation with a technique's ID is not what the ID means.
    if (thing !== undefined && (typeByForm(thing.id) ?? thing.type) === thing.type) things.push(thing);
  }
  return unique(things).map(({ stixId, id, type, object }) => ({
    stixId,
    id,
    type,
    description: text(object, 'description') ?? '',
  }));
}

/** The type of the ATT&CK object that a STIX ID is of: `attack-pattern--…` is a technique. */
export function typeOfStixId(stixId: string): ObjectType | undefined {
  return typeOf.get(stixId.split('--')[0]);
}

/** The `x-mitre-collection` of a bundle, which ATT&CK's STIX 2.1 bundles have. */
export interface Collection {
  /** Its STIX ID. */
  readonly id: string;
  readonly version: string;
  /** The day of its release. */
  readonly released: string | undefined;
}

/** The collection of a bundle; undefined where it has none. */
export function collectionOf(bundle: unknown): Collection | undefined {
  const collection = collectionObject(bundle);
  if (collection === undefined) return undefined;
  return {
    id: text(collection, 'id') ?? '',
    version: text(collection, 'x_mitre_version') ?? '',
    released: dayOf(text(collection, 'modified')),
  };
}

function collectionObject(bundle: unknown): StixObject | undefined {
  return objectsOf(bundle)
    ?.filter(isObject)
    .find(({ type }) => type === 'x-mitre-collection');
}

/** The day of a moment as STIX writes it: `2025-11-13` of `2025-11-13T14:00:00.188Z`. */
export function dayOf(moment: unknown): string | undefined {
  return typeof moment === 'string' ? /^\d{4}-\d\d-\d\d(?=T)/.exec(moment)?.[0] : undefined;
}

/** A STIX object that the catalog keeps, with what says which it is. */
interface Thing {
  readonly stixId: string;
  readonly id: string;
  readonly type: ObjectType;
  readonly name: string;
  readonly kind: FactState['kind'];
  readonly modified: string;
  readonly object: StixObject;
}

function readThing(object: StixObject, anySource: boolean): Thing | undefined {
  const stixId = text(object, 'id');
  const id = attackId(object, anySource);
  const type = typeOf.get(object['type']);
  const name = tidy(text(object, 'name') ?? '');
  if (stixId === undefined || id === undefined || type === undefined || name === '') return undefined;
  // Where a bundle says both, revoked says more: it mostly names a successor.
  const kind = object['revoked'] === true ? 'revoked' : object['x_mitre_deprecated'] === true ? 'deprecated' : 'live';
  return { stixId, id, type, name, kind, modified: text(object, 'modified') ?? '', object };
}

/**
 * The ATT&CK ID: that of the first external reference of one of MITRE's sources (`mitre-attack`,
 * `mitre-mobile-attack`, `mitre-attack-mobile`, `mitre-ics-attack`). An organisation's own object may name
 * another source.
 */
function attackId(object: StixObject, anySource: boolean): string | undefined {
  let other: string | undefined;
  for (const reference of list(object, 'external_references')) {
    if (!isObject(reference)) continue;
    const id = text(reference, 'external_id');
    if (id === undefined || !isPlainId(id)) continue;
    if (text(reference, 'source_name')?.startsWith('mitre-') === true) return id;
    other ??= id;
  }
  return anySource ? other : undefined;
}

/** False for an object of other domains only, which a bundle of several domains may hold. */
function isOfDomain(object: StixObject, domain: Domain): boolean {
  const named = list(object, 'x_mitre_domains').filter(name => typeof name === 'string');
  return named.length === 0 || named.includes(`${domain}-attack`);
}

/** One object for each type and ID: a live one before a dead one, the newest before older ones. */
function unique(things: readonly Thing[]): readonly Thing[] {
  const best = new Map<string, Thing>();
  const rank = ({ kind }: Thing) => (kind === 'live' ? 0 : 1);
  const order = (a: Thing, b: Thing) =>
    rank(a) - rank(b) || compareTexts(b.modified, a.modified) || compareTexts(a.stixId, b.stixId);
  for (const thing of [...things].sort(order)) {
    const key = `${thing.type} ${thing.id}`;
    if (!best.has(key)) best.set(key, thing);
  }
  return [...best.values()];
}

interface Relations extends Readonly<Record<RelationKind, readonly Relation[]>> {
  /** By the STIX ID of the start. */
  readonly revokedBy: ReadonlyMap<string, ReadonlySet<string>>;
  readonly parents: ReadonlyMap<string, string>;
  readonly malformed: number;
  readonly dangling: number;
}

function readRelations(objects: readonly StixObject[], things: ReadonlyMap<string, Thing>): Relations {
  const kinds: Record<RelationKind, Relation[]> = { mitigates: [], uses: [], usesSoftware: [] };
  const revokedBy = new Map<string, Set<string>>();
  const parents = new Map<string, string>();
  let malformed = 0;
  let dangling = 0;
  for (const object of objects) {
    const [fromId, toId, name] = [
      text(object, 'source_ref'),
      text(object, 'target_ref'),
      text(object, 'relationship_type'),
    ];
    if (fromId === undefined || toId === undefined || name === undefined) {
      malformed++;
      continue;
    }
    if (object['revoked'] === true || object['x_mitre_deprecated'] === true) continue;
    const [from, to] = [things.get(fromId), things.get(toId)];
    if (!from || !to) {
      // Relations of types that the catalog does not keep are nobody's loss.
      if (typeOfStixId(fromId) !== undefined && typeOfStixId(toId) !== undefined) dangling++;
    } else if (name === 'revoked-by') {
      addToSet(revokedBy, fromId, to.id);
    } else if (name === 'subtechnique-of') {
      // Of several parents the first by ID is taken, so that the order of the bundle has no say.
      const known = parents.get(fromId);
      if (known === undefined || compareTexts(to.id, known) < 0) parents.set(fromId, to.id);
    } else if (from.kind === 'live' && to.kind === 'live') {
      const kind = relationKind(name, from, to);
      if (kind) kinds[kind].push([from.id, to.id]);
    }
  }
  return { ...kinds, revokedBy, parents, malformed, dangling };
}

function relationKind(name: string, from: Thing, to: Thing): RelationKind | undefined {
  if (name === 'mitigates') return from.type === 'mitigation' && to.type === 'technique' ? 'mitigates' : undefined;
  if (name !== 'uses') return undefined;
  if (to.type === 'technique') return from.type === 'group' || from.type === 'campaign' ? 'uses' : undefined;
  return from.type === 'group' && to.type === 'software' ? 'usesSoftware' : undefined;
}

function objectFacts({ stixId, id, type, name, kind, object }: Thing, relations: Relations): ObjectFacts {
  const isTechnique = type === 'technique';
  return {
    id,
    type,
    name,
    aliases: names([...list(object, 'aliases'), ...list(object, 'x_mitre_aliases')]).filter(alias => alias !== name),
    state: kind === 'revoked' ? { kind, by: only(relations.revokedBy.get(stixId)) } : { kind },
    tactics: isTechnique ? phases(object) : type === 'tactic' ? names([object['x_mitre_shortname']]) : [],
    platforms: isTechnique ? names(list(object, 'x_mitre_platforms')) : [],
    parent: isTechnique ? (relations.parents.get(stixId) ?? parentByForm(id) ?? null) : null,
  };
}

/** What a technique that was split was replaced by is for a person to say: of several successors none is taken. */
function only(ids: ReadonlySet<string> | undefined): string | undefined {
  const [id, ...others] = ids ?? [];
  return others.length === 0 ? id : undefined;
}

function phases(object: StixObject): readonly string[] {
  return names(list(object, 'kill_chain_phases').map(phase => (isObject(phase) ? phase['phase_name'] : undefined)));
}

/** The texts of a list, tidied, each once, in their order. */
function names(values: readonly unknown[]): readonly string[] {
  const texts = values.filter(value => typeof value === 'string').map(tidy);
  return [...new Set(texts)].filter(value => value !== '');
}

/** ATT&CK has names with a blank at the end (`LockerGoga `), which no page can show. */
function tidy(name: string): string {
  return name.trim().replace(/\s+/g, ' ');
}

function objectsOf(bundle: unknown): readonly unknown[] | undefined {
  return isObject(bundle) && Array.isArray(bundle['objects']) ? (bundle['objects'] as readonly unknown[]) : undefined;
}

function text(object: StixObject, key: string): string | undefined {
  const value = Object.hasOwn(object, key) ? object[key] : undefined;
  return typeof value === 'string' ? value : undefined;
}

function list(object: StixObject, key: string): readonly unknown[] {
  const value = Object.hasOwn(object, key) ? object[key] : undefined;
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

/** Orders releases domain by domain, oldest first. */
export function compareReleases(a: Release, b: Release): number {
  return domains.indexOf(a.domain) - domains.indexOf(b.domain) || compareVersions(a.version, b.version);
}
