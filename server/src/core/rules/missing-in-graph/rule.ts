import { named } from '../../analysis/names';
import { unmatchedBadIds } from '../../analysis/pairing';
import type { Rule } from '../rule';
import { missingInGraphFixes } from './fixes';

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
    // An edge the wrong way round is there: which way it should go is said already.
    const reversed = new Set(
      analysis.edges.filter(edge => edge.fromKind === 'technique' && edge.toKind === 'group').map(edge => edge.from.id),
    );
    const seen = new Set<string>();
    for (const { id, idSpan, link } of analysis.items) {
      if (groupEdges.has(id) || reversed.has(id) || seen.has(id)) continue;
      seen.add(id);
      if (mistyped.inList.has(id) || mistyped.meantInGraph.has(id)) continue;
      yield {
        span: link?.span ?? idSpan,
        message: `${named(analysis, id)} is in the list and has no edge from the group in the graph. Add the edge, or take it off the list.`,
        data: { id },
      };
    }
  },
  fixes: missingInGraphFixes,
};
