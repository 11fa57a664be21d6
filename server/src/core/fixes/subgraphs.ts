import type { FlowEdge } from '../flowchart/flowchart';
import type { Graph } from '../page';

/** True where an edge is all that draws one of its nodes in a subgraph: without it the node would leave the box. */
export function holdsInSubgraph({ flowchart }: Graph, edge: FlowEdge): boolean {
  const { edges, mentions, subgraphs } = flowchart;
  const { start } = edge.from.statement;
  return [edge.from, edge.to].some(({ id }) => {
    const home = subgraphs.find(({ span, nodes }) => nodes.includes(id) && span.start <= start && start < span.end);
    if (home === undefined) return false;
    return !mentions.some(mention => {
      const at = mention.idSpan.start;
      if (mention.id !== id || at < home.span.start || home.span.end <= at) return false;
      if (at !== edge.from.idSpan.start && at !== edge.to.idSpan.start)
        return mention.role === 'alone' || mention.role === 'edge';
      return edges.some(other => other !== edge && (other.from.idSpan.start === at || other.to.idSpan.start === at));
    });
  });
}
