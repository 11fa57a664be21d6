import type { Page } from '../page';
import { isInside, type Span } from '../text';

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
