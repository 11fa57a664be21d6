import { Char } from '../char';
import { isBlank, isLineEnd, lineEndAt, nextLineStart, skipBlanks, skipSpace } from './characters';

/**
 * The offset behind the link reference definitions (`[label]: target "title"`) that a paragraph starts
 * with; `start` where it starts with none. What they hold is no inline content.
 */
export function skipDefinitions(text: string, start: number, end: number): number {
  let at = start;
  while (at < end) {
    const next = definitionEnd(text, at, end);
    if (next === at) break;
    at = skipSpace(text, next, end);
  }
  return at;
}

/** The offset of the line end behind one definition; `start` where none stands. */
function definitionEnd(text: string, start: number, end: number): number {
  if (text.charCodeAt(start) !== Char.OpenBracket) return start;
  let at = start + 1;
  let hasText = false;
  for (; at < end && text.charCodeAt(at) !== Char.CloseBracket; at++) {
    const unit = text.charCodeAt(at);
    if (unit === Char.OpenBracket || at - start > 1000) return start;
    if (unit === Char.Backslash) at++;
    else if (isBlank(unit) || isLineEnd(text.charCodeAt(at))) continue;
    hasText = true;
  }
  if (!hasText || at >= end || text.charCodeAt(at + 1) !== Char.Colon) return start;
  at = skipOneLineEnd(text, at + 2, end);
  const targetStart = at;
  if (text.charCodeAt(at) === Char.Less) {
    for (at++; at < end && text.charCodeAt(at) !== Char.Greater; at++) {
      if (isLineEnd(text.charCodeAt(at)) || text.charCodeAt(at) === Char.Less) return start;
      if (text.charCodeAt(at) === Char.Backslash) at++;
    }
    if (at >= end) return start;
    at++;
  } else {
    let depth = 0;
    for (; at < end && !isBlank(text.charCodeAt(at)) && text.charCodeAt(at) > Char.Space; at++) {
      const unit = text.charCodeAt(at);
      if (unit === Char.Backslash) at++;
      else if (unit === Char.OpenParen) depth++;
      else if (unit === Char.CloseParen && depth-- === 0) return start;
    }
    if (at === targetStart || depth > 0) return start;
  }
  at = Math.min(at, end);
  const lineEnd = lineEndAt(text, at);
  const restBlank = isBlankBetween(text, at, Math.min(lineEnd, end));
  const titleEnd = titleAfter(text, at, end);
  if (titleEnd > at) return titleEnd;
  return restBlank ? Math.min(lineEnd, end) : start;
}

/** The line end behind a title that follows white space at `at`; `at` where there is none, or something follows it. */
function titleAfter(text: string, at: number, end: number): number {
  const open = skipOneLineEnd(text, at, end);
  if (open === at || open >= end) return at;
  const quote = text.charCodeAt(open);
  const close =
    quote === Char.Quote || quote === Char.Apostrophe ? quote : quote === Char.OpenParen ? Char.CloseParen : 0;
  if (close === 0) return at;
  let i = open + 1;
  for (; i < end && text.charCodeAt(i) !== close; i++) {
    if (quote === Char.OpenParen && text.charCodeAt(i) === Char.OpenParen) return at;
    if (text.charCodeAt(i) === Char.Backslash) i++;
  }
  if (i >= end) return at;
  const lineEnd = Math.min(lineEndAt(text, i + 1), end);
  return isBlankBetween(text, i + 1, lineEnd) ? lineEnd : at;
}

/** Skips blanks and at most one line end. */
function skipOneLineEnd(text: string, from: number, end: number): number {
  const at = skipBlanks(text, from, end);
  return at < end && isLineEnd(text.charCodeAt(at)) ? skipBlanks(text, nextLineStart(text, at), end) : at;
}

function isBlankBetween(text: string, from: number, to: number): boolean {
  return skipBlanks(text, from, to) >= to;
}
