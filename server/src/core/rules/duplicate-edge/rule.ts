import type { Rule } from '../rule';
import { duplicateEdgeFixes } from './fixes';

export const duplicateEdge: Rule = {
  code: 'duplicate-edge',
  severity: 'warning',
  scope: 'group-page',
  tag: 'unnecessary',
  summary: 'An edge that the graph draws a second time.',
  *check(analysis) {
    const { lines } = analysis.page;
    for (const graph of analysis.graphs) {
      const ownEdges = new Set(graph.flowchart.edges);
      const firstLines = new Map<string, number>();
      for (const { edge, from, to, fromKind, toKind, span } of analysis.edges) {
        if (!ownEdges.has(edge) || fromKind === 'other' || toKind === 'other') continue;
        const key = `${from.id} ${to.id}`;
        const first = firstLines.get(key);
        if (first === undefined) {
          firstLines.set(key, lines.lineOf(span.start));
          continue;
        }
        yield {
          span,
          message: `The graph draws ${from.id} → ${to.id} already, on line ${first + 1}: Mermaid draws both. Remove this edge.`,
          data: { from: from.id, to: to.id },
        };
      }
    }
  },
  fixes: duplicateEdgeFixes,
};
