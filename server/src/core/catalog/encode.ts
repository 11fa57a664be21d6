import { compareTexts } from '../words';
import { domains, objectTypes, type ObjectType, type Source } from './catalog';
import {
  defaultParent,
  normalise,
  relationNames,
  type FactsOfVersion,
  type NormalFacts,
  type ObjectFacts,
} from './facts';
import {
  perDomain,
  sectionName,
  type Details,
  type HistoryHeader,
  type NewestHeader,
  type ObjectRow,
  type Past,
  type PastFields,
  type PastRelationRow,
  type PastRow,
  type RelationRow,
  type SourceRow,
  type StateValue,
  type Timeline,
} from './format';
import { ownPrefix } from './ids';
import { writeSections, type Row } from './sections';
import { writeRuns } from './versionLine';
import { compareVersions } from './versions';

/** The text of a catalog's two files. */
export interface CatalogFiles {
  readonly newest: string;
  readonly history: string;
}

type Section = readonly [name: string, rows: readonly Row[]];

/**
 * Makes the catalog's files from the facts of its versions, which may come in any order. The same
 * facts give the same text. Of two sets of facts for one version the first is taken.
 */
export function encodeCatalog(versions: readonly FactsOfVersion[]): CatalogFiles {
  const ofDomain = perDomain(domain => ordered(versions.filter(facts => facts.domain === domain)));
  const sources = domains.flatMap(domain => ofDomain[domain].flatMap(facts => facts.sources ?? []));
  const newest: Section[] = [['sources', sources.map(sourceRow)]];
  const history: Section[] = [];
  const own = new Set<string>();
  for (const domain of domains) {
    const normal = ofDomain[domain].map(normalise);
    for (const type of objectTypes) {
      const lives = livesOf(normal, type);
      for (const life of lives) if (life.own) own.add(ownPrefix(life.id) ?? '');
      newest.push([sectionName(domain, type), lives.flatMap(newestRow)]);
      history.push([sectionName(domain, type), lives.flatMap(pastRow)]);
    }
    for (const kind of relationNames) {
      const perVersion = normal.map(facts => facts.relations.get(kind) ?? new Map<string, readonly string[]>());
      newest.push([sectionName(domain, kind), relationRows(perVersion.at(-1))]);
      history.push([sectionName(domain, kind), pastRelationRows(normal, perVersion)]);
    }
  }
  const build = fingerprint(JSON.stringify([newest, history]));
  const prefixes = [...own].filter(prefix => prefix !== '').sort(compareTexts);
  const newestHeader: NewestHeader = {
    attackmark: 'catalog-newest',
    format: 1,
    build,
    versions: perDomain(domain => ofDomain[domain].map(facts => facts.version)),
    ...(versions.some(({ released }) => released !== undefined) && {
      released: perDomain(domain => ofDomain[domain].map(({ released = '' }) => released)),
    }),
    ...(prefixes.length > 0 && { own: prefixes }),
  };
  const historyHeader: HistoryHeader = { attackmark: 'catalog-history', format: 1, build };
  return { newest: writeSections(newestHeader, newest), history: writeSections(historyHeader, history) };
}

function ordered(versions: readonly FactsOfVersion[]): readonly FactsOfVersion[] {
  const first = new Map<string, FactsOfVersion>();
  for (const facts of versions) if (!first.has(facts.version)) first.set(facts.version, facts);
  return [...first.values()].sort((a, b) => compareVersions(a.version, b.version));
}

function sourceRow({ domain, version, file, sha256, carried }: Source): SourceRow {
  return carried.length > 0 ? [domain, version, file, sha256, carried] : [domain, version, file, sha256];
}

/** What an object was in every version of its domain; undefined where a version lacks it. */
interface Life {
  readonly type: ObjectType;
  readonly id: string;
  readonly versions: readonly string[];
  readonly at: readonly (PastFields | undefined)[];
  /** Whether it is the organisation's own: in all versions or in none. */
  readonly own: boolean;
}

function livesOf(versions: readonly NormalFacts[], type: ObjectType): readonly Life[] {
  const ids = new Set(versions.flatMap(facts => [...(facts.objects.get(type)?.keys() ?? [])]));
  const names = versions.map(facts => facts.version);
  return [...ids].sort(compareTexts).map(id => {
    const at: (PastFields | undefined)[] = [];
    versions.forEach((facts, index) => {
      const object = facts.objects.get(type)?.get(id);
      at.push(object && { ...object, state: stateValue(object, facts.version, at[index - 1]?.state) });
    });
    const own = versions.some(facts => facts.objects.get(type)?.get(id)?.own === true);
    return { type, id, versions: names, at, own };
  });
}

