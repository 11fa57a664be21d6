import type { Analysis } from '../analysis/analysis';
import { sectionEnd } from '../parse/headings';
import type { Span } from '../text';

/** Text that an editor can fold away: its lines but the first. */
export interface Fold {
  readonly span: Span;
  readonly kind: 'region' | 'comment' | undefined;
}

/**
 * What folds: front matter, sections, fences, comments, and in an ATT&CK graph the run of lines that starts from
 * one node: a group's techniques, a technique's mitigations.
 */
export function folding({ page, graphs }: Analysis): Fold[] {
  const { lines, text, headings } = page;
  const folds: Fold[] = [];
  const add = (start: number, end: number, kind?: Fold['kind']) => {
    if (lines.lineOf(start) < lines.lineOf(end)) folds.push({ span: { start, end }, kind });
  };
  if (page.kind !== 'markdown') return [];
  if (page.frontMatter !== undefined) add(page.frontMatter.span.start, page.frontMatter.span.end, 'region');
  headings.forEach(({ block }, i) => add(block.start, lastTextBefore(text, sectionEnd(headings, i, text))));
  for (const { span } of page.fences) add(span.start, lastTextBefore(text, span.end));
  for (const { start, end } of page.comments) add(start, end, 'comment');

  for (const { flowchart } of graphs) {
    let run: { id: string; start: number; end: number } | undefined;
    for (const { from, to, link } of flowchart.edges) {
      const end = Math.max(to.span.end, link.end);
      if (run?.id === from.id && lines.lineOf(from.span.start) <= lines.lineOf(run.end) + 1)
        run.end = Math.max(run.end, end);
      else {
        if (run !== undefined) add(run.start, run.end);
        run = { id: from.id, start: from.span.start, end };
      }
    }
    if (run !== undefined) add(run.start, run.end);
  }
  return folds;
}

function lastTextBefore(text: string, end: number): number {
  let at = end;
  while (at > 0 && /\s/.test(text[at - 1]!)) at--;
  return at;
}
