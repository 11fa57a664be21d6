import { addToSet } from '../grouped';
import type { AttackObject, Domain, ObjectType, Snapshot, State } from './catalog';
import type { Archive } from './archive';
import { defaultParent, type RelationKind } from './facts';
import type { Details, ObjectRow, StateValue } from './format';
import { typeByForm, typesToTry } from './ids';
import type { VersionedObjects } from './objects';
import type { VersionedRelations } from './relations';
import { asStrings, damaged } from './sections';

const none: readonly never[] = Object.freeze([]);
const live: State = Object.freeze({ kind: 'live' });

/** One version of one domain, read from the archive part by part when a part is first asked for. */
export class ArchivedSnapshot implements Snapshot {
  readonly #archive: Archive;
  readonly #tables = new Map<ObjectType, ObjectTable>();
  readonly #relations = new Map<RelationKind, RelationTable>();
  #subtechniques: ReadonlyMap<string, readonly string[]> | undefined;

  /** `version` must be one that the domain has, or `''` where it has none: everything is empty then. */
  constructor(
    archive: Archive,
    readonly domain: Domain,
    readonly version: string,
  ) {
    this.#archive = archive;
    Object.freeze(this);
  }

  get(id: string): AttackObject | undefined {
    for (const type of typesToTry(id)) {
      const object = this.#table(type).get(id);
      if (object) return object;
    }
    return undefined;
  }

  all(type: ObjectType): readonly AttackObject[] {
    return this.#table(type).all();
  }

  successor(id: string): { readonly object: AttackObject; readonly since: string } | undefined {
    const first = this.get(id);
    if (first?.state.kind !== 'revoked') return undefined;
    const seen = new Set<string>();
    let object: AttackObject | undefined = first;
    while (object?.state.kind === 'revoked' && object.state.by !== undefined && !seen.has(object.id)) {
      seen.add(object.id);
      object = this.get(object.state.by);
    }
    return object?.state.kind === 'live' ? Object.freeze({ object, since: first.state.since }) : undefined;
  }

  mitigationsOf(techniqueId: string): readonly string[] {
    return this.#relation('mitigates').to(techniqueId);
  }

  techniquesMitigatedBy(mitigationId: string): readonly string[] {
    return this.#relation('mitigates').from(mitigationId);
  }

  techniquesUsedBy(groupId: string): readonly string[] {
    return this.#relation('uses').from(groupId);
  }

  groupsUsing(techniqueId: string): readonly string[] {
    return this.#relation('uses').to(techniqueId);
  }

  softwareUsedBy(groupId: string): readonly string[] {
    return this.#relation('usesSoftware').from(groupId);
  }

  subtechniquesOf(techniqueId: string): readonly string[] {
    this.#subtechniques ??= inverted(
      this.all('technique').flatMap(({ id, state, parent }) =>
        state.kind === 'live' && parent !== undefined ? [[id, [parent]] as const] : [],
      ),
    );
    return frozen(this.#subtechniques.get(techniqueId));
  }

  named(name: string, type: ObjectType): readonly AttackObject[] {
    return this.#table(type).named(name);
  }

  #table(type: ObjectType): ObjectTable {
    let table = this.#tables.get(type);
    if (!table) {
      table = new ObjectTable(this.#archive.objects(this.domain, type), this.version, type);
      this.#tables.set(type, table);
    }
    return table;
  }

  #relation(kind: RelationKind): RelationTable {
    let table = this.#relations.get(kind);
    if (!table) {
      // A campaign uses techniques too, but only groups are asked for from the technique's side. And an old
      // mitigation's T-ID means a technique wherever an ID stands: it is none of a technique's mitigations.
      const isAskedFor = (from: string) =>
        kind === 'uses' ? this.#table('group').has(from) : kind !== 'mitigates' || !isTechniqueForm(from);
      table = new RelationTable(this.#archive.relations(this.domain, kind), this.version, isAskedFor);
      this.#relations.set(kind, table);
    }
    return table;
  }
}

/** The objects of one type. An object is made when it is first asked for: a page needs few of the thousands. */
class ObjectTable {
  readonly #objects: VersionedObjects;
  readonly #version: string;
  readonly #type: ObjectType;
  readonly #made = new Map<string, AttackObject>();
  #all: readonly AttackObject[] | undefined;
  #named: ReadonlyMap<string, readonly AttackObject[]> | undefined;

