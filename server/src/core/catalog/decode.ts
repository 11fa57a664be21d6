import { domains, objectTypes, type Domain } from './catalog';
import { Archive } from './archive';
import type { CatalogFiles } from './encode';
import { relationNames, type FactsOfVersion, type FactState, type ObjectFacts, type Relation } from './facts';
import type { ObjectRow, StateValue } from './format';
import type { VersionedRelations } from './relations';

/**
 * Reads all facts back from a catalog's files, domain by domain, oldest version first: with the facts
 * of a new release beside them, or of an organisation's own objects, `encodeCatalog` makes the next
 * catalog.
 * @throws CatalogError when a file cannot be used
 */
export function decodeCatalog(files: CatalogFiles): readonly FactsOfVersion[] {
  const archive = new Archive(files.newest, () => files.history);
  const sources = archive.sources();
  return domains.flatMap(domain =>
    archive.versions(domain).map(version => ({
      ...factsOfVersion(archive, domain, version),
      released: archive.released(domain, version),
      sources: sources.filter(source => source.domain === domain && source.version === version),
    })),
  );
}

function factsOfVersion(archive: Archive, domain: Domain, version: string): FactsOfVersion {
  const objects = objectTypes.flatMap(type => {
    const ofType = archive.objects(domain, type);
    const rows = ofType.ids(version).map(id => ofType.get(version, id));
    return rows.filter(row => row !== undefined).map(row => ({ type, ...objectFacts(row) }));
  });
  const relations = relationNames.map(kind => [kind, relationsOf(archive.relations(domain, kind), version)] as const);
  return { domain, version, objects, ...Object.fromEntries(relations) };
}

function relationsOf(relations: VersionedRelations, version: string): readonly Relation[] {
  return relations.starts(version).flatMap(from => relations.ends(version, from).map(to => [from, to] as const));
}

function objectFacts([id, name, , details = {}]: ObjectRow): Omit<ObjectFacts, 'type'> {
  const { state, aliases, tactics, platforms, parent, own } = details;
  return {
    id,
    name,
    state: factState(state),
    ...(aliases && { aliases }),
    ...(tactics && { tactics }),
    ...(platforms && { platforms }),
    ...(parent !== undefined && { parent }),
    ...(own === true && { own }),
  };
}

function factState(value: StateValue | undefined): FactState {
  if (!value) return { kind: 'live' };
  return value[0] === 'revoked' ? { kind: 'revoked', by: value[2] } : { kind: 'deprecated' };
}
