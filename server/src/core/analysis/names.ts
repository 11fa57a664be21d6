import type { AttackObject, Snapshot } from '../catalog/catalog';
import type { NodeMention } from '../flowchart/flowchart';
import { plainText } from '../parse/inline';

/** The name of the technique that a sub-technique belongs to; undefined for anything else. */
export function parentName({ parent }: AttackObject, snapshot: Snapshot): string | undefined {
  return parent === undefined ? undefined : snapshot.get(parent)?.name;
}

/** `Phishing: Spearphishing Link` for a sub-technique, the plain name for anything else. */
export function fullName(object: AttackObject, snapshot: Snapshot): string {
  const parent = parentName(object, snapshot);
  return parent === undefined ? object.name : `${parent}: ${object.name}`;
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

/** Labels that are drawn as they stand, as nearly all are: words of ASCII with single blanks between them. */
const plain = /^[!"$%'-;=-~]+(?: [!"$%'-;=-~]+)*$/;

/** What Mermaid draws a Font Awesome icon for: `fa:fa-envelope`. */
const icon = /fa[bklrs]?:fa-[\w-]+/g;
const iconsBefore = /^(?:fa[bklrs]?:fa-[\w-]+\s*)+/;

/**
 * A node's label as it is drawn, its words: Mermaid's `#quot;` and `#35;`, HTML's `&amp;`, white space and `<br/>` as one
 * blank, and no icons.
 */
export function drawnLabel(written: string): string {
  const label = written.includes(':fa-') ? foldSpace(written.replace(icon, ' ')) : written;
  if (plain.test(label) || !/[#&<\s]/.test(label)) return label;
  const words = foldSpace(label.replace(/<br\s*\/?>/gi, ' '));
  return words.replace(/[#&](#?)(\w{1,31});/g, (whole, hash: string, name: string) => {
    if (/^\d{1,7}$/.test(name) && (hash !== '' || whole.startsWith('#'))) {
      const point = Number(name);
      return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole;
    }
    return hash === '' && Object.hasOwn(entities, name) ? entities[name]! : whole;
  });
}

/** Another label in the place of one that begins with icons, which stay. */
export function withIconsOf(label: string | undefined, newLabel: string): string {
  const icons = label?.includes(':fa-') === true ? iconsBefore.exec(label) : null;
  return icons === null ? newLabel : `${icons[0].trimEnd()} ${newLabel}`;
}

/** A mention's label as it is drawn: Markdown's marks taken out too, where the label is Markdown. */
export function drawnLabelOf({ label, labelKind }: NodeMention): string | undefined {
  if (label === undefined) return undefined;
  const drawn = drawnLabel(label);
  return labelKind === 'markdown' ? plainText(drawn) : drawn;
}

/** `T1566 Phishing` where ATT&CK has a live object of that ID, else the bare ID. */
export function named({ snapshot }: { readonly snapshot: Snapshot }, id: string): string {
  const object = snapshot.get(id);
  return object === undefined ? id : `${id} ${object.name}`;
}
