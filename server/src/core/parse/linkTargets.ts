import { objectTypes, type AttackObject, type ObjectType } from '../catalog/catalog';
import type { LinkReference } from '../page';
import { idForm } from './ids';

/** The folders in which pages of ATT&CK's objects lie, in the family's links and at ATT&CK's site. */
export const folderOfType: Readonly<Record<ObjectType, string>> = {
  technique: 'techniques',
  mitigation: 'mitigations',
  group: 'groups',
  software: 'software',
  tactic: 'tactics',
  campaign: 'campaigns',
};
const typeOfFolder = new Map(objectTypes.map(type => [folderOfType[type], type]));
const shortestFolder = Math.min(...[...typeOfFolder.keys()].map(name => name.length));

/** An object's path below a root, as the family links it: `techniques/T1566/002`. */
export function objectPath({ id, type }: Pick<AttackObject, 'id' | 'type'>): string {
  return `${folderOfType[type]}/${id.replace('.', '/')}`;
}

/**
 * The ATT&CK object that a link's target names, if it names one by its form: `techniques/T1566/002`,
 * the same under a root or at ATT&CK's site, each with or without a trailing slash, `.md`, `?…` and
 * `#…`. A target that names a technique in another form (`techniques/T1566.002`, `T1566.002.md`) is
 * read too and marked as not of good form.
 */
export function readTarget(target: string, offset: number): LinkReference | undefined {
  let end = target.length;
  for (const mark of ['#', '?']) {
    const at = target.indexOf(mark);
    if (at >= 0 && at < end) end = at;
  }
  while (end > 0 && target[end - 1] === '/') end--;
  if (target.slice(Math.max(0, end - 3), end).toLowerCase() === '.md') end -= 3;
  while (end > 0 && target[end - 1] === '/') end--;

  // The last folder of a known name decides; what follows it is the ID.
  let segmentEnd = end;
  let idStart = -1;
  let type: ObjectType | undefined;
  while (segmentEnd > 0 && type === undefined) {
    const segmentStart = target.lastIndexOf('/', segmentEnd - 1) + 1;
    type = folderType(target, segmentStart, segmentEnd);
    if (type !== undefined) idStart = segmentEnd + 1;
    segmentEnd = segmentStart - 1;
  }
  if (type !== undefined) {
    if (idStart >= end) return undefined;
    const raw = target.slice(idStart, end);
    const id = raw.replace('/', '.');
    const form = idForm(id);
    // Something else in that folder (an index page, a name) is nobody's ID.
    if (form === undefined || form.type !== type) return undefined;
    const goodForm = !form.wellFormed || (type === 'technique' ? !raw.includes('.') : raw === id);
    return { type, id, idSpan: { start: offset + idStart, end: offset + end }, goodForm };
  }
  return readBareTarget(target, end, offset);
}

/** What a folder of the given place in a target holds, by its name; IDs and most other segments are too short for one. */
function folderType(target: string, start: number, end: number): ObjectType | undefined {
  return end - start < shortestFolder ? undefined : typeOfFolder.get(target.slice(start, end).toLowerCase());
}

/** `T1566/002`, `../T1566.002.md`: an ID with no folder that says what it is. */
function readBareTarget(target: string, end: number, offset: number): LinkReference | undefined {
  if (/^[a-z][a-z0-9+.-]*:/i.test(target)) return undefined;
  const last = target.lastIndexOf('/', end - 1) + 1;
  const beforeLast = last > 0 ? target.lastIndexOf('/', last - 2) + 1 : last;
  for (const start of [beforeLast, last]) {
    const id = target.slice(start, end).replace('/', '.');
    const form = idForm(id);
    if (form?.wellFormed === true)
      return { type: form.type, id, idSpan: { start: offset + start, end: offset + end }, goodForm: false };
  }
  return undefined;
}
