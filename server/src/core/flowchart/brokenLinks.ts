import { Char, isLineTerminator, isSpace } from './chars';

/** Something that was meant as a link and that Mermaid does not read as one. */
export interface BrokenLink {
  readonly end: number;
  /** Mermaid's kind of the link it was meant to be. */
  readonly kind: string;
  /** How Mermaid writes that link, where only one is meant. */
  readonly right: string | undefined;
}

const enDash = 0x2013;
const emDash = 0x2014;
const minusSign = 0x2212;
const hyphen = 0x2010;
const arrow = 0x2192;
const longArrow = 0x27f6;
const doubleArrow = 0x21d2;

/** The longest run of line and head characters that is taken for one link. */
const longest = 40;

/** Reads a broken link at `at`, where no blank stands: `->`, `=>`, `-- >`, `–>`, `→`, `<--`, `-`. */
export function brokenLinkAt(text: string, at: number): BrokenLink | undefined {
  let end = at;
  let line = '';
  let points = 0;
  const left = text.charCodeAt(at) === Char.Less;
  if (left) end++;
  for (let i = end; i < at + longest; i++) {
    const unit = text.charCodeAt(i);
    const mark = markOf(unit);
    if (mark === '') {
      if (isSpace(unit) && !isLineTerminator(unit) && points === 0) continue;
      break;
    }
    // The blanks within `-- >` belong to the link only when its head follows.
    if (i > end && isSpace(text.charCodeAt(i - 1)) && mark !== '>') break;
    if (mark.endsWith('>')) points++;
    line += mark;
    end = i + 1;
  }
  if (!/[-=]/.test(line) && !line.startsWith('.')) return undefined;
  const isThick = line.includes('=');
  const isDotted = line.includes('.');
  const stroke = isThick ? 'thick' : isDotted ? 'dotted' : 'normal';
  if (left)
    return { end, kind: points > 0 ? `${stroke}:double_arrow_point` : `${stroke}:arrow_point`, right: undefined };
  if (points === 0) return line === '.' ? undefined : { end, kind: `${stroke}:arrow_open`, right: undefined };
  return { end, kind: `${stroke}:arrow_point`, right: isThick ? '==>' : isDotted ? '-.->' : '-->' };
}

/** What a character of a broken link stands for; empty for one that is none. */
function markOf(unit: number): string {
  switch (unit) {
    case Char.Dash:
    case enDash:
    case emDash:
    case minusSign:
    case hyphen:
      return '-';
    case Char.Equals:
      return '=';
    case Char.Dot:
      return '.';
    case Char.Greater:
      return '>';
    case arrow:
    case longArrow:
      return '->';
    case doubleArrow:
      return '=>';
    default:
      return '';
  }
}
