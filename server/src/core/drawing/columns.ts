import type { GraphModel, GraphNode } from '../features/graph';

/** The columns of the picture, from left to right: groups, techniques, mitigations. */
export type Column = 0 | 1 | 2;

const columnOfKind = { group: 0, technique: 1, mitigation: 2 } as const;

/**
 * The column of every node. Nodes that stand for nothing of ATT&CK's go where their edges put them: right
 * of a technique with the mitigations, anything else with the techniques.
 */
export function columnsOf(model: GraphModel): Map<string, Column> {
  const kinds = new Map(model.nodes.map(node => [node.id, node.kind]));
  const afterTechnique = new Set<string>();
  for (const { from, to } of model.edges) if (kinds.get(from) === 'technique') afterTechnique.add(to);
  return new Map(model.nodes.map(node => [node.id, columnOf(node, afterTechnique)]));
}

function columnOf(node: GraphNode, afterTechnique: ReadonlySet<string>): Column {
  if (node.kind !== 'other') return columnOfKind[node.kind];
  return afterTechnique.has(node.id) ? 2 : 1;
}
