import type { Analysis } from '../analysis/analysis';
import type { FlowchartProblem } from '../flowchart/flowchart';
import type { Report } from './rule';

/** The problems of one kind that the flowchart reader met in the page's Mermaid blocks. */
export function* flowchartProblems(analysis: Analysis, kind: FlowchartProblem['kind']): Iterable<Report> {
  for (const { flowchart } of analysis.page.graphs) {
    for (const problem of flowchart.problems) {
      if (problem.kind === kind) yield { span: problem.span, message: problem.message, data: { problem: problem.id } };
    }
  }
}
