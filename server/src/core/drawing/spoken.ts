import { sortTactics } from '../tacticOrder';
import type { Translate } from '../translate';
import type { GraphEdge, GraphFinding, GraphNode } from '../features/graph';
import { displayName } from './layout';

/** What is known of a node beyond the node itself. */
export interface NodeFacts {
  readonly covers: number | undefined;
  readonly uncovered: boolean;
}

/** What a node is. */
export function kindName(kind: GraphNode['kind'], t: Translate): string {
  switch (kind) {
    case 'group':
      return t('Group');
    case 'technique':
      return t('Technique');
    case 'mitigation':
      return t('Mitigation');
    case 'other':
      return t('Node');
  }
}

/** A node in one sentence after the other, for those who do not see the picture. */
export function describeNode(
  node: GraphNode,
  tacticNames: ReadonlyMap<string, string>,
  facts: NodeFacts,
  t: Translate,
): string {
  const tactics = sortTactics(node.tactics).map(tactic => tacticNames.get(tactic) ?? tactic);
  const sentences = [
    `${kindName(node.kind, t)} ${[node.attackId ?? node.id, displayName(node)].filter(part => part !== '').join(' ')}`,
    tactics.join(', '),
    stateOf(node, t),
    facts.uncovered ? t('No mitigation') : '',
    facts.covers === undefined ? '' : t('Covers {0}', someTechniques(facts.covers, t)),
    node.ranges.length > 0 ? '' : node.listRanges.length > 0 ? t('Listed, not drawn') : t('Not in the page'),
    describeFindings(node.findings, t),
  ];
  return sentences.filter(sentence => sentence !== '').join('. ');
}

/** An edge in words. */
export function describeEdge(edge: GraphEdge, nodes: ReadonlyMap<string, GraphNode>, t: Translate): string {
  const name = (id: string) => {
    const node = nodes.get(id);
    return node === undefined ? id : [node.attackId ?? id, displayName(node)].filter(part => part !== '').join(' ');
  };
  const [from, to] = [name(edge.from), name(edge.to)];
  const says = edge.kind === 'missing' ? t('Missing edge {0} to {1}', from, to) : t('Edge {0} to {1}', from, to);
  const findings = describeFindings(edge.findings, t);
  return findings === '' ? says : `${says}. ${findings}`;
}

/** A state in a word, where it is worth one. */
export function stateOf(node: GraphNode, t: Translate): string {
  if (node.state === 'revoked') return t('Revoked');
  if (node.state === 'deprecated') return t('Deprecated');
  return node.state === 'unknown' && (node.kind === 'technique' || node.kind === 'mitigation') ? t('Unknown') : '';
}

function describeFindings(findings: readonly GraphFinding[], t: Translate): string {
  return findings.map(({ severity, message }) => `${severityName(severity, t)}: ${message}`).join(' ');
}

/** A severity in a word. */
export function severityName(severity: GraphFinding['severity'], t: Translate): string {
  switch (severity) {
    case 'error':
      return t('error');
    case 'warning':
      return t('warning');
    case 'information':
      return t('information');
    case 'hint':
      return t('hint');
  }
}

/** `1 technique`, `2 techniques`. */
export function someTechniques(count: number, t: Translate): string {
  return count === 1 ? t('1 technique') : t('{0} techniques', count);
}

/** `1 mitigation`, `2 mitigations`. */
export function someMitigations(count: number, t: Translate): string {
  return count === 1 ? t('1 mitigation') : t('{0} mitigations', count);
}
