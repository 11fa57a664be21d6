import { isBlank, isLineEnd, lineEndAt, nextLineStart } from './characters';

/**
 * The offset behind the link reference definitions (`[label]: target "title"`) that a paragraph starts
 * with; `start` where it starts with none. What they hold is no inline content.
 */
export function skipDefinitions(text: string, start: number, end: number): number {
  let at = start;
  while (at < end) {
    const next = definitionEnd(text, at, end);
    if (next === at) break;
    at = next;
    while (at < end && (isBlank(text.charCodeAt(at)) || isLineEnd(text.charCodeAt(at)))) at++;
  }
  return at;
}

/** The offset of the line end behind one definition; `start` where none stands. */
function definitionEnd(text: string, start: number, end: number): number {
  if (text.charCodeAt(start) !== 91) return start;
  let at = start + 1;
  let hasText = false;
  for (; at < end && text.charCodeAt(at) !== 93; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 91 || at - start > 1000) return start;
    if (unit === 92) at++;
    else if (isBlank(unit) || isLineEnd(text.charCodeAt(at))) continue;
    hasText = true;
  }
  if (!hasText || at >= end || text.charCodeAt(at + 1) !== 58) return start;
  at = skipOneLineEnd(text, at + 2, end);
  const targetStart = at;
  if (text.charCodeAt(at) === 60) {
    for (at++; at < end && text.charCodeAt(at) !== 62; at++) {
      if (isLineEnd(text.charCodeAt(at)) || text.charCodeAt(at) === 60) return start;
      if (text.charCodeAt(at) === 92) at++;
    }
    if (at >= end) return start;
    at++;
  } else {
    let depth = 0;
    for (; at < end && !isBlank(text.charCodeAt(at)) && text.charCodeAt(at) > 32; at++) {
      const unit = text.charCodeAt(at);
      if (unit === 92) at++;
      else if (unit === 40) depth++;
      else if (unit === 41 && depth-- === 0) return start;
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
  const close = quote === 34 || quote === 39 ? quote : quote === 40 ? 41 : 0;
  if (close === 0) return at;
  let i = open + 1;
  for (; i < end && text.charCodeAt(i) !== close; i++) {
    if (quote === 40 && text.charCodeAt(i) === 40) return at;
    if (text.charCodeAt(i) === 92) i++;
  }
  if (i >= end) return at;
  const lineEnd = Math.min(lineEndAt(text, i + 1), end);
  return isBlankBetween(text, i + 1, lineEnd) ? lineEnd : at;
}

/** Skips blanks and at most one line end. */
function skipOneLineEnd(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && isBlank(text.charCodeAt(at))) at++;
  if (at < end && isLineEnd(text.charCodeAt(at))) {
    at = nextLineStart(text, at);
    while (at < end && isBlank(text.charCodeAt(at))) at++;
  }
  return at;
}

function isBlankBetween(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (!isBlank(text.charCodeAt(at))) return false;
  return true;
}
