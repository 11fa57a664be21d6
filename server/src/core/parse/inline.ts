import { Char } from '../char';
import type { Link } from '../page';
import type { Span } from '../text';
import { isBlank, isLetter, isLineEnd, skipSpace } from './characters';
import { tagEnd } from './htmlTag';
import { readTarget } from './linkTargets';

/** Where inline content is collected: one value for the whole page, filled block by block. */
export interface InlineSink {
  readonly links: Link[];
  readonly code: Span[];
  readonly comments: Span[];
}

/** Parentheses within parentheses of a link's target: CommonMark allows at least this many. */
const maxParentheses = 32;

/** What has no partner from here to the end of the block: backtick runs by length, and closing marks. */
interface Missing {
  readonly runs: Set<number>;
  readonly marks: Set<string>;
}

interface Bracket {
  readonly at: number;
  readonly image: boolean;
  active: boolean;
}

/**
 * Reads the inline content of one paragraph or heading, in one pass: code spans, comments, tags and
 * autolinks (which hide what is in them) and inline links. Linear in the block's length.
 */
export function readInline(text: string, block: Span, sink: InlineSink): void {
  const { start, end } = block;
  const brackets: Bracket[] = [];
  /** What has been looked for in vain: nothing is searched for twice, so that time stays linear. */
  const missing: Missing = { runs: new Set(), marks: new Set() };
  let at = start;
  while (at < end) {
    switch (text.charCodeAt(at)) {
      case Char.Backslash: // the next mark is plain text
        at += 2;
        break;
      case Char.Backtick: {
        let runEnd = at;
        while (runEnd < end && text.charCodeAt(runEnd) === Char.Backtick) runEnd++;
        const length = runEnd - at;
        const close = missing.runs.has(length) ? -1 : closingRun(text, runEnd, end, length);
        if (close < 0) {
          missing.runs.add(length);
          at = runEnd;
        } else {
          sink.code.push({ start: at, end: close });
          at = close;
        }
        break;
      }
      case Char.Less: {
        const close = htmlEnd(text, at, end, missing);
        if (close > at && text.startsWith('<!--', at)) sink.comments.push({ start: at, end: close });
        at = close > at ? close : at + 1;
        break;
      }
      case Char.Exclamation: // an image's brackets, where a bracket follows
        if (text.charCodeAt(at + 1) !== Char.OpenBracket) at++;
        else {
          brackets.push({ at: at + 1, image: true, active: true });
          at += 2;
        }
        break;
      case Char.OpenBracket:
        brackets.push({ at, image: false, active: true });
        at++;
        break;
      case Char.CloseBracket: {
        const open = brackets.pop();
        at++;
        if (open === undefined || !open.active || text.charCodeAt(at) !== Char.OpenParen || at >= end) break;
        const link = readTail(text, open.at, at, end);
        if (link === undefined) break;
        at = link.span.end;
        if (open.image) break;
        sink.links.push(link);
        // A link holds no other link: the brackets around it are plain text.
        for (const outer of brackets) if (!outer.image) outer.active = false;
        break;
      }
      default:
        at++;
    }
  }
}

function closingRun(text: string, from: number, end: number, length: number): number {
  for (let at = text.indexOf('`', from); at >= 0 && at < end; at = text.indexOf('`', at)) {
    let runEnd = at;
    while (runEnd < end && text.charCodeAt(runEnd) === Char.Backtick) runEnd++;
    if (runEnd - at === length) return runEnd;
    at = runEnd;
  }
  return -1;
}

/** The end of a comment, tag, autolink or other piece of HTML that starts at `at`; `at` itself where none does. */
function htmlEnd(text: string, at: number, end: number, missing: Missing): number {
  const behind = (mark: string, from: number) => {
    const close = find(text, mark, from, end, missing);
    return close < 0 ? at : close + mark.length;
  };
  if (text.startsWith('<!--', at)) {
    if (text.startsWith('<!-->', at)) return at + 5;
    if (text.startsWith('<!--->', at)) return at + 6;
    return behind('-->', at + 4);
  }
  if (text.startsWith('<?', at)) return behind('?>', at + 2);
  if (text.startsWith('<![CDATA[', at)) return behind(']]>', at + 9);
  if (text.startsWith('<!', at)) return isLetter(text.charCodeAt(at + 2)) ? behind('>', at + 2) : at;
  return tagEnd(text, at, end, (mark, from) => find(text, mark, from, end, missing));
}

