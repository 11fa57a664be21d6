import type { GraphEdge, GraphFinding, GraphNode } from '../features/graph';
import { displayName } from './layout';
import { sortTactics } from './tactics';

/** What is known of a node beyond the node itself. */
export interface NodeFacts {
  readonly covers: number | undefined;
  readonly uncovered: boolean;
}

const kindNames = { group: 'Group', technique: 'Technique', mitigation: 'Mitigation', other: 'Node' } as const;

/** A node in one sentence after the other, for those who do not see the picture. */
export function describeNode(node: GraphNode, tacticNames: ReadonlyMap<string, string>, facts: NodeFacts): string {
  const tactics = sortTactics(node.tactics).map(tactic => tacticNames.get(tactic) ?? tactic);
  const sentences = [
    `${kindNames[node.kind]} ${[node.attackId ?? node.id, displayName(node)].filter(part => part !== '').join(' ')}`,
    tactics.join(', '),
    stateOf(node),
    facts.uncovered ? 'No mitigation' : '',
    facts.covers === undefined ? '' : `Covers ${count(facts.covers, 'technique')}`,
    node.ranges.length > 0 ? '' : node.listRanges.length > 0 ? 'Listed, not drawn' : 'Not in the page',
    describeFindings(node.findings),
  ];
  return sentences.filter(sentence => sentence !== '').join('. ');
}

/** An edge in words. */
export function describeEdge(edge: GraphEdge, nodes: ReadonlyMap<string, GraphNode>): string {
  const name = (id: string) => {
    const node = nodes.get(id);
    return node === undefined ? id : [node.attackId ?? id, displayName(node)].filter(part => part !== '').join(' ');
  };
  const ends = `${name(edge.from)} to ${name(edge.to)}`;
  const findings = describeFindings(edge.findings);
  return `${edge.kind === 'missing' ? 'Missing edge' : 'Edge'} ${ends}${findings === '' ? '' : `. ${findings}`}`;
}

/** A state in a word, where it is worth one. */
export function stateOf(node: GraphNode): string {
  if (node.state === 'revoked') return 'Revoked';
  if (node.state === 'deprecated') return 'Deprecated';
  return node.state === 'unknown' && (node.kind === 'technique' || node.kind === 'mitigation') ? 'Unknown' : '';
}

function describeFindings(findings: readonly GraphFinding[]): string {
  return findings.map(({ severity, message }) => `${severity}: ${message}`).join(' ');
}

/** `1 technique`, `2 techniques`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