  constructor(objects: VersionedObjects, version: string, type: ObjectType) {
    this.#objects = objects;
    this.#version = version;
    this.#type = type;
  }

  has(id: string): boolean {
    return this.get(id) !== undefined;
  }

  get(id: string): AttackObject | undefined {
    const made = this.#made.get(id);
    if (made) return made;
    const row = this.#objects.get(this.#version, id);
    if (!row) return undefined;
    const object = attackObject(this.#type, row);
    this.#made.set(id, object);
    return object;
  }

  all(): readonly AttackObject[] {
    return (this.#all ??= Object.freeze(this.#objects.ids(this.#version).flatMap(id => this.get(id) ?? [])));
  }

  named(name: string): readonly AttackObject[] {
    this.#named ??= this.#byName();
    return this.#named.get(name.toLowerCase()) ?? none;
  }

  #byName(): ReadonlyMap<string, readonly AttackObject[]> {
    const objects = new Map<string, Set<AttackObject>>();
    const add = (name: string, object: AttackObject) => addToSet(objects, name.toLowerCase(), object);
    for (const object of this.all()) {
      if (object.state.kind !== 'live') continue;
      add(object.name, object);
      for (const alias of object.aliases) add(alias, object);
      const parent = object.parent === undefined ? undefined : this.get(object.parent);
      if (parent) add(`${parent.name}: ${object.name}`, object);
    }
    return new Map([...objects].map(([name, set]) => [name, Object.freeze([...set])]));
  }
}

/** The relations of one kind, seen from both ends. */
class RelationTable {
  readonly #relations: VersionedRelations;
  readonly #version: string;
  readonly #isAskedFor: (start: string) => boolean;
  readonly #ends = new Map<string, readonly string[]>();
  #inverted: ReadonlyMap<string, readonly string[]> | undefined;

  /** `isAskedFor`: which starts are given from the ends' side. */
  constructor(relations: VersionedRelations, version: string, isAskedFor: (start: string) => boolean) {
    this.#relations = relations;
    this.#version = version;
    this.#isAskedFor = isAskedFor;
  }

  from(start: string): readonly string[] {
    const known = this.#ends.get(start);
    if (known) return known;
    const ends = this.#relations.ends(this.#version, start);
    if (ends.length > 0) this.#ends.set(start, ends);
    return ends;
  }

  to(end: string): readonly string[] {
    this.#inverted ??= inverted(
      this.#relations
        .starts(this.#version)
        .filter(this.#isAskedFor)
        .map(start => [start, this.from(start)]),
    );
    return frozen(this.#inverted.get(end));
  }
}

/** The same relations by their ends. Sorted starts give sorted lists. */
function inverted(ends: readonly (readonly [string, readonly string[]])[]): ReadonlyMap<string, readonly string[]> {
  const starts = new Map<string, string[]>();
  for (const [from, to] of ends) {
    for (const end of to) {
      const known = starts.get(end);
      if (known) known.push(from);
      else starts.set(end, [from]);
    }
  }
  return starts;
}

/** A list that is handed out. Frozen only now: most of a thousand lists are never asked for. */
function frozen(list: readonly string[] | undefined): readonly string[] {
  return list ? Object.freeze(list) : none;
}

function attackObject(type: ObjectType, [id, name, , details = {}]: ObjectRow): AttackObject {
  return Object.freeze({
    id,
    type,
    name,
    aliases: list(details.aliases, id),
    state: state(details.state, id),
    tactics: list(details.tactics, id),
    platforms: list(details.platforms, id),
    parent: parent(type, id, details),
    ...(details.own === true && { own: details.own }),
  });
}

function list(value: readonly string[] | undefined, id: string): readonly string[] {
  return value === undefined || value.length === 0 ? none : asStrings(value, id);
}

function parent(type: ObjectType, id: string, details: Details): string | undefined {
  return (details.parent === undefined ? defaultParent(type, id) : details.parent) ?? undefined;
}

/** The state that a row says. @throws CatalogError when it says none. */
export function state(value: StateValue | null | undefined, id: string): State {
  if (value === undefined || value === null) return live;
  const [kind, since, by] = asStrings(value, id);
  if (since !== undefined && kind === 'revoked') return Object.freeze({ kind, by, since });
  if (since !== undefined && kind === 'deprecated') return Object.freeze({ kind, since });
  throw damaged(id);
}

function isTechniqueForm(id: string): boolean {
  return typeByForm(id) === 'technique';
}
