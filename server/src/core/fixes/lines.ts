import type { Page } from '../page';
import { lineEndAt, nextLineStart } from '../parse/characters';
import { suppressionsFor } from '../parse/suppressions';
import type { Span } from '../text';

/** The offset at which the line of an offset starts. */
export function lineStartAt(page: Page, offset: number): number {
  return page.lines.startOf(page.lines.lineOf(offset));
}

/** The blanks and quote marks that a line starts with: what another line of the same block starts with too. */
export function linePrefix(page: Page, offset: number): string {
  return /^[ \t>]*/.exec(page.text.slice(lineStartAt(page, offset), offset))![0];
}

/**
 * What to delete so that whole lines go, from the one that holds `from` to the one that holds `to`: with
 * the line end after them, or the one before them where they are the page's last.
 */
export function wholeLines(page: Page, from: number, to: number): Span {
  const { text } = page;
  const start = lineStartAt(page, from);
  const lineEnd = lineEndAt(text, to);
  const end = nextLineStart(text, lineEnd);
  if (end > lineEnd || start === 0) return { start, end };
  const before = text.startsWith('\r\n', start - 2) ? start - 2 : start - 1;
  return { start: before, end };
}

/**
 * Where the suppressions start that silence the line of an offset, or that line itself where none does:
 * they go when the line goes.
 */
export function startWithSuppressions(page: Page, offset: number): number {
  const line = page.lines.lineOf(offset);
  let start = page.lines.startOf(line);
  for (const { span } of suppressionsFor(page, line).toReversed()) {
    const first = page.lines.lineOf(span.start);
    const isNext = page.lines.startOf(page.lines.lineOf(span.end) + 1) === start;
    const isAlone = /^[ \t>]*$/.test(page.text.slice(page.lines.startOf(first), span.start));
    if (!isNext || !isAlone) break;
    start = page.lines.startOf(first);
  }
  return start;
}

/**
 * What to delete so that a flowchart's statement goes: its line with the comments that silence it, or where other
 * statements stand on the line, itself with the mark that parts it from its neighbour.
 */
export function statementDeletion(page: Page, statement: Span): Span {
  const { text } = page;
  const lineStart = lineStartAt(page, statement.start);
  const lineEnd = lineEndAt(text, statement.end);
  const isAlone =
    /^[ \t>]*$/.test(text.slice(lineStart, statement.start)) &&
    /^\s*(?:;+\s*)?$/.test(text.slice(statement.end, lineEnd));
  if (isAlone) return wholeLines(page, startWithSuppressions(page, statement.start), statement.end);
  const after = text.slice(statement.end, lineEnd);
  const own = /^[ \t]*;*[ \t]*/.exec(after)![0];
  const isLast = own.length === after.length;
  // The last one on its line takes along what parts it from the one before, any other what follows it.
  const parting = own.includes(';') ? /[ \t]*$/ : /[ \t]*(?:;[ \t]*)?$/;
  const before = isLast ? parting.exec(text.slice(lineStart, statement.start))![0] : '';
  return { start: statement.start - before.length, end: statement.end + own.length };
}
