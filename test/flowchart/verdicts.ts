import { refused, type Verdict } from './mermaidJudge';
import { read } from './outline';

/** What our reader makes of a text, in the form in which it is compared with Mermaid. */
export function ownVerdict(text: string): Verdict {
  const chart = read(text);
  if (!chart.accept || !chart.isFlowchart) return refused;
  return {
    accept: true,
    nodes: [...chart.nodes.values()].map(({ id, label, shape }) => [id, label, shape ?? null]),
    edges: chart.edges.map(({ from, to, label, kind, length, id }) => [
      from.id,
      to.id,
      label,
      kind,
      length,
      id ?? null,
    ]),
    subgraphs: chart.subgraphs.map(({ id, title, nodes, direction }) => [
      id,
      title,
      [...new Set(nodes)].sort(),
      direction ?? null,
    ]),
    direction: chart.direction ?? 'TB',
  };
}

/** In what two verdicts differ; empty where they agree. */
export function differences(own: Verdict, mermaid: Verdict): string[] {
  if (own.accept !== mermaid.accept) return [`accept: ${own.accept}, Mermaid ${mermaid.accept}`];
  return (['nodes', 'edges', 'subgraphs', 'direction'] as const)
    .filter(part => JSON.stringify(own[part]) !== JSON.stringify(mermaid[part]))
    .map(part => `${part}: ${JSON.stringify(own[part])}, Mermaid ${JSON.stringify(mermaid[part])}`);
}
