import type { Page, Scalar, Suppression } from '../page';
import type { LineIndex, Span } from '../text';

const directive = 'attackmark-disable-next-line';

/**
 * Reads the suppressions among a page's comments. A suppression silences the next line that is not
 * itself a suppression, so that several may stand one above the other.
 */
export function readSuppressions(text: string, lines: LineIndex, comments: readonly Span[]): Suppression[] {
  const found: Suppression[] = [];
  if (!text.includes(directive)) return found;
  for (const comment of comments) {
    const opening = text.startsWith('<!--', comment.start) ? 4 : 2;
    const closing = opening === 4 && text.startsWith('-->', comment.end - 3) ? 3 : 0;
    const body = text.slice(comment.start + opening, comment.end - closing);
    const lead = body.length - body.trimStart().length;
    if (!body.startsWith(directive, lead)) continue;
    const afterDirective = lead + directive.length;
    if (/^\w/.test(body.slice(afterDirective))) continue;
    const dashes = /\s--(?=\s|$)/.exec(body.slice(afterDirective));
    const codesEnd = dashes === null ? body.length : afterDirective + dashes.index;
    const codes: Scalar[] = [];
    for (const match of body.slice(afterDirective, codesEnd).matchAll(/[^\s,]+/g)) {
      const start = comment.start + opening + afterDirective + match.index;
      codes.push({ value: match[0], span: { start, end: start + match[0].length } });
    }
    found.push({
      span: comment,
      codes,
      reason: body.slice(codesEnd + (dashes?.[0].length ?? 0)).trim(),
      line: lines.lineOf(comment.end) + 1,
    });
  }
  found.sort((a, b) => a.span.start - b.span.start);
  // From the last one up, so that a stack of them reaches the line below the stack.
  const byLine = new Map(found.map(one => [lines.lineOf(one.span.start), one]));
  for (let i = found.length - 1; i >= 0; i--) {
    const below = byLine.get(found[i]!.line);
    if (below !== undefined && below !== found[i]) {
      const moved = { ...found[i]!, line: below.line };
      byLine.set(lines.lineOf(moved.span.start), moved);
      found[i] = moved;
    }
  }
  return found;
}

/** The suppressions of a page that silence a line (from 0). */
export function suppressionsFor(page: Page, line: number): readonly Suppression[] {
  return page.suppressions.filter(suppression => suppression.line === line);
}

/** True when a suppression silences a rule on the line of an offset. */
export function isSuppressed(page: Page, offset: number, code: string): boolean {
  if (page.suppressions.length === 0) return false;
  const own = suppressionsFor(page, page.lines.lineOf(offset));
  return own.some(({ codes }) => codes.some(({ value }) => value === code));
}
