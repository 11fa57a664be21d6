import type { Span } from '../text';
import { Char, isLineTerminator, isSpace, isWord, skipSpace, trimEnd } from './chars';
import { findDirectives, type Directive } from './directives';
import { EditedText, type Replacement } from './editedText';
import { findFrontMatter, frontMatterBody } from './frontMatter';

/** A block after Mermaid's preprocessing, with all that the preprocessing took out of it. */
export interface Prepared {
  /** What the grammar reads. */
  readonly edited: EditedText;
  /** The text between preprocessing and grammar: Mermaid finds the diagram's type in it. */
  readonly cleaned: string;
  /** The YAML of the front matter, and where it stands in the source. */
  readonly frontMatter: FrontMatterYaml | undefined;
  readonly directives: readonly { readonly directive: Directive; readonly span: Span }[];
  /** `%%` lines, from `%%` to the end of the line, in the source. */
  readonly comments: readonly Span[];
  /** True when entities (`#35;`) were replaced: labels hold placeholders then. */
  readonly hasEntities: boolean;
}

export interface FrontMatterYaml {
  readonly yaml: string;
  readonly span: Span;
  /** How many lines stand above the YAML, and how many blanks were cut from each of its lines. */
  readonly linesAbove: number;
  readonly indent: number;
}

/**
 * Does to `text[start, end)` what Mermaid does before its grammar sees a diagram, in Mermaid's
 * order: line ends, quotes in HTML tags, front matter, directives, comments, entities.
 */
export function prepare(text: string, start: number, end: number): Prepared {
  const edited = new EditedText(text, start, end);
  unifyLineEnds(edited);
  softenTagQuotes(edited);
  const frontMatter = takeFrontMatter(edited);
  const directives = takeDirectives(edited);
  const comments = takeComments(edited);
  const cleaned = edited.text;
  const hasEntities = shieldEntities(edited);
  edited.addLineEnd();
  joinLinesAfterBrace(edited);
  return { edited, cleaned, frontMatter, directives, comments, hasEntities };
}

/** Puts the source spelling `#35;` back in the place of Mermaid's placeholder. */
export function restoreEntities(text: string): string {
  return text.includes('\uFB02\u00B0') ? text.replace(/\uFB02\u00B0\u00B0?([+\w]*)\u00B6\u00DF/g, '#$1;') : text;
}

function unifyLineEnds(edited: EditedText): void {
  const text = edited.text;
  let at = text.indexOf('\r');
  if (at < 0) return;
  const replacements: Replacement[] = [];
  for (; at >= 0; at = text.indexOf('\r', at + 1)) {
    const end = text.charCodeAt(at + 1) === Char.LineFeed ? at + 2 : at + 1;
    replacements.push({ start: at, end, newText: '\n' });
  }
  edited.apply(replacements);
}

/** `<a href="x">` becomes `<a href='x'>`, so that the quotes do not end a label. */
function softenTagQuotes(edited: EditedText): void {
  const text = edited.text;
  if (!text.includes('="')) return;
  const parts: string[] = [];
  let copied = 0;
  let at = text.indexOf('<');
  while (at >= 0) {
    let attributes = at + 1;
    while (isWord(text.charCodeAt(attributes))) attributes++;
    if (attributes === at + 1) {
      at = text.indexOf('<', at + 1);
      continue;
    }
    const close = text.indexOf('>', attributes);
    if (close < 0) break;
    for (let open = text.indexOf('="', attributes); open >= 0 && open < close;) {
      const quote = text.indexOf('"', open + 2);
      if (quote < 0 || quote >= close) break;
      parts.push(text.slice(copied, open + 1), "'", text.slice(open + 2, quote), "'");
      copied = quote + 1;
      open = text.indexOf('="', copied);
    }
    at = text.indexOf('<', close);
  }
  if (copied > 0) edited.substitute(parts.join('') + text.slice(copied));
}

function takeFrontMatter(edited: EditedText): FrontMatterYaml | undefined {
  const text = edited.text;
  const found = findFrontMatter(text);
  if (!found) return undefined;
  const span = edited.sourceSpan(0, trimEnd(text, 0, found.end));
  const yaml = frontMatterBody(text, found);
  const linesAbove = text.slice(0, found.bodyStart).split('\n').length - 1;
  edited.apply([{ start: 0, end: found.end, newText: '' }]);
  return { yaml, span, linesAbove, indent: found.indent.length };
}

