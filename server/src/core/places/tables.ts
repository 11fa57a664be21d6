import type { Page } from '../page';
import { lineEndAt, nextLineStart } from '../parse/characters';
import { isInside, slice, type Span } from '../text';

/** A cell's text without the blanks around it, and where that stands. */
export interface TableCell {
  readonly text: string;
  readonly span: Span;
}

/** A Markdown table: its head, and its rows. Rows may be shorter or longer than the head. */
export interface Table {
  readonly head: readonly TableCell[];
  readonly rows: readonly (readonly TableCell[])[];
}

/** A line of nothing but dashes, colons and bars, quoted or not: what stands under a table's head. */
const ruler = /^[ \t>]*[|:-][|:\- \t]*$/gm;

/** The tables of a page, outside code and comments. */
export function tables(page: Page): Table[] {
  const { text, code, comments } = page;
  const found: Table[] = [];
  if (!text.includes('|')) return found;
  let end = 0;
  for (const match of text.matchAll(ruler)) {
    const start = match.index;
    // Dashes further down are a row like any other.
    if (!match[0].includes('|') || start === 0 || start < end || isInside(code, start) || isInside(comments, start))
      continue;
    const line = page.lines.lineOf(start);
    const head = cellsAt(text, page.lines.startOf(line - 1));
    const dashes = cellsAt(text, start);
    if (head.length !== dashes.length || !dashes.every(cell => /^:?-+:?$/.test(cell.text))) continue;
    const rows: TableCell[][] = [];
    end = nextLineStart(text, lineEndAt(text, start));
    // A table ends with the first line without a bar.
    for (let lineEnd = lineEndAt(text, end); end < text.length; lineEnd = lineEndAt(text, end)) {
      if (!slice(text, { start: end, end: lineEnd }).includes('|')) break;
      rows.push(cellsAt(text, end));
      end = nextLineStart(text, lineEnd);
    }
    found.push({ head, rows });
  }
  return found;
}

/** The cells of the line that starts at an offset; `\|` stands in one. */
function cellsAt(text: string, lineStart: number): TableCell[] {
  const lineEnd = lineEndAt(text, lineStart);
  let start = lineStart;
  while (start < lineEnd && /[ \t>]/.test(text[start]!)) start++;
  if (text[start] === '|') start++;
  const cells: TableCell[] = [];
  for (let at = start; at <= lineEnd; at++) {
    const isEnd = at === lineEnd;
    if (!isEnd && (text[at] !== '|' || text[at - 1] === '\\')) continue;
    const cell = trimmed(text, { start, end: at });
    // What follows the last bar is no cell.
    if (!isEnd || cell.text !== '') cells.push(cell);
    start = at + 1;
  }
  return cells;
}

/** A stretch of text without the blanks around it. */
export function trimmed(text: string, span: Span): TableCell {
  const raw = slice(text, span);
  const start = span.start + (raw.length - raw.trimStart().length);
  const content = raw.trim();
  return { text: content, span: { start, end: start + content.length } };
}
