import { Char } from '../char';
import type { Page } from '../page';
import { findIds, idForm } from '../parse/ids';
import { slice, touches, type Span } from '../text';
import type { IdReference } from './reference';
import { wikilinks } from './wikilinks';

const site = /^https?:\/\/attack\.mitre\.org\//i;
const scheme = /^[a-z][a-z0-9+.-]*:/i;
const tag = /(?<![\w.-])attack\.(t\d{4}(?:\.\d{3})?|[gsm]\d{4})(?![\w.-])/gi;

/**
 * Every place of a page on which an ATT&CK ID stands, in source order: nodes, links, the ID line, wikilinks,
 * front matter, tables, prose, URLs of ATT&CK's site, code. Each is a whole word: `DS0009` holds none, nor does
 * another site's URL. Whether ATT&CK has the ID is not asked. For other kinds of files, what their readers found.
 */
export function references(page: Page): IdReference[] {
  if (page.kind !== 'markdown') return [...page.idPlaces];
  const { text } = page;
  const found: IdReference[] = [];
  const taken = new Set<number>();
  const add = (reference: IdReference) => {
    if (taken.has(reference.span.start)) return;
    taken.add(reference.span.start);
    found.push(reference);
  };

  for (const { flowchart } of page.graphs) {
    for (const { id, idSpan, span, label } of flowchart.mentions) {
      if (isAttackForm(id)) add({ id, span: idSpan, around: span, form: 'node', label });
    }
  }
  const { idLine } = page;
  if (idLine !== undefined && idLine.id !== '') {
    add({ id: idLine.id, span: idLine.span, around: idLine.span, form: 'id-line', label: page.title?.text });
  }
  const listed = new Set((page.techniqueList?.items ?? []).map(({ link }) => link));
  for (const link of page.links) {
    const { reference, target, span, text: label } = link;
    if (reference === undefined) continue;
    // Somebody else's site: only an item of the list says that ATT&CK's technique is meant.
    if (scheme.test(target) && !site.test(target) && !listed.has(link)) continue;
    add({ id: reference.id, span: reference.idSpan, around: span, form: 'link', label });
  }
  const wiki = wikilinks(page);
  let next = 0;
  for (const { id, span } of findIds(text, { start: 0, end: text.length })) {
    if (taken.has(span.start) || isForeign(text, span)) continue;
    while (next < wiki.length && wiki[next]!.span.end < span.end) next++;
    const link = wiki[next];
    if (link === undefined || link.span.start > span.start)
      add({ id, span, around: span, form: 'prose', label: undefined });
    else add({ id, span, around: link.span, form: 'wikilink', label: link.label });
  }
  if (text.includes('attack.')) for (const reference of tagsIn(text, { start: 0, end: text.length })) add(reference);
  return found.sort((a, b) => a.span.start - b.span.start);
}

/** The tags `attack.t1566.002` in a stretch of text, in any case. */
function tagsIn(text: string, place: Span): IdReference[] {
  return [...slice(text, place).matchAll(tag)].map(match => {
    const start = place.start + match.index + 'attack.'.length;
    const span = { start, end: start + match[1]!.length };
    return { id: match[1]!.toUpperCase(), span, around: span, form: 'tag', label: undefined };
  });
}

/**
 * The reference at an offset: the one whose ID the offset touches, else the one whose link, node or wikilink
 * holds it.
 */
export function referenceAt(all: readonly IdReference[], offset: number): IdReference | undefined {
  return all.find(({ span }) => touches(span, offset)) ?? all.find(({ around }) => touches(around, offset));
}

function isAttackForm(id: string): boolean {
  const form = idForm(id);
  if (form === undefined) return false;
  return form.wellFormed || form.type === 'technique' || form.type === 'mitigation' || form.type === 'group';
}

/** True for an ID within a URL of another site than ATT&CK's. */
function isForeign(text: string, { start }: Span): boolean {
  // Only what is glued to the ID from the left can be its URL.
  let from = start;
  while (from > 0 && start - from < 500 && !isBreak(text.charCodeAt(from - 1))) from--;
  if (start - from < 4) return false;
  const word = text.slice(from, start);
  const at = word.search(/[a-z][a-z0-9+.-]*:\/\//i);
  return at >= 0 && !site.test(word.slice(at));
}

/** What ends a bare URL: white space, `!`, quotes, brackets, a code span's mark, a table's bar. */
function isBreak(unit: number): boolean {
  switch (unit) {
    case Char.Apostrophe:
    case Char.OpenParen:
    case Char.CloseParen:
    case Char.Less:
    case Char.Greater:
    case Char.OpenBracket:
    case Char.CloseBracket:
    case Char.Backtick:
    case Char.Pipe:
      return true;
    default:
      return unit <= Char.Quote;
  }
}
