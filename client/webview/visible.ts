import type { GraphModel, GraphNode } from '../../server/src/core/features/graph';
import { uncoveredTechniques } from '../../server/src/core/drawing/layout';
import type { Filters, FilterState } from '../src/preview/state';

/** What the reader chose to see. */
export interface Choice {
  readonly filters: Filters;
  /** Whether to show what ATT&CK has and the page lacks. */
  readonly missing: boolean;
}

/** True when something is filtered out on purpose. */
export function isFiltered({ tactics, states, uncovered }: Filters): boolean {
  return tactics.length > 0 || states.length > 0 || uncovered;
}

/**
 * The part of a graph that is shown: what the filters ask for, and what it is joined to. A mitigation comes
 * with the techniques it covers, a technique with its mitigations, and the groups are always there.
 */
export function visiblePart(model: GraphModel, { filters, missing }: Choice): GraphModel {
  const edges = missing ? model.edges : model.edges.filter(edge => edge.kind === 'page');
  const present = (node: GraphNode) => missing || node.ranges.length > 0 || node.listRanges.length > 0;
  if (!isFiltered(filters)) return { ...model, nodes: model.nodes.filter(present), edges };

  const uncovered = uncoveredTechniques(model);
  const wanted = new Set(
    model.nodes.filter(node => present(node) && isWanted(node, filters, uncovered)).map(node => node.id),
  );
  const shown = new Set(wanted);
  for (const { from, to } of edges) {
    if (wanted.has(from)) shown.add(to);
    if (wanted.has(to)) shown.add(from);
  }
  const nodes = model.nodes.filter(node => present(node) && (node.kind === 'group' || shown.has(node.id)));
  const ids = new Set(nodes.map(node => node.id));
  return { ...model, nodes, edges: edges.filter(({ from, to }) => ids.has(from) && ids.has(to)) };
}

function isWanted(node: GraphNode, filters: Filters, uncovered: ReadonlySet<string>): boolean {
  if (node.kind === 'group') return false;
  if (filters.uncovered && !uncovered.has(node.id)) return false;
  if (filters.tactics.length > 0 && !node.tactics.some(tactic => filters.tactics.includes(tactic))) return false;
  return filters.states.length === 0 || filters.states.some(state => hasState(node, state));
}

/** Whether a node counts among those of a state. */
export function hasState(node: GraphNode, state: FilterState): boolean {
  if (state === 'findings') return node.findings.length > 0;
  return node.state === state && (node.kind === 'technique' || node.kind === 'mitigation');
}
