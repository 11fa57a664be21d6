import type { Page } from '../page';
import type { Span } from '../text';

/** `[[target#heading|label]]`, as Obsidian and its kin write links. In a table the bar is written `\|`. */
export interface Wikilink {
  readonly span: Span;
  /** The target without heading, blanks around it left out. */
  readonly target: string;
  readonly targetSpan: Span;
  readonly label: string | undefined;
}

const shape = /\[\[([^[\]\n\r|#]+?)(?:\\?(?=\|)|(?=#|\]\]))(#[^[\]\n\r|]*?)?(?:\\?\|([^[\]\n\r]*))?\]\]/g;

/** The wikilinks of a page: outside code, front matter included (where they stand in quotes). */
export function wikilinks(page: Page): Wikilink[] {
  const { text } = page;
  const found: Wikilink[] = [];
  if (!text.includes('[[')) return found;
  for (const match of text.matchAll(shape)) {
    const start = match.index;
    if (isInside(page.code, start)) continue;
    const raw = match[1]!;
    const lead = raw.length - raw.trimStart().length;
    const target = raw.trim();
    if (target === '') continue;
    const targetStart = start + 2 + lead;
    found.push({
      span: { start, end: start + match[0].length },
      target,
      targetSpan: { start: targetStart, end: targetStart + target.length },
      label: match[3]?.trim(),
    });
  }
  return found;
}

/** True when an offset lies in one of some spans, which are sorted. */
export function isInside(spans: readonly Span[], offset: number): boolean {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle]!.start <= offset) low = middle + 1;
    else high = middle;
  }
  // Spans may nest: a code span never holds a fence, but a fence's quote marks may come first.
  for (let i = low - 1; i >= 0 && i >= low - 3; i--) if (offset < spans[i]!.end) return true;
  return false;
}
