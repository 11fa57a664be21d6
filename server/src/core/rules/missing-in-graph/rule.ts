import { unmatchedBadIds } from '../../analysis/pairing';
import type { Rule } from '../rule';

export const missingInGraph: Rule = {
  code: 'missing-in-graph',
  severity: 'error',
  scope: 'group-page',
  summary: 'A technique of the list has no edge from the group in the graph.',
  *check(analysis) {
    // A page without a graph lacks a section, not each of its edges.
    if (analysis.graphs.length === 0) return;
    const { groupEdges } = analysis;
    const mistyped = unmatchedBadIds(analysis);
    const seen = new Set<string>();
    for (const { id, idSpan, link } of analysis.items) {
      if (groupEdges.has(id) || seen.has(id)) continue;
      seen.add(id);
      if (mistyped.inList.has(id) || mistyped.meantInGraph.has(id)) continue;
      yield {
        span: link?.span ?? idSpan,
        message: `${id} is in the list and has no edge from the group in the graph. Add the edge, or take it off the list.`,
        data: { id },
      };
    }
  },
};
