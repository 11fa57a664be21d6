import type { AttackObject, ObjectType, Snapshot } from '../catalog/catalog';
import { idForm } from '../parse/ids';
import { editDistance, foldName } from '../similar';

/** How many objects are suggested at most. */
const most = 3;

/**
 * What an ID that is none was probably meant to be, best first: the object with the label as its name,
 * then the ID with its slips mended, then the nearest IDs, then the nearest names. Only live objects.
 */
export function suggest(id: string, label: string | undefined, snapshot: Snapshot): AttackObject[] {
  const type = idForm(id)?.type;
  if (type === undefined) return [];
  const found = new Map<string, AttackObject>();
  const add = (object: AttackObject | undefined) => {
    if (object !== undefined && object.type === type && object.state.kind === 'live') found.set(object.id, object);
  };

  const mended = mend(id).filter(candidate => snapshot.get(candidate)?.state.kind === 'live');
  const named = label === undefined ? [] : snapshot.named(label, type);
  // Where several techniques share the name, the one whose ID is nearest is meant.
  const byDistance = [...named].sort((a, b) => editDistance(id, a.id, 9) - editDistance(id, b.id, 9));
  // The name and a slip of the ID, or the parent, agree: then nothing else is meant.
  const sure = byDistance.find(
    object => mended.includes(object.id) || (object.parent !== undefined && id.startsWith(`${object.parent}.`)),
  );
  if (sure !== undefined) return [sure];
  for (const object of byDistance) add(object);
  for (const candidate of mended) add(snapshot.get(candidate));
  if (found.size === 0) for (const object of nearest(id, label, type, snapshot)) add(object);
  return [...found.values()].slice(0, most);
}

/** Well-formed IDs that a malformed one becomes when common slips are mended. */
function mend(id: string): string[] {
  const upper = id.toUpperCase().replace(/[_/]/g, '.');
  const single = upper.replace(/^([TMG])\1/, '$1').replace(/^([TMG])[-_]/, '$1');
  const digits = single[0]! + single.slice(1).replaceAll('O', '0').replace(/[IL]/g, '1');
  const [base = '', sub] = digits.split(/[.-]/);
  const candidates = new Set<string>([digits]);
  if (sub !== undefined && sub !== '') {
    candidates.add(`${base}.${sub.padStart(3, '0')}`);
    if (sub.length > 3) {
      candidates.add(`${base}.${sub.slice(0, 3)}`);
      candidates.add(`${base}.${sub.slice(-3)}`);
    }
  } else if (sub === '') candidates.add(base);
  return [...candidates].filter(candidate => idForm(candidate)?.wellFormed === true && candidate !== id);
}

/** The live objects that are nearest, all equally near. */
function nearest(id: string, label: string | undefined, type: ObjectType, snapshot: Snapshot): AttackObject[] {
  const upper = id.toUpperCase();
  const name = label === undefined ? '' : foldName(label);
  const limit = Math.min(3, Math.floor(name.length / 4));
  const scored = snapshot
    .all(type)
    .filter(object => object.state.kind === 'live')
    .map(object => {
      const byName = name === '' ? limit + 1 : editDistance(name, foldName(object.name), limit);
      const byId = editDistance(upper, object.id, 1);
      // A near name says more than a near ID: IDs are dense, and each has many neighbours.
      const score = byName <= limit ? byName : byId <= 1 ? 10 + byId : Infinity;
      return { object, score };
    })
    .filter(({ score }) => score < Infinity);
  const best = scored.reduce((least, { score }) => Math.min(least, score), Infinity);
  const found = scored.filter(({ score }) => score === best).map(({ object }) => object);
  // Where many are equally near, none of them was meant any more than the others.
  return found.length > most ? [] : found;
}

/** The suggestion as a sentence, or nothing: `Did you mean T1566 Phishing or T1556 …?` */
export function didYouMean(objects: readonly AttackObject[]): string {
  if (objects.length === 0) return '';
  const names = objects.map(object => `${object.id} ${object.name}`);
  const last = names.pop()!;
  return ` Did you mean ${names.length > 0 ? `${names.join(', ')} or ` : ''}${last}?`;
}
