import { domains, type AttackObject, type Catalog, type Snapshot } from '../catalog/catalog';
import { compareVersions } from '../catalog/versions';
import type { Verdict } from './verdict';

/** A tactic by its short name: as the snapshot has it, else as its domain's newest version has it. */
export function findTactic(shortName: string, snapshot: Snapshot, catalog: Catalog): AttackObject | undefined {
  return tacticIn(snapshot, shortName) ?? tacticIn(catalog.at(snapshot.domain, 'latest'), shortName);
}

/** A tactic's name by its short name: `Initial Access`. The earliest releases had tactics without objects of their own. */
export function tacticName(shortName: string, snapshot: Snapshot, catalog: Catalog): string {
  const words = shortName
    .split('-')
    .map(word => (word === 'and' ? word : word.charAt(0).toUpperCase() + word.slice(1)));
  return findTactic(shortName, snapshot, catalog)?.name ?? words.join(' ');
}

/**
 * The ID of a tactic by its short name (`initial-access`): as the snapshot has it, else as another domain or
 * another version has it; undefined for a name that no tactic ever had.
 */
export function tacticIdOf(shortName: string, snapshot: Snapshot, catalog: Catalog): string | undefined {
  const own = tacticIn(snapshot, shortName);
  if (own !== undefined) return own.id;
  for (const domain of domains) {
    const other = tacticIn(catalog.at(domain, snapshot.version), shortName);
    if (other !== undefined) return other.id;
  }
  // Only a tactic that came or went since gets here: older versions are unfolded for it.
  for (const version of [...catalog.versions(snapshot.domain)].reverse()) {
    const then = tacticIn(catalog.at(snapshot.domain, version), shortName);
    if (then !== undefined) return then.id;
  }
  return undefined;
}

/**
 * What ATT&CK, at a version, says about a tactic's short name. One that a later version has is still to come; one
 * that only earlier versions had is given up, also where its ID lives on under another name. Short names are the
 * same in all domains.
 */
export function judgeTactic(shortName: string, snapshot: Snapshot, catalog: Catalog): Verdict {
  const at = (domain: Snapshot['domain'], version: string) => tacticIn(catalog.at(domain, version), shortName);
  const judged = (domain: Snapshot['domain']): Verdict | undefined => {
    const object = at(domain, snapshot.version);
    if (object === undefined) return undefined;
    const { state } = object;
    if (state.kind === 'live') return { kind: 'live', object, domain };
    return { kind: 'deprecated', object, name: object.name, since: state.since };
  };
  const { domain } = snapshot;
  const own = judged(domain);
  if (own !== undefined) return own;

  const versions = catalog.versions(domain);
  const isLater = (version: string) => compareVersions(version, snapshot.version) > 0;
  const last = versions.findLast(version => !isLater(version) && at(domain, version) !== undefined);
  if (last !== undefined) {
    return { kind: 'deprecated', object: undefined, name: at(domain, last)!.name, since: last };
  }
  // A tactic of another domain is no fault, as with groups and software.
  for (const other of domains) {
    const verdict = judged(other);
    if (verdict !== undefined) return verdict;
  }
  const next = versions.find(version => isLater(version) && at(domain, version) !== undefined);
  return next === undefined
    ? { kind: 'unknown' }
    : { kind: 'future', since: next, domain, name: at(domain, next)!.name };
}

function tacticIn(snapshot: Snapshot, shortName: string): AttackObject | undefined {
  return snapshot.all('tactic').find(({ tactics }) => tactics[0] === shortName);
}
