import type { AttackObject, Snapshot } from '../catalog/catalog';
import { objectPath } from '../parse/linkTargets';

/** An object's page at ATT&CK's site. */
export function siteUrl(object: Pick<AttackObject, 'id' | 'type'>): string {
  return `https://attack.mitre.org/${objectPath(object)}`;
}

/**
 * Where to read about a technique, for a layer: its page at ATT&CK's site, where what is an organisation's own has none.
 */
export function techniqueLinks(id: string, snapshot: Snapshot): { label: string; url: string }[] {
  const object = snapshot.get(id);
  const label = `${id} ${object?.name ?? ''}`.trim();
  return object?.own === true ? [] : [{ label, url: siteUrl({ id, type: 'technique' }) }];
}

/** The same of a group; nothing for one without an ID. */
export function groupLinks(id: string | null, snapshot: Snapshot): { label: string; url: string }[] {
  if (id === null || snapshot.get(id)?.own === true) return [];
  return [{ label: `${id} at attack.mitre.org`, url: siteUrl({ id, type: 'group' }) }];
}