function takeDirectives(edited: EditedText): Prepared['directives'] {
  const text = edited.text;
  const found = findDirectives(text).map(directive => ({
    directive,
    span: edited.sourceSpan(directive.start, trimEnd(text, directive.start, directive.end)),
  }));
  edited.apply(found.map(({ directive: { start, end } }) => ({ start, end, newText: '' })));
  return found;
}

/** Cuts out comment lines together with the blank lines above them, and the blanks before the header. */
function takeComments(edited: EditedText): Span[] {
  const text = edited.text;
  const comments: Span[] = [];
  const replacements: Replacement[] = [];
  let done = 0;
  for (let at = text.indexOf('%%'); at >= 0; at = text.indexOf('%%', at)) {
    const start = commentStart(text, at, done);
    let end = text.indexOf('\n', at);
    if (end < 0) end = text.length;
    if (start < 0 || end === at + 2 || text.charCodeAt(at + 2) === Char.OpenBrace) {
      at += 2;
      continue;
    }
    comments.push(edited.sourceSpan(at, end));
    done = Math.min(end + 1, text.length);
    replacements.push({ start, end: done, newText: '' });
    at = done;
  }
  trimFront(text, replacements);
  edited.apply(replacements);
  return comments;
}

/** Where the blank lines above a comment start, or -1 when something else stands before it on its line. */
function commentStart(text: string, comment: number, from: number): number {
  let start = -1;
  for (let at = comment; ; at--) {
    if (at === from) return at;
    const before = text.charCodeAt(at - 1);
    if (isLineTerminator(before)) start = at;
    else if (!isSpace(before)) return start;
  }
}

/** Adds the white space at the front of what is left to the replacements. */
function trimFront(text: string, replacements: Replacement[]): void {
  let front = 0;
  let next = 0;
  for (;;) {
    front = skipSpace(text, front);
    if (next < replacements.length && replacements[next]!.start <= front) front = replacements[next++]!.end;
    else break;
  }
  if (front > 0) replacements.splice(0, next, { start: 0, end: front, newText: '' });
}

/** Replaces `#35;` by what the grammar reads as plain text. True when there was one. */
function shieldEntities(edited: EditedText): boolean {
  if (!edited.text.includes('#') || !edited.text.includes(';')) return false;
  dropStyleSemicolons(edited, 'style');
  dropStyleSemicolons(edited, 'classDef');
  const text = edited.text;
  const replacements: Replacement[] = [];
  for (let at = text.indexOf('#'); at >= 0; at = text.indexOf('#', at + 1)) {
    let end = at + 1;
    let digits = true;
    for (; isWord(text.charCodeAt(end)); end++) {
      if (text.charCodeAt(end) < Char.Zero || text.charCodeAt(end) > Char.Nine) digits = false;
    }
    if (end === at + 1 || text.charCodeAt(end) !== Char.Semicolon) continue;
    const newText = (digits ? '\uFB02\u00B0\u00B0' : '\uFB02\u00B0') + text.slice(at + 1, end) + '\u00B6\u00DF';
    replacements.push({ start: at, end: end + 1, newText });
    at = end;
  }
  edited.apply(replacements);
  return replacements.length > 0;
}

/** On a line that styles something with a colour (`style A fill:#f00;`) Mermaid drops the last `;`. */
function dropStyleSemicolons(edited: EditedText, keyword: string): void {
  const text = edited.text;
  const replacements: Replacement[] = [];
  let at = text.indexOf(keyword);
  while (at >= 0) {
    let inValue = false;
    let hasColour = false;
    let last = -1;
    let end = at + keyword.length;
    for (; end < text.length && !isLineTerminator(text.charCodeAt(end)); end++) {
      const unit = text.charCodeAt(end);
      if (unit === Char.Colon) inValue = true;
      else if (unit === Char.Hash && inValue) hasColour = true;
      else if (unit === Char.Semicolon && hasColour) last = end;
      else if (isSpace(unit)) inValue = false;
    }
    if (last >= 0) replacements.push({ start: last, end: last + 1, newText: '' });
    at = text.indexOf(keyword, end);
  }
  edited.apply(replacements);
}

/** Mermaid's flowchart reader drops blanks and empty lines after a `}` that ends a line. */
function joinLinesAfterBrace(edited: EditedText): void {
  const text = edited.text;
  const replacements: Replacement[] = [];
  for (let at = text.indexOf('}'); at >= 0; at = text.indexOf('}', at + 1)) {
    let last = -1;
    for (let i = at + 1; i < text.length && isSpace(text.charCodeAt(i)); i++) {
      if (text.charCodeAt(i) === Char.LineFeed) last = i;
    }
    if (last > at + 1) replacements.push({ start: at + 1, end: last, newText: '' });
  }
  edited.apply(replacements);
}
