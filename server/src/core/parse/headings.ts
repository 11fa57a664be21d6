import type { Heading, Link } from '../page';
import type { Span } from '../text';
import { skipSpace, trimEnd } from './characters';
import { plainText } from './inline';

/** What stands in a heading besides its words. */
export interface HeadingInline {
  readonly links: readonly Link[];
  readonly code: readonly Span[];
  readonly comments: readonly Span[];
}

/** A tag, or an image: nothing that names anything. */
const unread = /<\/?[a-z][\w-]*(?:\s[^<>]*)?\/?>|!\[[^[\]]*\]\([^()\s]*\)/gi;
/** `{#techniques}`, `{: .wide}`: what many generators take for a heading's anchor and classes. */
const attributes = /^\{:?[ \t]*[#.][^{}]*\}$/;

/**
 * A heading's text as it is read, and where it stands: a link is its text; comments, tags, images and the attributes at
 * its end are none of it. A heading that holds nothing else is taken as it is written.
 */
export function readHeading(text: string, content: Span, inline: HeadingInline): { text: string; span: Span } {
  const source = text.slice(content.start, content.end);
  if (!/[[<{]/.test(source)) return { text: plainText(source), span: content };
  const silent = silentPlaces(source, content.start, inline);
  const span = { ...content };
  for (let at = 0; ; at++) {
    span.start = skipSpace(text, span.start, span.end);
    if (silent[at]?.start !== span.start) break;
    span.start = silent[at]!.end;
  }
  let hasAttributes = false;
  for (let at = silent.length - 1; ;) {
    span.end = trimEnd(text, span.start, span.end);
    const place = silent[at];
    if (place !== undefined && place.end === span.end && place.start >= span.start) {
      span.end = place.start;
      at--;
      continue;
    }
    if (hasAttributes || text[span.end - 1] !== '}') break;
    const open = content.start + source.lastIndexOf('{', span.end - 1 - content.start);
    if (open < span.start || !attributes.test(text.slice(open, span.end))) break;
    span.end = open;
    hasAttributes = true;
  }
  const whole = inline.links.find(link => link.span.start === span.start && link.span.end === span.end);
  if (whole !== undefined) Object.assign(span, whole.textSpan);

  const marks = inline.links.flatMap(link => [
    { start: link.span.start, end: link.textSpan.start },
    { start: link.textSpan.end, end: link.span.end },
  ]);
  let words = '';
  let at = span.start;
  for (const cut of [...silent, ...marks].sort((a, b) => a.start - b.start)) {
    if (cut.end <= at || cut.start >= span.end) continue;
    words += text.slice(at, Math.max(at, cut.start));
    at = cut.end;
  }
  words = plainText(words + text.slice(at, Math.max(at, span.end)));
  return words === '' ? { text: plainText(source), span: content } : { text: words, span };
}

/** The comments, tags and images of a heading, in order. */
function silentPlaces(source: string, offset: number, { comments, code }: HeadingInline): Span[] {
  const tags = [...source.matchAll(unread)].map(match => {
    const start = offset + match.index;
    return { start, end: start + match[0].length };
  });
  const places: Span[] = [];
  let end = offset;
  const codes = new Set<Span>(code);
  for (const place of [...comments, ...code, ...tags].sort((a, b) => a.start - b.start)) {
    // What looks like a tag within code or a comment is none.
    if (place.start < end) continue;
    end = place.end;
    if (!codes.has(place)) places.push(place);
  }
  return places;
}

/** Where the section of a heading ends: at the next heading of its own or a higher level, or with the text. */
export function sectionEnd(headings: readonly Heading[], index: number, text: string): number {
  const { level } = headings[index]!;
  for (let i = index + 1; i < headings.length; i++) if (headings[i]!.level <= level) return headings[i]!.block.start;
  return text.length;
}
