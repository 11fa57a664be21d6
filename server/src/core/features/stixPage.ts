import { graphHeading, listHeading } from '../fixes/sections';
import { isObject } from '../json';
import { objectPath } from '../parse/linkTargets';
import { compareTexts } from '../words';
import { pageHead } from './newPage';

/** A STIX object as far as anybody knows: its members may be anything. */
type StixObject = Readonly<Record<string, unknown>>;

interface Named {
  readonly id: string;
  readonly name: string;
}

/** A group's page made of a bundle, or the groups that a query may mean where it is not exactly one. */
export type StixPage = { readonly page: string } | { readonly groups: readonly Named[] };

/**
 * A group's page from a STIX bundle, 2.0 or 2.1, byte for byte as the family's generator writes it:
 * techniques, and each technique's mitigations, in the order of their relationships' STIX ids, labels
 * without quotes, ATT&CK's own links under `/mitre/`, no line end at the end.
 *
 * @returns undefined where `bundle` is no STIX bundle
 */
export function stixPage(bundle: unknown, query: string): StixPage | undefined {
  const objects = objectsOf(bundle);
  if (objects === undefined) return undefined;
  const groups = objects.filter(object => object['type'] === 'intrusion-set' && isLive(object));
  const found = groups.filter(group => isCalled(group, query));
  const [group] = found;
  if (group === undefined || found.length > 1) return { groups: found.flatMap(one => named(one) ?? []) };
  return { page: pageOf(group, objects) };
}

function pageOf(group: StixObject, objects: readonly StixObject[]): string {
  const things = new Map<unknown, StixObject>();
  for (const object of objects) if (isLive(object)) things.set(object['id'], object);
  const relationships = objects
    .filter(object => object['type'] === 'relationship' && isLive(object))
    .filter(object => object['relationship_type'] === 'mitigates' || object['source_ref'] === group['id'])
    .sort((a, b) => compareTexts(text(a, 'id'), text(b, 'id')));
  /** The live objects of a type at the other ends of an object's relationships, each once. */
  const ends = (kind: string, own: 'source_ref' | 'target_ref', object: StixObject, type: string) => {
    const other = own === 'source_ref' ? 'target_ref' : 'source_ref';
    const seen = new Set<StixObject>();
    for (const relationship of relationships) {
      if (relationship['relationship_type'] !== kind || relationship[own] !== object['id']) continue;
      const end = things.get(relationship[other]);
      if (end?.['type'] === type) seen.add(end);
    }
    return [...seen];
  };
  const { id, name } = named(group) ?? { id: '', name: '' };
  const techniques = ends('uses', 'source_ref', group, 'attack-pattern');
  const node = (object: StixObject) => {
    const end = named(object);
    return end === undefined ? '' : `${end.id}[${end.name}]`;
  };
  const mitigations = techniques.flatMap(technique =>
    ends('mitigates', 'target_ref', technique, 'course-of-action')
      .filter(mitigation => named(mitigation)?.id.startsWith('M') === true)
      .map(mitigation => `${node(technique)} --> ${node(mitigation)}`),
  );
  const lines = [
    text(group, 'description').replaceAll('https://attack.mitre.org/', '/mitre/'),
    listHeading,
    ...techniques.flatMap(technique => {
      const end = named(technique);
      return end === undefined ? [] : [`* [${end.name}](${objectPath({ id: end.id, type: 'technique' })})`];
    }),
    '',
    graphHeading,
    '```mermaid',
    'flowchart LR',
    ...techniques.map(technique => `group[${name}] --> ${node(technique)}`),
    ...mitigations,
    '```',
  ];
  return pageHead(name, id) + lines.join('\n');
}

function objectsOf(bundle: unknown): StixObject[] | undefined {
  if (!isObject(bundle) || !Array.isArray(bundle['objects'])) return undefined;
  return (bundle['objects'] as readonly unknown[]).filter(isObject);
}

function isLive(object: StixObject): boolean {
  return object['revoked'] !== true && object['x_mitre_deprecated'] !== true;
}

function isCalled(group: StixObject, query: string): boolean {
  const wanted = query.toLowerCase();
  const { id, name } = named(group) ?? { id: '', name: '' };
  const aliases = Array.isArray(group['aliases']) ? (group['aliases'] as readonly unknown[]) : [];
  return [id, name, ...aliases].some(other => typeof other === 'string' && other.toLowerCase() === wanted);
}

function named(object: StixObject): Named | undefined {
  const references = Array.isArray(object['external_references'])
    ? (object['external_references'] as readonly unknown[])
    : [];
  for (const reference of references) {
    if (!isObject(reference) || !text(reference, 'source_name').startsWith('mitre-')) continue;
    const id = text(reference, 'external_id');
    if (id !== '') return { id, name: text(object, 'name') };
  }
  return undefined;
}

function text(object: StixObject, key: string): string {
  const value = object[key];
  return typeof value === 'string' ? value : '';
}
