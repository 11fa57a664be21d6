import { Char } from '../char';

/** True for the blanks within a line: space and tab. */
export function isBlank(unit: number): boolean {
  return unit === Char.Space || unit === Char.Tab;
}

/** The offset of the line end at or after `offset`, or the text's length. */
export function lineEndAt(text: string, offset: number): number {
  let at = offset;
  for (; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === Char.LineFeed || unit === Char.CarriageReturn) break;
  }
  return at;
}

/** Where the next line starts, given the offset of a line end: after LF, CR or CRLF. */
export function nextLineStart(text: string, lineEnd: number): number {
  if (lineEnd >= text.length) return text.length;
  return text.charCodeAt(lineEnd) === Char.CarriageReturn && text.charCodeAt(lineEnd + 1) === Char.LineFeed
    ? lineEnd + 2
    : lineEnd + 1;
}

/** How the first line of a text ends: what new lines are written with. LF where there is one line only. */
export function firstLineEnd(text: string): '\n' | '\r\n' | '\r' {
  const end = lineEndAt(text, 0);
  const next = nextLineStart(text, end);
  return next - end === 2 ? '\r\n' : text[end] === '\r' ? '\r' : '\n';
}

/** Where a text starts: behind its byte order mark, where it has one. */
export function startOfText(text: string): number {
  return text.charCodeAt(0) === 0xfeff ? 1 : 0;
}

/** True for a UTF-16 unit that may stand inside a word: letters, digits, `_`, and all beyond ASCII. */
export function isWordUnit(unit: number): boolean {
  return isDigit(unit) || isLetter(unit) || unit === Char.Underscore || unit > 127;
}

/** True for LF and CR. */
export function isLineEnd(unit: number): boolean {
  return unit === Char.LineFeed || unit === Char.CarriageReturn;
}

/** True for `0` to `9`. */
export function isDigit(unit: number): boolean {
  return unit >= Char.Zero && unit <= Char.Nine;
}

/** True for the letters of ASCII. */
export function isLetter(unit: number): boolean {
  return (unit | 32) >= 97 && (unit | 32) <= 122;
}

/** The offset behind blanks, `end` at most. */
export function skipBlanks(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && isBlank(text.charCodeAt(at))) at++;
  return at;
}

/** The offset behind blanks and line ends, `end` at most. */
export function skipSpace(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && isSpace(text.charCodeAt(at))) at++;
  return at;
}

/** The offset behind the last unit before `end` that is no blank and no line end, `from` at least. */
export function trimEnd(text: string, from: number, end: number): number {
  let at = end;
  while (at > from && isSpace(text.charCodeAt(at - 1))) at--;
  return at;
}

function isSpace(unit: number): boolean {
  return isBlank(unit) || isLineEnd(unit);
}