/** The state with its `since`: that of the version before as long as the kind of state stays, else this version. */
function stateValue(
  object: Required<ObjectFacts>,
  version: string,
  before: StateValue | null | undefined,
): StateValue | null {
  const { state } = object;
  if (state.kind === 'live') return null;
  const since = before?.[0] === state.kind ? before[1] : version;
  if (state.kind === 'deprecated') return ['deprecated', since];
  return state.by === undefined ? ['revoked', since] : ['revoked', since, state.by];
}

function newestRow(life: Life): readonly ObjectRow[] {
  const now = life.at.at(-1);
  if (!now) return [];
  const names = timeline(life, 'name');
  const details: Details = {
    ...(names.length > 1 && { names }),
    ...(now.state && { state: now.state }),
    ...(now.aliases.length > 0 && { aliases: now.aliases }),
    ...(now.tactics.length > 0 && { tactics: now.tactics }),
    ...(now.platforms.length > 0 && { platforms: now.platforms }),
    ...(now.parent !== defaultParent(life.type, life.id) && { parent: now.parent }),
    ...(life.own && { own: true as const }),
  };
  const row = [life.id, now.name, introduced(life)] as const;
  return [Object.keys(details).length > 0 ? [...row, details] : row];
}

function introduced(life: Life): string {
  return life.versions[life.at.findIndex(fields => fields !== undefined)] ?? '';
}

const emptyOf: { readonly [Field in keyof PastFields]: (life: Life) => PastFields[Field] } = {
  name: () => '',
  state: () => null,
  aliases: () => [],
  tactics: () => [],
  platforms: () => [],
  parent: life => defaultParent(life.type, life.id),
};

function pastRow(life: Life): readonly PastRow[] {
  const runs = writeRuns(life.versions, index => life.at[index] !== undefined);
  const isNow = life.at.at(-1) !== undefined;
  const past: { -readonly [Key in keyof Past]: Past[Key] } = {};
  if (!isNow || runs !== `${introduced(life)}-`) past.in = runs;
  for (const field of Object.keys(emptyOf) as (keyof PastFields)[]) {
    const values: Timeline<unknown> = timeline(life, field);
    const [only] = values;
    if (isNow) {
      if (field === 'name' || values.length < 2) continue;
      const [since = ''] = values.at(-1) ?? [];
      Object.assign(past, { [field]: [...values.slice(0, -1), [since]] });
    } else if (values.length > 1 || !isSame(only?.[1], emptyOf[field](life))) {
      Object.assign(past, { [field]: values });
    }
  }
  return Object.keys(past).length > 0 ? [[life.id, past]] : [];
}

function timeline<Field extends keyof PastFields>(
  life: Life,
  field: Field,
): readonly (readonly [string, PastFields[Field]])[] {
  const values: [string, PastFields[Field]][] = [];
  life.at.forEach((fields, index) => {
    const last = values.at(-1);
    if (!fields || (last && isSame(last[1], fields[field]))) return;
    values.push([life.versions[index] ?? '', fields[field]]);
  });
  return values;
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

function relationRows(relations: ReadonlyMap<string, readonly string[]> | undefined): readonly RelationRow[] {
  return [...(relations ?? [])].map(([from, to]) => [from, to.join(' ')]);
}

function pastRelationRows(
  versions: readonly NormalFacts[],
  perVersion: readonly ReadonlyMap<string, readonly string[]>[],
): readonly PastRelationRow[] {
  const names = versions.map(facts => facts.version);
  const starts = new Set(perVersion.flatMap(relations => [...relations.keys()]));
  return [...starts].sort(compareTexts).map(from => {
    const there = perVersion.map(relations => new Set(relations.get(from)));
    const byRuns = new Map<string, string[]>();
    for (const to of [...new Set(there.flatMap(ends => [...ends]))].sort(compareTexts)) {
      const runs = writeRuns(names, index => there[index]?.has(to) === true);
      byRuns.set(runs, [...(byRuns.get(runs) ?? []), to]);
    }
    return [from, [...byRuns].sort(([a], [b]) => compareTexts(a, b)).map(([runs, to]) => [runs, to.join(' ')])];
  });
}

/** A short hash (FNV-1a, 32 bits) that tells two builds apart; no protection against anybody. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
