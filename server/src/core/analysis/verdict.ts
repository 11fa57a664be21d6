import { domains, type AttackObject, type Catalog, type Domain, type Snapshot } from '../catalog/catalog';
import { compareVersions } from '../catalog/versions';
import { idForm } from '../parse/ids';

/** What ATT&CK, at the page's version, says about an ID that stands in a page. */
export type Verdict =
  | { readonly kind: 'live'; readonly object: AttackObject; readonly domain: Domain }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'unknown' }
  /** Exists in later versions only. */
  | { readonly kind: 'future'; readonly since: string; readonly domain: Domain; readonly name: string }
  | {
      readonly kind: 'revoked';
      readonly object: AttackObject;
      readonly since: string;
      /** The live end of the chain, where there is one. */
      readonly successor: AttackObject | undefined;
    }
  /** `object` is undefined where ATT&CK dropped the ID altogether; `since` is then the last version that had it. */
  | {
      readonly kind: 'deprecated';
      readonly object: AttackObject | undefined;
      readonly name: string;
      readonly since: string;
    }
  | { readonly kind: 'wrong-domain'; readonly object: AttackObject; readonly domain: Domain };

/**
 * Judges one ID, dots for slashes. Groups, software, tactics and campaigns belong to several domains at
 * once, so that another domain than the page's is no fault of theirs.
 */
export function judge(id: string, snapshot: Snapshot, catalog: Catalog): Verdict {
  const form = idForm(id);
  if (form === undefined || !form.wellFormed) return { kind: 'malformed' };
  const own = snapshot.get(id);
  if (own !== undefined) return judgeState(own, snapshot);

  for (const domain of domains) {
    if (domain === snapshot.domain) continue;
    const other = catalog.at(domain, snapshot.version);
    // A domain that had no release yet answers with its first one: what it has is then still to come.
    if (compareVersions(other.version, snapshot.version) > 0) continue;
    const object = other.get(id);
    if (object === undefined) continue;
    const perDomain = object.type === 'technique' || object.type === 'mitigation';
    return perDomain ? { kind: 'wrong-domain', object, domain } : judgeState(object, other);
  }

  const history = catalog.history(id);
  if (history.length === 0) return { kind: 'unknown' };
  const inDomain = history.filter(entry => entry.domain === snapshot.domain);
  const entries = inDomain.length > 0 ? inDomain : history;
  const later = entries.find(entry => compareVersions(entry.version, snapshot.version) > 0);
  if (later !== undefined) return { kind: 'future', since: later.version, domain: later.domain, name: later.name };
  const last = entries.at(-1)!;
  return { kind: 'deprecated', object: undefined, name: last.name, since: last.version };
}

function judgeState(object: AttackObject, snapshot: Snapshot): Verdict {
  const { state } = object;
  if (state.kind === 'live') return { kind: 'live', object, domain: snapshot.domain };
  if (state.kind === 'deprecated') return { kind: 'deprecated', object, name: object.name, since: state.since };
  return { kind: 'revoked', object, since: state.since, successor: snapshot.successor(object.id)?.object };
}

/** Says that an ID is unknown: where it should be, and is not. */
export function saysUnknown(id: string): string {
  return idForm(id)?.prefix === undefined
    ? 'is in no version of ATT&CK.'
    : 'is none of the objects of your organisation that were imported.';
}
