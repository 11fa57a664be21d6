import type { Page } from '../page';
import { idForm } from '../parse/ids';
import { folderOfType, readTarget } from '../parse/linkTargets';
import type { Wikilink } from '../places/wikilinks';
import { isInside, slice, type Span } from '../text';
import { idIn } from '../workspace/ownIds';

/** An ID of a Markdown page whose form says that ATT&CK may be meant, whether or not it has such an object. */
export interface Candidate {
  readonly id: string;
  readonly span: Span;
  /** True where ATT&CK is meant for certain: an ID that it never had is then a fault. Else it is somebody else's. */
  readonly isCertain: boolean;
  readonly isPartOfName?: boolean;
  /** True for a tactic's short name. */
  readonly isTactic?: boolean;
}

/** Not within another site's URL, as an archive's is. */
const siteLink = /(?<![^\s<>()[\]"'`|*_])https?:\/\/attack\.mitre\.org\/[^\s<>()[\]"'`|\\]+/gi;

/** Links to ATT&CK's site, in whatever way they are written. A link to an old version's page is right as it is. */
export function siteLinks({ text, code }: Page): Candidate[] {
  if (!/attack\.mitre\.org\//i.test(text)) return [];
  return [...text.matchAll(siteLink)].flatMap(match => {
    if (isInside(code, match.index) || /^[^?#]*\/versions\//i.test(match[0])) return [];
    // What ends a sentence is no part of its link.
    const reference = readTarget(match[0].replace(/[.,;:!?*_]+$/, ''), match.index);
    return reference === undefined ? [] : [{ id: reference.id, span: reference.idSpan, isCertain: true }];
  });
}

/** `techniques: [T1566.002]` in front matter. */
export function listedIds({ frontMatter }: Page): Candidate[] {
  return (frontMatter?.listed ?? []).flatMap(({ value, span, type }) => {
    const form = idForm(value);
    const isMeant = form !== undefined && (type === undefined || type === form.type);
    return isMeant ? [{ id: value, span, isCertain: true }] : [];
  });
}

/** `attack.t1566.002` and `attack.initial-access` in front matter, as Sigma rules write them. */
export function tags({ frontMatter, text }: Page): Candidate[] {
  if (frontMatter === undefined) return [];
  const found = slice(text, frontMatter.span).matchAll(/(?<![\w./-])attack\.([a-z][\w.-]*)/gi);
  return [...found].map((match): Candidate => {
    const start = frontMatter.span.start + match.index + 'attack.'.length;
    const written = match[1]!.replace(/\.+$/, '');
    const span = { start, end: start + written.length };
    const id = written.toUpperCase();
    // Other words are other people's tags.
    return idForm(id) === undefined
      ? { id: written.toLowerCase().replaceAll('_', '-'), span, isCertain: false, isTactic: true }
      : { id, span, isCertain: true };
  });
}

const folders = new RegExp(`(?:^|/)(?:${Object.values(folderOfType).join('|')})/`, 'i');

/** The ID in a wikilink's target; in its label where the target has none. */
export function wikilinkIds({ target, targetSpan, label, span }: Wikilink): Candidate[] {
  const isCertain = folders.test(target);
  const reference = isCertain ? readTarget(target, targetSpan.start) : undefined;
  if (reference !== undefined) return [{ id: reference.id, span: reference.idSpan, isCertain, isPartOfName: true }];
  const nameStart = target.lastIndexOf('/') + 1;
  const name = target.slice(nameStart).replace(/\.md$/i, '');
  const id = idIn(name);
  if (id !== undefined) {
    const start = targetSpan.start + nameStart + name.indexOf(id);
    const isPartOfName = id !== target;
    return [{ id, span: { start, end: start + id.length }, isCertain, isPartOfName }];
  }
  if (label === undefined || idForm(label)?.wellFormed !== true) return [];
  const end = span.end - ']]'.length;
  const start = end - label.length;
  return [{ id: label, span: { start, end }, isCertain: false }];
}
