import { findTactic } from '../analysis/tactics';
import {
  domains,
  objectTypes,
  type AttackObject,
  type Catalog,
  type Domain,
  type Snapshot,
  type State,
} from '../catalog/catalog';
import { compareVersions } from '../catalog/versions';
import { idForm } from '../parse/ids';
import { editDistance, foldName } from '../similar';
import { compareTexts } from '../words';

/** What `attackmark lookup --format json` prints of one object. An ID in several domains has the union. */
export interface LookupResult {
  readonly id: string;
  readonly type: AttackObject['type'];
  readonly name: string;
  readonly domains: readonly Domain[];
  readonly state: { readonly kind: State['kind']; readonly by: string | null; readonly since: string | null };
  /** The tactics' IDs; a short name where no release has an ID for it. */
  readonly tactics: readonly string[];
  readonly platforms: readonly string[];
  readonly parent: string | null;
  readonly subtechniques: readonly string[];
  /** Of a technique: what mitigates it. */
  readonly mitigations: readonly string[];
  /** Of a technique: the groups that use it. */
  readonly groups: readonly string[];
  /** Set for an object that is not MITRE's but the organisation's own. */
  readonly own?: true;
  readonly history: readonly { readonly version: string; readonly name: string; readonly state: State['kind'] }[];
}

/**
 * Everything about an ID or a name (an object's own, `Parent: Sub`, or an alias) at one version, over all
 * domains. Several objects may share a name; an empty list means that there is none. IDs may be written
 * in lower case and with a slash.
 */
export function lookup(query: string, version: string, catalog: Catalog): LookupResult[] {
  const id = query.trim().toUpperCase().replace('/', '.');
  if (idForm(id)?.wellFormed === true) {
    const result = lookupId(id, version, catalog);
    return result === undefined ? [] : [result];
  }
  // An organisation's own ID, in a form that pages do not read.
  const own = query.trim();
  if (/\d/.test(own) && !/\s/.test(own) && catalog.knows(own)) return [lookupId(own, version, catalog) ?? []].flat();
  const ids = new Set<string>();
  for (const domain of domains) {
    const snapshot = catalog.at(domain, version);
    for (const type of objectTypes) for (const object of snapshot.named(query.trim(), type)) ids.add(object.id);
  }
  return [...ids].sort().flatMap(found => lookupId(found, version, catalog) ?? []);
}

function lookupId(id: string, version: string, catalog: Catalog): LookupResult | undefined {
  const found: { snapshot: Snapshot; object: AttackObject }[] = [];
  for (const domain of domains) {
    // A domain whose first release came later has nothing to say about this version.
    const snapshot = catalog.at(domain, version);
    if (version !== 'latest' && compareVersions(snapshot.version, version) > 0) continue;
    const object = snapshot.get(id);
    if (object !== undefined) found.push({ snapshot, object });
  }
  const history = historyOf(id, catalog);
  // Live in one domain is live; which domain the others are taken from does not matter then.
  const main = found.find(({ object }) => object.state.kind === 'live') ?? found[0] ?? lastKnown(id, catalog);
  if (main === undefined) return undefined;
  const { object } = main;
  const { state } = object;
  const all = <T>(pick: (snapshot: Snapshot, object: AttackObject) => readonly T[]): T[] =>
    [...new Set(found.flatMap(({ snapshot, object }) => pick(snapshot, object)))].sort();
  return {
    id,
    type: object.type,
    name: object.name,
    domains: found.map(({ snapshot }) => snapshot.domain),
    state: {
      kind: state.kind,
      by: state.kind === 'revoked' ? (state.by ?? null) : null,
      since: state.kind === 'live' ? null : state.since,
    },
    tactics: all((snapshot, { tactics, type }) =>
      type === 'technique' ? tactics.map(tactic => findTactic(tactic, snapshot, catalog)?.id ?? tactic) : [],
    ),
    platforms: all((_, { platforms }) => platforms),
    parent: object.parent ?? null,
    subtechniques: all(snapshot => snapshot.subtechniquesOf(id)),
    mitigations: object.type === 'technique' ? all(snapshot => snapshot.mitigationsOf(id)) : [],
    groups: object.type === 'technique' ? all(snapshot => snapshot.groupsUsing(id)) : [],
    ...(object.own === true && { own: true }),
    history,
  };
}

/** An object as the newest version of a domain has it, live or not; of several domains the first that has it. */
export function newestObject(id: string, catalog: Catalog): AttackObject | undefined {
  for (const domain of domains) {
    const object = catalog.at(domain, 'latest').get(id);
    if (object !== undefined) return object;
  }
  return undefined;
}

/** An object that the asked version lacks, as its last version had it: an ID of the past or the future. */
function lastKnown(id: string, catalog: Catalog): { snapshot: Snapshot; object: AttackObject } | undefined {
  const last = catalog.history(id).at(-1);
  if (last === undefined) return undefined;
  const snapshot = catalog.at(last.domain, last.version);
  const object = snapshot.get(id);
  return object === undefined ? undefined : { snapshot, object };
}

function historyOf(id: string, catalog: Catalog): LookupResult['history'] {
  const byVersion = new Map<string, { version: string; name: string; state: State['kind'] }>();
  for (const { version, name, state } of catalog.history(id)) {
    const known = byVersion.get(version);
    if (known === undefined || (known.state !== 'live' && state.kind === 'live')) {
      byVersion.set(version, { version, name, state: state.kind });
    }
  }
  return [...byVersion.values()].sort((a, b) => compareVersions(a.version, b.version));
}

/**
 * What a query that found nothing may have been meant to be: the nearest IDs and names, best first, of all types or
 * of those that are asked for.
 */
export function nearestNames(
  query: string,
  version: string,
  catalog: Catalog,
  types: readonly AttackObject['type'][] = objectTypes,
): AttackObject[] {
  const name = foldName(query);
  const id = query.trim().toUpperCase().replace('/', '.');
  const limit = Math.max(1, Math.min(3, Math.floor(name.length / 4)));
  const scored = new Map<string, { object: AttackObject; score: number }>();
  for (const domain of domains) {
    for (const type of types) {
      for (const object of catalog.at(domain, version).all(type)) {
        if (object.state.kind !== 'live' || scored.has(object.id)) continue;
        const byName = editDistance(name, foldName(object.name), limit);
        // IDs two letters apart have nothing to do with each other.
        const byId = editDistance(id, object.id, 1);
        const score = byId <= 1 ? Math.min(byName, byId) : byName;
        if (score <= limit) scored.set(object.id, { object, score });
      }
    }
  }
  return [...scored.values()]
    .sort((a, b) => a.score - b.score || compareTexts(a.object.id, b.object.id))
    .slice(0, 3)
    .map(({ object }) => object);
}
