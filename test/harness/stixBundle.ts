import { relationNames } from '../../server/src/core/catalog/facts';
import { decodeCatalog } from '../../server/src/core/catalog/decode';
import type { Domain, ObjectType } from '../../server/src/core/catalog/catalog';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './catalog';

const stixTypes: Readonly<Record<ObjectType, string>> = {
  technique: 'attack-pattern',
  mitigation: 'course-of-action',
  group: 'intrusion-set',
  software: 'malware',
  tactic: 'x-mitre-tactic',
  campaign: 'campaign',
};
const collections: Readonly<Record<Domain, string>> = {
  enterprise: 'x-mitre-collection--1f5f1533-f617-4ca8-9ab4-6a02367fa019',
  mobile: 'x-mitre-collection--dac0d2d7-8653-445c-9bff-82f934c1e858',
  ics: 'x-mitre-collection--90c00720-636b-4485-b342-8751d232bf09',
};

export interface StixObject {
  readonly type: string;
  readonly id: string;
  [key: string]: unknown;
}

/** A STIX ID that is the same for the same object, in the form that STIX wants. */
export function stixId(type: string, name: string): string {
  let hash = 0;
  for (const unit of `${type} ${name}`) hash = (Math.imul(hash, 31) + unit.charCodeAt(0)) >>> 0;
  const hex = hash.toString(16).padStart(8, '0');
  return `${type}--${hex}-${hex.slice(0, 4)}-4${hex.slice(1, 4)}-8${hex.slice(2, 5)}-${hex}${hex.slice(4)}`;
}

/** What every object of STIX 2.1 must have. */
const common = {
  spec_version: '2.1',
  created: '2026-01-01T00:00:00.000Z',
  modified: '2026-01-01T00:00:00.000Z',
};

/** An ATT&CK object in STIX, with a description that cites and links. */
export function stixObject(type: ObjectType, id: string, name: string, more: object = {}): StixObject {
  return {
    type: stixTypes[type],
    ...common,
    id: stixId(stixTypes[type], id),
    name,
    ...(type === 'software' && { is_family: true }),
    description: `${name} is [${id}](https://attack.mitre.org/x/${id}).(Citation: Some (Paper))\n\nMore.`,
    external_references: [{ source_name: 'mitre-attack', external_id: id }],
    ...more,
  };
}

export function stixRelation(relationship_type: string, source_ref: string, target_ref: string): StixObject {
  return {
    type: 'relationship',
    ...common,
    id: stixId('relationship', source_ref + target_ref),
    relationship_type,
    source_ref,
    target_ref,
  };
}

/**
 * A release that MITRE might publish next, as a STIX 2.1 bundle: the shipped catalog’s newest of a domain under
 * another version, with the objects of `add` besides.
 */
export function nextRelease(
  domain: Domain,
  version: string,
  add: readonly StixObject[] = [],
): { type: 'bundle'; id: string; objects: StixObject[] } {
  const read = (name: string) => readFileSync(join(root, 'server', 'catalog', name), 'utf8');
  const newest = decodeCatalog({ newest: read('newest.catalog'), history: read('history.catalog') })
    .filter(facts => facts.domain === domain)
    .at(-1)!;
  const ids = new Map<string, string>();
  const objects = newest.objects.map(({ type, id, name, state, aliases, tactics, platforms }) => {
    const object = stixObject(type, id, name, {
      ...(state?.kind === 'revoked' && { revoked: true }),
      ...(state?.kind === 'deprecated' && { x_mitre_deprecated: true }),
      ...(aliases && { aliases }),
      ...(type === 'technique' && {
        kill_chain_phases: (tactics ?? []).map(phase_name => ({ kill_chain_name: 'mitre-attack', phase_name })),
      }),
      ...(type === 'tactic' && { x_mitre_shortname: tactics?.[0] }),
      ...(platforms && { x_mitre_platforms: platforms }),
      x_mitre_domains: [`${domain}-attack`],
    });
    ids.set(id, object.id);
    return object;
  });
  const relations = relationNames.flatMap(kind =>
    (newest[kind] ?? []).map(([from, to]) =>
      stixRelation(kind === 'mitigates' ? 'mitigates' : 'uses', ids.get(from) ?? '', ids.get(to) ?? ''),
    ),
  );
  const collection: StixObject = {
    type: 'x-mitre-collection',
    id: collections[domain],
    name: `${domain} ATT&CK`,
    x_mitre_version: version,
    modified: '2026-04-28T14:00:00.188Z',
  };
  return { type: 'bundle', id: stixId('bundle', version), objects: [collection, ...objects, ...relations, ...add] };
}

/** An index as MITRE publishes it. */
export function releaseIndex(releases: readonly { domain: Domain; version: string; url: string }[]): object {
  return {
    id: '10296991-439b-4202-90a3-e38812613ad4',
    name: 'MITRE ATT&CK',
    collections: releases.map(({ domain, version, url }) => ({
      id: collections[domain],
      name: domain,
      versions: [{ version, url, modified: '2026-01-01T00:00:00.000Z' }],
    })),
  };
}
