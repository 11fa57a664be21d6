import type { AttackObject, Snapshot } from '../catalog/catalog';

/** `Phishing: Spearphishing Link` for a sub-technique, the plain name for anything else. */
export function fullName(object: AttackObject, snapshot: Snapshot): string {
  const parent = object.parent === undefined ? undefined : snapshot.get(object.parent);
  return parent === undefined ? object.name : `${parent.name}: ${object.name}`;
}

/** True when a label is the object's official name: its own name, or `Parent: Sub`. White space and accents are folded. */
export function isOfficialName(label: string, object: AttackObject, snapshot: Snapshot): boolean {
  return (
    label === object.name ||
    foldSpace(label) === foldSpace(object.name) ||
    foldSpace(label) === fullName(object, snapshot)
  );
}

function foldSpace(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  lpar: '(',
  rpar: ')',
};

/** A node's label as it is drawn: Mermaid's `#quot;` and `#35;`, HTML's `&amp;`, and `<br/>` as a blank. */
export function drawnLabel(label: string): string {
  if (!/[#&<]/.test(label)) return label;
  return label.replace(/<br\s*\/?>/gi, ' ').replace(/[#&](#?)(\w{1,31});/g, (whole, hash: string, name: string) => {
    if (/^\d{1,7}$/.test(name) && (hash !== '' || whole.startsWith('#'))) {
      const point = Number(name);
      return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole;
    }
    return hash === '' && Object.hasOwn(entities, name) ? entities[name]! : whole;
  });
}
