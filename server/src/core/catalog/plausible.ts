import type { Catalog, ObjectType } from './catalog';
import type { FactsOfVersion } from './facts';

/**
 * Of what the release before it had, a release has at least this share. ATT&CK grows: its largest cut, that of
 * 7.0, which made techniques into sub-techniques, still left over nine tenths of all objects.
 */
const leastShare = 0.7;

const counted: readonly ObjectType[] = ['technique', 'mitigation', 'group', 'software'];

/**
 * Why a release cannot be whole, compared with the one before it; undefined where nothing speaks against it.
 * A download that was cut off and still reads as JSON, or an index that names the wrong file, shows here.
 */
export function implausible(facts: FactsOfVersion, catalog: Catalog): string | undefined {
  const before = catalog.at(facts.domain, 'latest');
  for (const type of counted) {
    const isLive = (state: { readonly kind: string } | undefined) => state === undefined || state.kind === 'live';
    const known = before.all(type).filter(({ state, own }) => isLive(state) && own === undefined).length;
    const found = facts.objects.filter(object => object.type === type && isLive(object.state)).length;
    if (found < known * leastShare) return `it has ${found} live ${plural(type)}, and ${before.version} has ${known}`;
  }
  if ((['mitigates', 'uses'] as const).some(kind => (facts[kind] ?? []).length === 0)) return 'it has no relations';
  return undefined;
}

function plural(type: ObjectType): string {
  return type === 'software' ? 'software' : `${type}s`;
}
