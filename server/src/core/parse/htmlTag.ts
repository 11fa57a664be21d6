import { Char } from '../char';
import { isDigit, isLetter, skipSpace } from './characters';

/** `indexOf` from an offset within a block, or -1. A search that finds nothing is not made twice. */
export type Find = (mark: string, from: number) => number;

/**
 * The end of an HTML tag or autolink that starts at `at` (`<b class="x">`, `</b>`, `<https://a.b>`), or
 * `at` itself where CommonMark sees none. What is in it is no Markdown.
 */
export function tagEnd(text: string, at: number, end: number, find: Find): number {
  const closing = text.charCodeAt(at + 1) === Char.Slash;
  const nameStart = closing ? at + 2 : at + 1;
  if (!isLetter(text.charCodeAt(nameStart))) return at;
  let i = nameStart;
  while (i < end && isNameUnit(text.charCodeAt(i))) i++;
  if (closing) {
    i = skipSpace(text, i, end);
    return i < end && text.charCodeAt(i) === Char.Greater ? i + 1 : at;
  }
  const link = autolinkEnd(text, nameStart, i, end);
  if (link > i) return link;
  for (;;) {
    const afterSpace = skipSpace(text, i, end);
    const unit = text.charCodeAt(afterSpace);
    if (afterSpace >= end) return at;
    if (unit === Char.Greater) return afterSpace + 1;
    if (unit === Char.Slash)
      return text.charCodeAt(afterSpace + 1) === Char.Greater && afterSpace + 1 < end ? afterSpace + 2 : at;
    if (afterSpace === i || !(isLetter(unit) || unit === Char.Underscore || unit === Char.Colon)) return at;
    i = attributeEnd(text, afterSpace, end, find);
    if (i < 0) return at;
  }
}

/** The end of a name and its value, where it has one; -1 where the value is none. */
function attributeEnd(text: string, start: number, end: number, find: Find): number {
  let i = start;
  while (
    i < end &&
    (isNameUnit(text.charCodeAt(i)) || [Char.Underscore, Char.Colon, Char.Dot].includes(text.charCodeAt(i)))
  )
    i++;
  const equals = skipSpace(text, i, end);
  if (equals >= end || text.charCodeAt(equals) !== Char.Equals) return i;
  i = skipSpace(text, equals + 1, end);
  const quote = text.charCodeAt(i);
  if (quote === Char.Quote || quote === Char.Apostrophe) {
    const close = find(text[i]!, i + 1);
    return close < 0 ? -1 : close + 1;
  }
  const valueStart = i;
  while (i < end && !/[ \t\r\n"'=<>`]/.test(text[i]!)) i++;
  return i > valueStart ? i : -1;
}

/** `https://…>` or `name@host>`, whose scheme or first part is text[start, nameEnd). */
function autolinkEnd(text: string, start: number, nameEnd: number, end: number): number {
  let i = nameEnd;
  while (i < end && (isNameUnit(text.charCodeAt(i)) || text[i] === '+' || text[i] === '.')) i++;
  const length = i - start;
  if (text.charCodeAt(i) === Char.Colon && length >= 2 && length <= 32) {
    for (i++; i < end; i++) {
      const unit = text.charCodeAt(i);
      if (unit === Char.Greater) return i + 1;
      if (unit <= Char.Space || unit === Char.Less) return nameEnd;
    }
    return nameEnd;
  }
  while (i < end && /[\w.!#$%&'*+/=?^`{|}~-]/.test(text[i]!)) i++;
  if (text.charCodeAt(i) !== Char.At) return nameEnd;
  for (i++; i < end; i++) {
    const unit = text.charCodeAt(i);
    if (unit === Char.Greater) return /[a-z\d]/i.test(text[i - 1]!) ? i + 1 : nameEnd;
    if (!isNameUnit(unit) && unit !== Char.Dot) return nameEnd;
  }
  return nameEnd;
}

function isNameUnit(unit: number): boolean {
  return isLetter(unit) || isDigit(unit) || unit === Char.Dash;
}
