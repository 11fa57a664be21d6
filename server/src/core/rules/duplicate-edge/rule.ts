import type { AttackEdge } from '../../analysis/attackEdge';
import type { Graph } from '../../page';
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
    // Each graph is a picture of its own, and the edges come graph by graph.
    let graph: Graph | undefined;
    let firsts = new Map<string, Map<string, AttackEdge>>();
    for (const edge of analysis.edges) {
      const { from, to, fromKind, toKind } = edge;
      if (fromKind === 'other' || toKind === 'other') continue;
      if (edge.graph !== graph) firsts = new Map();
      graph = edge.graph;
      let ofNode = firsts.get(from.id);
      if (ofNode === undefined) firsts.set(from.id, (ofNode = new Map()));
      const first = ofNode.get(to.id);
      if (first === undefined) {
        ofNode.set(to.id, edge);
        continue;
      }
      yield {
        span: edge.span,
        message: `The graph draws ${from.id} → ${to.id} already, on line ${lines.lineOf(first.span.start) + 1}: Mermaid draws both. Remove this edge.`,
        data: { from: from.id, to: to.id },
      };
    }
  },
  fixes: duplicateEdgeFixes,
};
