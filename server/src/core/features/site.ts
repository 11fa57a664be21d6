import type { AttackObject, ObjectType } from '../catalog/catalog';

const folders: Readonly<Record<ObjectType, string>> = {
  technique: 'techniques',
  mitigation: 'mitigations',
  group: 'groups',
  software: 'software',
  tactic: 'tactics',
  campaign: 'campaigns',
};

/** An object's path below a root, as the family links it: `techniques/T1566/002`. */
export function sitePath({ id, type }: Pick<AttackObject, 'id' | 'type'>): string {
  return `${folders[type]}/${id.replace('.', '/')}`;
}

/** An object's page at ATT&CK's site. */
export function siteUrl(object: Pick<AttackObject, 'id' | 'type'>): string {
  return `https://attack.mitre.org/${sitePath(object)}`;
}
