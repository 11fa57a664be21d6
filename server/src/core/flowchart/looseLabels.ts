import { Char, isLineTerminator, isSpace, skipSpace, trimEnd } from './chars';
import { restoreEntities } from './prepare';

/** A label that Mermaid cannot read, as its author most likely meant it. */
export interface LooseLabel {
  /** What stands between the brackets. */
  readonly start: number;
  readonly end: number;
  /** Where the text goes on after the closing bracket, or where one is missing. */
  readonly next: number;
  readonly shape: string;
  /** The brackets; `closing` is to be written where it is missing. */
  readonly opening: string;
  readonly closing: string;
  readonly isClosed: boolean;
}

interface Brackets {
  readonly opening: string;
  readonly closings: readonly string[];
  readonly shape: string;
}

/** Longer brackets first: `[(x)]` is a cylinder before it is a box with `(x)` in it. */
const allBrackets: readonly Brackets[] = [
  { opening: '(((', closings: [')))'], shape: 'doublecircle' },
  { opening: '((', closings: ['))'], shape: 'circle' },
  { opening: '([', closings: ['])'], shape: 'stadium' },
  { opening: '(-', closings: ['-)'], shape: 'ellipse' },
  { opening: '[[', closings: [']]'], shape: 'subroutine' },
  { opening: '[(', closings: [')]'], shape: 'cylinder' },
  { opening: '[/', closings: ['/]', '\\]'], shape: 'lean_right' },
  { opening: '[\\', closings: ['\\]', '/]'], shape: 'lean_left' },
  { opening: '{{', closings: ['}}'], shape: 'hexagon' },
  { opening: '[', closings: [']'], shape: 'square' },
  { opening: '(', closings: [')'], shape: 'round' },
  { opening: '{', closings: ['}'], shape: 'diamond' },
  { opening: '>', closings: [']'], shape: 'odd' },
];

/** Brackets behind the quote that ends a label, whether they are the right ones or not. */
const closingRun = /[/\\-]?[\])}]{1,3}|/y;

/** How far a link in a label may be from the label's end: a bound, so that a line of unclosed labels costs linear time. */
const farthestClosing = 300;

/**
 * Finds where the label that `open` starts ends on its line: at the first closing bracket after
 * which a statement can go on, else at the last one before a link or the end of the line.
 */
export function findLooseLabel(text: string, open: number): LooseLabel {
  const inQuotes = findQuotedLabel(text, open);
  if (inQuotes) return inQuotes;
  const bracket = text.charCodeAt(open);
  const close =
    bracket === Char.OpenParen ? Char.CloseParen : bracket === Char.OpenBrace ? Char.CloseBrace : Char.CloseBracket;
  const { end, isClosed } = findClosing(text, open + 1, close);
  const brackets = allBrackets.filter(({ opening }) => text.startsWith(opening, open));
  if (isClosed) {
    for (const { opening, closings, shape } of brackets) {
      const start = open + opening.length;
      const closing = closings.find(candidate => text.endsWith(candidate, end));
      if (closing === undefined || end - closing.length < start) continue;
      if (opening.length > 1 && !isBalanced(text, start, end - closing.length)) continue;
      const slanted = closing !== closings[0] ? (opening === '[/' ? 'trapezoid' : 'inv_trapezoid') : shape;
      return { start, end: end - closing.length, next: end, shape: slanted, opening, closing, isClosed };
    }
  }
  const { opening, closings, shape } = brackets.find(({ opening }) => opening.length === 1)!;
  return { start: open + 1, end, next: end, shape, opening, closing: closings[0]!, isClosed: false };
}

/** A label in quotes with other brackets behind it than the ones before it ask for: `(["x"]`. Its quotes say where it ends. */
function findQuotedLabel(text: string, open: number): LooseLabel | undefined {
  const brackets = allBrackets.find(({ opening }) => text.startsWith(`${opening}"`, open));
  if (!brackets) return undefined;
  const { opening, closings, shape } = brackets;
  const start = open + opening.length;
  let quote = start + 1;
  while (quote < text.length && text[quote] !== '"' && !isLineTerminator(text.charCodeAt(quote))) quote++;
  const isMarkdown = text[start + 1] === '`';
  if (text[quote] !== '"' || quote === start + 1 || (isMarkdown && text[quote - 1] !== '`')) return undefined;
  const end = quote + 1;
  closingRun.lastIndex = end;
  const run = closingRun.exec(text)![0];
  const next = end + run.length;
  if (closings.includes(run) || !canGoOn(text, next)) return undefined;
  return { start, end, next, shape, opening, closing: closings[0]!, isClosed: false };
}

