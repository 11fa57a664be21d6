import type { Analysis } from '../analysis/analysis';
import { safeFix, type Fix } from '../fixes/fix';
import { linePrefix } from '../fixes/lines';
import type { Page } from '../page';
import type { Report } from './rule';

/** What the flowchart reader knows to mend a problem. */
export function flowchartFixes({ span, data }: Report, analysis: Analysis): readonly Fix[] {
  for (const { fence, flowchart } of analysis.page.graphs) {
    if (span.start < fence.span.start || span.start > fence.span.end) continue;
    const problem = flowchart.problems.find(
      other => other.id === data?.['problem'] && other.span.start === span.start && other.span.end === span.end,
    );
    if (problem?.fix === undefined) continue;
    const { title, span: place } = problem.fix;
    const newText = fence.quoted
      ? withQuoteMarks(problem.fix.newText, analysis.page, place.start)
      : problem.fix.newText;
    return [safeFix(title, () => [{ span: place, newText }])];
  }
  return [];
}

/** The reader sees blanks in the place of quote marks: lines that a fix starts get back those of the line at `offset`. */
function withQuoteMarks(newText: string, page: Page, offset: number): string {
  const prefix = linePrefix(page, offset);
  const marks = prefix.slice(0, prefix.lastIndexOf('>') + 1);
  return newText.replace(
    /(\r\n?|\n)([ \t]*)/g,
    (_, lineBreak: string, blanks: string) => lineBreak + marks + blanks.slice(marks.length),
  );
}