/** `indexOf` within the block, that remembers what is not there. */
function find(text: string, mark: string, from: number, end: number, missing: Missing): number {
  if (missing.marks.has(mark)) return -1;
  const at = text.indexOf(mark, from);
  if (at >= 0 && at + mark.length <= end) return at;
  missing.marks.add(mark);
  return -1;
}

/** Reads `(target "title")` behind a bracket pair; `open` is the offset of `[`, `paren` that of `(`. */
function readTail(text: string, open: number, paren: number, end: number): Link | undefined {
  let at = skipSpace(text, paren + 1, end);
  let targetStart = at;
  let targetEnd: number;
  if (text.charCodeAt(at) === Char.Less) {
    targetStart = at + 1;
    at = targetStart;
    while (at < end && text.charCodeAt(at) !== Char.Greater) {
      const unit = text.charCodeAt(at);
      if (isLineEnd(unit) || unit === Char.Less) return undefined;
      at += unit === Char.Backslash ? 2 : 1;
    }
    if (at >= end) return undefined;
    targetEnd = at++;
  } else {
    let depth = 0;
    while (at < end) {
      const unit = text.charCodeAt(at);
      if (isBlank(unit) || unit < Char.Space) break;
      if (unit === Char.Backslash) at++;
      else if (unit === Char.OpenParen) {
        if (++depth > maxParentheses) return undefined;
      } else if (unit === Char.CloseParen && depth-- === 0) break;
      at++;
    }
    if (at > end || depth > 0) return undefined;
    targetEnd = at;
  }
  const afterTarget = at;
  at = skipSpace(text, at, end);
  const quote = text.charCodeAt(at);
  if (at > afterTarget && (quote === Char.Quote || quote === Char.Apostrophe || quote === Char.OpenParen)) {
    const close = quote === Char.OpenParen ? Char.CloseParen : quote;
    at++;
    while (at < end && text.charCodeAt(at) !== close) {
      if (quote === Char.OpenParen && text.charCodeAt(at) === Char.OpenParen) return undefined;
      at += text.charCodeAt(at) === Char.Backslash ? 2 : 1;
    }
    at = skipSpace(text, at + 1, end);
  }
  if (at >= end || text.charCodeAt(at) !== Char.CloseParen) return undefined;
  const target = text.slice(targetStart, targetEnd);
  const textSpan = { start: open + 1, end: paren - 1 };
  return {
    span: { start: open, end: at + 1 },
    textSpan,
    text: plainText(text.slice(textSpan.start, textSpan.end)),
    target,
    targetSpan: { start: targetStart, end: targetEnd },
    reference: readTarget(target, targetStart),
  };
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/**
 * Inline Markdown as a reader sees it: escapes and entities resolved, emphasis, strike-through and code
 * marks left out, white space folded. Underscores inside words stay (`.bash_profile`).
 */
export function plainText(source: string): string {
  if (!/[*_`~\\&]|\s\s|[\n\r\t]|^\s|\s$/.test(source)) return source;
  return source
    .replace(
      /\\([!-/:-@[-`{-~])|[*`]+|~~|(?<!\w)_+|_+(?!\w)|&(#?\w{1,31});/g,
      (whole, escaped: string, entity: string) => {
        if (escaped !== undefined) return escaped;
        if (entity === undefined) return '';
        if (Object.hasOwn(entities, entity)) return entities[entity]!;
        const code = /^#(?:x([\da-f]{1,6})|(\d{1,7}))$/i.exec(entity);
        if (code === null) return whole;
        const point = code[1] !== undefined ? parseInt(code[1], 16) : Number(code[2]);
        return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole;
      },
    )
    .replace(/\s+/g, ' ')
    .trim();
}
