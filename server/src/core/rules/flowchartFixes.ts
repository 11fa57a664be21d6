import type { Analysis } from '../analysis/analysis';
import { safeFix, type Fix } from '../fixes/fix';
import type { Report } from './rule';

/** What the flowchart reader knows to mend a problem. */
export function flowchartFixes({ span, data }: Report, analysis: Analysis): readonly Fix[] {
  for (const { fence, flowchart } of analysis.page.graphs) {
    if (span.start < fence.span.start || span.start > fence.span.end) continue;
    const problem = flowchart.problems.find(
      other => other.id === data?.['problem'] && other.span.start === span.start && other.span.end === span.end,
    );
    if (problem?.fix === undefined) continue;
    const { title, span: place, newText } = problem.fix;
    return [safeFix(title, () => [{ span: place, newText }])];
  }
  return [];
}
