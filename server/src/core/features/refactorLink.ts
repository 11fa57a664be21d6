import type { Analysis } from '../analysis/analysis';
import type { Edit } from '../fixes/edit';
import { escaped } from '../fixes/listEditor';
import { findIds } from '../parse/ids';
import { objectPath } from '../parse/linkTargets';
import type { Span } from '../text';
import { touches } from '../text';

/** Turning an ID in prose into a link. */
export interface LinkId {
  readonly id: string;
  readonly edits: readonly Edit[];
}

/**
 * Turns the ID at an offset in prose into a link with the object's name as its text, in the form that the
 * page's links have. Undefined in code, comments, links and headings, and for an ID that ATT&CK lacks.
 */
export function linkIdAt(analysis: Analysis, offset: number): LinkId | undefined {
  const { page } = analysis;
  const { text, lines } = page;
  const line = lines.lineOf(offset);
  const token = findIds(text, { start: lines.startOf(line), end: lines.startOf(line + 1) }).find(({ span }) =>
    touches(span, offset),
  );
  if (token === undefined) return undefined;
  const holds = (span: Span) => span.start <= token.span.start && token.span.end <= span.end;
  const taken = [
    ...page.code,
    ...page.comments,
    ...page.links.map(link => link.span),
    ...page.headings.map(heading => heading.block),
  ];
  if (page.frontMatter !== undefined) taken.push(page.frontMatter.span);
  // `[[T1566]]`, a URL, a path.
  const isPart = /[[/]$/.test(text.slice(0, token.span.start)) || /^[\]/]/.test(text.slice(token.span.end));
  const object = analysis.live(token.id);
  if (object === undefined || isPart || taken.some(holds)) return undefined;
  const newText = `[${escaped(object.name)}](${root(analysis)}${objectPath(object)})`;
  return { id: object.id, edits: [{ span: token.span, newText }] };
}

/** What stands before `techniques/…` in the page's links; in prose before the list's. */
function root({ page, items }: Analysis): string {
  const listed = new Set(items.flatMap(({ link }) => link?.span.start ?? []));
  const links = [...page.links].sort((a, b) => Number(listed.has(a.span.start)) - Number(listed.has(b.span.start)));
  for (const { target, targetSpan, reference } of links) {
    if (reference?.goodForm !== true) continue;
    const before = target.slice(0, reference.idSpan.start - targetSpan.start);
    return before.replace(/[a-z]+\/$/i, '');
  }
  return '';
}
