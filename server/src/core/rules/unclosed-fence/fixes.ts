import type { Analysis } from '../../analysis/analysis';
import { safeFix, type Fix } from '../../fixes/fix';
import { linePrefix } from '../../fixes/lines';
import type { Report } from '../rule';

/** The closing fence, below the block: before the first heading in it, or else at its end. */
export function unclosedFenceFixes({ span, data }: Report, analysis: Analysis): readonly Fix[] {
  const { page } = analysis;
  const fence = page.fences.find(({ opening }) => opening.start === span.start);
  if (fence === undefined || fence.quoted) return [];
  const { text, lineEnd } = page;
  const line = `${linePrefix(page, span.start)}${String(data?.['marks'])}`;
  const title = `Close the fence with ${String(data?.['marks'])}`;
  const { start, end } = fence.content;
  const heading = /(?:^|[\n\r])([ \t]*(?:\r\n|\n|\r))*(?=#{1,6} )/.exec(text.slice(start, end));
  // Where a heading was taken into the block, so was the rest of the page.
  if (heading !== null && fence.language === 'mermaid') {
    const at = start + heading.index + (/^(?:\r\n|\n|\r)/.exec(heading[0])?.[0].length ?? 0);
    return [safeFix(title, () => [{ span: { start: at, end: at }, newText: line + lineEnd }])];
  }
  const isAtLineStart = end === 0 || /[\n\r]/.test(text[end - 1]!);
  const newText = isAtLineStart ? line + lineEnd : lineEnd + line;
  return [safeFix(title, () => [{ span: { start: end, end }, newText }])];
}
