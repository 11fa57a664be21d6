import { addToSet } from '../grouped';
import { compareTexts } from '../words';
import { objectTypes, type Domain, type ObjectType, type Source } from './catalog';
import { parentByForm } from './ids';
import { isPlainId } from './sections';

/** What one version says about the state of an object: as `State`, but one version cannot know since when. */
export type FactState =
  | { readonly kind: 'live' }
  | { readonly kind: 'revoked'; readonly by?: string | undefined }
  | { readonly kind: 'deprecated' };

/** One object in one version. What is left out is empty; the state `live`; the parent the one that the ID names. */
export interface ObjectFacts {
  readonly id: string;
  readonly type: ObjectType;
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly state?: FactState;
  readonly tactics?: readonly string[];
  readonly platforms?: readonly string[];
  /** `null`: none, whatever the ID's form says. */
  readonly parent?: string | null;
  /** True for an object of the organisation's own. */
  readonly own?: boolean;
}

/** The relations the catalog keeps, each with the types of its ends. */
const relationKinds = {
  /** Mitigation to technique. */
  mitigates: { from: ['mitigation'], to: 'technique' },
  /** Group or campaign to technique. */
  uses: { from: ['group', 'campaign'], to: 'technique' },
  /** Group to software. */
  usesSoftware: { from: ['group'], to: 'software' },
} as const satisfies Record<string, { readonly from: readonly ObjectType[]; readonly to: ObjectType }>;

/** The name of a kind of relation. */
export type RelationKind = keyof typeof relationKinds;

/** The names of all kinds of relations, in the order of the files. */
export const relationNames = Object.keys(relationKinds) as readonly RelationKind[];

/** The IDs of a relation's two ends. */
export type Relation = readonly [from: string, to: string];

/**
 * One version of one domain, as plain facts: what a STIX bundle is read into, what the catalog's files
 * are made from, and what a test writes by hand. The order of objects and relations has no meaning.
 */
export interface FactsOfVersion extends Partial<Record<RelationKind, readonly Relation[]>> {
  readonly domain: Domain;
  readonly version: string;
  readonly objects: readonly ObjectFacts[];
  /** The day on which ATT&CK released it, `2025-11-13`, where that is known. */
  readonly released?: string | undefined;
  readonly sources?: readonly Source[];
}

/** The same with everything said, in one order, and only relations that count. */
export interface NormalFacts {
  readonly domain: Domain;
  readonly version: string;
  readonly objects: ReadonlyMap<ObjectType, ReadonlyMap<string, Required<ObjectFacts>>>;
  /** By the relation's start: its ends, sorted. */
  readonly relations: ReadonlyMap<RelationKind, ReadonlyMap<string, readonly string[]>>;
}

/**
 * Says what `ObjectFacts` leaves out, sorts everything by ID, and drops relations that do not count:
 * those with an end that is not there or not live. The first of two objects with the same type and ID is
 * taken, and none whose ID is no ID (`isPlainId`).
 */
export function normalise(facts: FactsOfVersion): NormalFacts {
  const objects = new Map(objectTypes.map(type => [type, new Map<string, Required<ObjectFacts>>()]));
  for (const object of [...facts.objects].sort((a, b) => compareTexts(a.id, b.id))) {
    const ofType = objects.get(object.type);
    if (isPlainId(object.id) && ofType && !ofType.has(object.id)) ofType.set(object.id, complete(object));
  }
  const isLive = (type: ObjectType, id: string) => objects.get(type)?.get(id)?.state.kind === 'live';
  const relations = new Map(
    relationNames.map(kind => {
      const { from, to } = relationKinds[kind];
      const counts = ([start, end]: Relation) => from.some(type => isLive(type, start)) && isLive(to, end);
      return [kind, endsByStart((facts[kind] ?? []).filter(counts))] as const;
    }),
  );
  return { domain: facts.domain, version: facts.version, objects, relations };
}

function complete(object: ObjectFacts): Required<ObjectFacts> {
  const { id, type, name, aliases = [], state = { kind: 'live' }, tactics = [], platforms = [], own = false } = object;
  const parent = object.parent === undefined ? defaultParent(type, id) : object.parent;
  return { id, type, name, aliases, state, tactics, platforms, parent, own };
}

/** The parent of an object about which nothing is said. */
export function defaultParent(type: ObjectType, id: string): string | null {
  return (type === 'technique' ? parentByForm(id) : undefined) ?? null;
}

function endsByStart(relations: readonly Relation[]): ReadonlyMap<string, readonly string[]> {
  const ends = new Map<string, Set<string>>();
  for (const [start, end] of relations) addToSet(ends, start, end);
  return new Map(
    [...ends].sort(([a], [b]) => compareTexts(a, b)).map(([start, set]) => [start, [...set].sort(compareTexts)]),
  );
}