/** The words in quotes whatever they are, so that Mermaid takes any of them for text. */
export function alwaysQuoted(words: string): string {
  let text = restoreEntities(words.trim());
  const { start, end } = looseWords(text, 0, text.length);
  text = text.slice(start, end);
  text = text.replaceAll('"', '#quot;');
  // A backtick right after the quote would start Markdown.
  return text.startsWith('`') ? `"#96;${text.slice(1)}"` : `"${text}"`;
}

function findClosing(text: string, from: number, close: number): { end: number; isClosed: boolean } {
  let last = -1;
  let holdsLink = false;
  let at = from;
  for (; at < text.length && !isLineTerminator(text.charCodeAt(at)); at++) {
    const unit = text.charCodeAt(at);
    if (unit === close) {
      if (canGoOn(text, at + 1)) return { end: at + 1, isClosed: true };
      last = at;
    } else if (!holdsLink && isLinkBetweenBlanks(text, at)) {
      if (last >= 0) return { end: last + 1, isClosed: true };
      holdsLink = closesLater(text, at, close);
      if (!holdsLink) return { end: trimEnd(text, from, at), isClosed: false };
    }
  }
  return last >= 0 ? { end: last + 1, isClosed: true } : { end: trimEnd(text, from, at), isClosed: false };
}

/** True when what follows a closing bracket can follow a node. */
function canGoOn(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (unit === Char.Semicolon || Number.isNaN(unit) || isLineTerminator(unit)) return true;
  if (unit === Char.At && text.charCodeAt(at + 1) === Char.OpenBrace) return true;
  if (text.startsWith(':::', at) || isLink(text, at)) return true;
  if (!isSpace(unit)) return false;
  let next = at;
  while (next < text.length && isSpace(text.charCodeAt(next)) && !isLineTerminator(text.charCodeAt(next))) next++;
  const after = text.charCodeAt(next);
  if (after === Char.Ampersand) return isSpace(text.charCodeAt(next + 1));
  return Number.isNaN(after) || isLineTerminator(after) || after === Char.Semicolon || isLink(text, next);
}

function isLink(text: string, at: number): boolean {
  const first = text.charCodeAt(at);
  const line = first === Char.Less || first === 111 || first === 120 ? at + 1 : at;
  const unit = text.charCodeAt(line);
  const next = text.charCodeAt(line + 1);
  if (unit === Char.Dash) return next === Char.Dash || next === Char.Dot || next === Char.Greater;
  if (unit === Char.Equals) return next === Char.Equals || next === Char.Greater;
  return unit === Char.Tilde && next === Char.Tilde && text.charCodeAt(line + 2) === Char.Tilde;
}

function isLinkBetweenBlanks(text: string, at: number): boolean {
  return isSpace(text.charCodeAt(at - 1)) && isLink(text, at) && text.charCodeAt(at) !== Char.Tilde;
}

/** True when the label that holds a link goes on to a closing bracket of its own: `[a --> b]`. */
function closesLater(text: string, from: number, close: number): boolean {
  const open =
    close === Char.CloseParen ? Char.OpenParen : close === Char.CloseBrace ? Char.OpenBrace : Char.OpenBracket;
  let depth = 0;
  const end = Math.min(text.length, from + farthestClosing);
  for (let at = from; at < end && !isLineTerminator(text.charCodeAt(at)); at++) {
    const unit = text.charCodeAt(at);
    if (unit === open) depth++;
    else if (unit === close && depth-- === 0) return true;
  }
  return false;
}

/** True when no round bracket closes before it was opened. */
function isBalanced(text: string, start: number, end: number): boolean {
  let depth = 0;
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at);
    if (unit === Char.OpenParen) depth++;
    else if (unit === Char.CloseParen && --depth < 0) return false;
  }
  return true;
}

/** The words of a loose label without blanks and outer quotes. A quote that opens a label and is its only one is an outer one. */
export function looseWords(text: string, start: number, end: number): { readonly start: number; readonly end: number } {
  let from = skipSpace(text, start, end);
  const to = trimEnd(text, from, end);
  if (to - from < 2 || text.charCodeAt(from) !== Char.Quote) return { start: from, end: to };
  if (text.charCodeAt(to - 1) === Char.Quote) return { start: from + 1, end: to - 1 };
  let next = from + 1;
  while (next < to && text.charCodeAt(next) !== Char.Quote) next++;
  if (next === to) from = skipSpace(text, from + 1, to);
  return { start: from, end: to };
}
