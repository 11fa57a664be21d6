import { nodeKind, type Analysis } from '../analysis/analysis';
import { drawnLabel, drawnLabelOf } from '../analysis/names';
import type { NodeMention } from '../flowchart/flowchart';
import { tacticName } from '../analysis/tactics';
import { grouped } from '../grouped';
import type { RuleCode } from '../rules/codes';
import { missingMitigations } from '../rules/mitigation-missing/rule';
import type { Finding } from '../rules/rule';
import type { Range } from '../text';
import { mermaidLabel, quoted } from '../mermaidText';

/** The graph of a group page, as `attackmark graph --format json` prints it and the preview draws it. */
export interface GraphModel {
  /** The group's name and ID, as far as the page tells. */
  readonly group: { readonly id: string | null; readonly name: string | null };
  readonly domain: string;
  readonly version: string;
  /** The tactics of the graph's techniques. */
  readonly tactics: readonly GraphTactic[];
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** The page's findings that sit on no node and no edge. */
  readonly findings: readonly PlacedFinding[];
}

/** A tactic by the short name that nodes have, and its name at the page's version. */
export interface GraphTactic {
  readonly shortName: string;
  readonly name: string;
}

export interface GraphNode {
  /** The node's ID in the flowchart; for a node that is only listed or missing, its ATT&CK ID. */
  readonly id: string;
  /** The ATT&CK ID it stands for: the group's for `group`; null where it is nobody's. */
  readonly attackId: string | null;
  readonly kind: 'group' | 'technique' | 'mitigation' | 'other';
  /** The label in the page. */
  readonly label: string;
  /** The official name at the page's version; null where there is none. */
  readonly name: string | null;
  readonly state: 'live' | 'revoked' | 'deprecated' | 'unknown';
  /** Tactics' short names, of techniques. */
  readonly tactics: readonly string[];
  /** Where the node stands in the graph, first mention first. */
  readonly ranges: readonly Range[];
  /** The list items that name it. */
  readonly listRanges: readonly Range[];
  readonly findings: readonly GraphFinding[];
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  /** `page`: drawn in the page. `missing`: ATT&CK maps it and the page lacks it. */
  readonly kind: 'page' | 'missing';
  /** Where the edge stands, from its first node to its second; null for a missing one. */
  readonly range: Range | null;
  readonly findings: readonly GraphFinding[];
}

/** A finding of the page, as it sits on a node or an edge. */
export interface GraphFinding {
  readonly code: string;
  readonly severity: 'hint' | 'information' | 'warning' | 'error';
  readonly message: string;
}

/** A finding with its place in the page. */
export interface PlacedFinding extends GraphFinding {
  readonly range: Range;
}

/**
 * The graph of a page: the nodes and edges that its ATT&CK flowcharts draw, the listed techniques that
 * they lack, and the mitigations that ATT&CK maps and the page lacks, each with its findings.
 */
export function graphModel(analysis: Analysis, findings: readonly Finding[]): GraphModel {
  const { page, snapshot, catalog } = analysis;
  const nodes = new Map<string, NodeInMaking>();
  const placed = new Set<Finding>();
  const nodeAt = collectNodes(analysis, nodes);
  const drawn = drawnEdges(analysis, findings, placed);
  placeOnNodes(findings, nodeAt, placed);
  const missing = missingEdges(analysis, nodes);
  placeOnGroup(analysis, nodes, findings, placed);
  const tactics = new Set([...nodes.values()].flatMap(node => node.tactics));
  return {
    group: { id: analysis.groupId ?? null, name: page.title?.text ?? null },
    domain: snapshot.domain,
    version: snapshot.version,
    tactics: [...tactics].sort().map(shortName => ({ shortName, name: tacticName(shortName, snapshot, catalog) })),
    nodes: [...nodes.values()],
    edges: [...drawn, ...missing],
    findings: findings
      .filter(finding => !placed.has(finding))
      .map(finding => ({ ...graphFinding(finding), range: page.lines.rangeOf(finding.span) })),
  };
}

/** A node whose places and findings are still being collected. */
interface NodeInMaking extends GraphNode {
  readonly ranges: Range[];
  readonly listRanges: Range[];
  readonly findings: GraphFinding[];
}

/** Makes the nodes that graphs and list name, with their places. Gives which node a finding sits on, by where it starts. */
function collectNodes(analysis: Analysis, nodes: Map<string, NodeInMaking>): ReadonlyMap<number, NodeInMaking> {
  const { lines } = analysis.page;
  const nodeAt = new Map<number, NodeInMaking>();
  for (const { flowchart } of analysis.graphs) {
    const labels = drawnLabels(flowchart.mentions);
    for (const mention of flowchart.mentions) {
      if (mention.role !== 'edge' && mention.role !== 'alone') continue;
      const found = nodeOf(mention.id, labels.get(mention.id) ?? mention.id, analysis, nodes);
      found.ranges.push(lines.rangeOf(mention.span));
      nodeAt.set(mention.idSpan.start, found);
      if (mention.labelSpan !== undefined) nodeAt.set(mention.labelSpan.start, found);
    }
  }
  for (const { id, idSpan, link, label, labelSpan } of analysis.items) {
    const found = nodeOf(id, label ?? id, analysis, nodes);
    found.listRanges.push(lines.rangeOf(link?.span ?? idSpan));
    for (const start of [idSpan.start, link?.span.start, link?.targetSpan.start, labelSpan?.start]) {
      if (start !== undefined) nodeAt.set(start, found);
    }
  }
  return nodeAt;
}

/** What the nodes of a flowchart are called in its picture: of each the last label that it is given. */
function drawnLabels(mentions: readonly NodeMention[]): Map<string, string> {
  const labels = new Map<string, string>();
  for (const mention of mentions) {
    const label = drawnLabelOf(mention);
    if (label !== undefined) labels.set(mention.id, label);
  }
  return labels;
}

/** The node of an ID; it is made, with this label, where there is none yet. */
function nodeOf(id: string, label: string, analysis: Analysis, nodes: Map<string, NodeInMaking>): NodeInMaking {
  const known = nodes.get(id);
  if (known !== undefined) return known;
  const kind = nodeKind(id);
  const attackId = id === 'group' ? (analysis.groupId ?? null) : kind === 'other' ? null : id;
  const verdict = attackId === null ? undefined : analysis.verdict(attackId);
  const object = verdict !== undefined && 'object' in verdict ? verdict.object : undefined;
  const isKnown = verdict?.kind === 'live' || verdict?.kind === 'revoked' || verdict?.kind === 'deprecated';
  const node: NodeInMaking = {
    id,
    attackId,
    kind,
    label,
    name: object?.name ?? null,
    state: isKnown ? verdict.kind : 'unknown',
    tactics: kind === 'technique' ? (object?.tactics ?? []) : [],
    ranges: [],
    listRanges: [],
    findings: [],
  };
  nodes.set(id, node);
  return node;
}

/** What is said of an edge, not of one of its ends. */
const codesOnEdges: ReadonlySet<string> = new Set<RuleCode>([
  'duplicate-edge',
  'edge-direction',
  'mitigation-not-in-attack',
]);

/** The edges of the page, in its order, with the findings that sit on them. */
function drawnEdges(analysis: Analysis, findings: readonly Finding[], placed: Set<Finding>): GraphEdge[] {
  const { lines } = analysis.page;
  const onEdges = grouped(
    findings.filter(({ code }) => codesOnEdges.has(code)),
    ({ span }) => span.start,
  );
  return analysis.edges.map(({ edge, from, to, span }): GraphEdge => {
    const end = Math.max(span.end, to.idSpan.end);
    // A mitigation that ATT&CK does not map is reported at itself, all else at the edge's start.
    const atStart = (onEdges.get(span.start) ?? []).filter(
      finding => finding.code !== 'mitigation-not-in-attack' && finding.span.end <= end,
    );
    const atEnd = (onEdges.get(to.idSpan.start) ?? []).filter(({ code }) => code === 'mitigation-not-in-attack');
    const own = [...atStart, ...atEnd];
    for (const finding of own) placed.add(finding);
    return {
      from: from.id,
      to: to.id,
      label: drawnLabel(edge.label),
      kind: 'page',
      range: lines.rangeOf({ start: from.span.start, end: Math.max(from.span.end, to.span.end) }),
      findings: own.map(graphFinding),
    };
  });
}

/** The edges that ATT&CK maps and the page lacks. Makes the nodes that they lead to. */
function missingEdges(analysis: Analysis, nodes: Map<string, NodeInMaking>): GraphEdge[] {
  const { snapshot } = analysis;
  const live = [...analysis.groupEdges.keys()].filter(id => analysis.live(id) !== undefined);
  return live.flatMap(id =>
    missingMitigations(analysis, id).map((mitigation): GraphEdge => {
      nodeOf(mitigation, snapshot.get(mitigation)?.name ?? mitigation, analysis, nodes);
      return { from: id, to: mitigation, label: '', kind: 'missing', range: null, findings: [] };
    }),
  );
}

/** Puts findings on the nodes on which they start: what is said in several places of a node, once. */
function placeOnNodes(
  findings: readonly Finding[],
  nodeAt: ReadonlyMap<number, NodeInMaking>,
  placed: Set<Finding>,
): void {
  for (const finding of findings) {
    const node = codesOnEdges.has(finding.code) ? undefined : nodeAt.get(finding.span.start);
    if (node === undefined) continue;
    placed.add(finding);
    const { code, message } = finding;
    const isSaid = node.findings.some(other => other.code === code && other.message === message);
    if (!isSaid) node.findings.push(graphFinding(finding));
  }
}

/** Findings on the title, the ID line and the list's heading are the group's own. */
function placeOnGroup(
  { page }: Analysis,
  nodes: ReadonlyMap<string, NodeInMaking>,
  findings: readonly Finding[],
  placed: Set<Finding>,
): void {
  const group = [...nodes.values()].find(({ kind }) => kind === 'group');
  if (group === undefined) return;
  const own = new Set([page.title?.span.start, page.idLine?.span.start, page.techniqueList?.heading.span.start]);
  for (const finding of findings) {
    if (!own.has(finding.span.start)) continue;
    placed.add(finding);
    group.findings.push(graphFinding(finding));
  }
}

function graphFinding({ code, severity, message }: Finding): GraphFinding {
  return { code, severity, message };
}

/**
 * The graph as Mermaid text: one line an edge, in page order, labels quoted where Mermaid needs it, and
 * lines for nodes that stand in no edge. Missing mitigations are left out. Ends in a line end.
 */
export function graphMermaid(model: GraphModel): string {
  const labels = new Map(model.nodes.map(node => [node.id, node.label]));
  const text = (id: string) => `${id}${mermaidLabel(labels.get(id) ?? id)}`;
  const lines = ['flowchart LR'];
  const inEdges = new Set<string>();
  for (const { from, to, label, kind } of model.edges) {
    if (kind === 'missing') continue;
    inEdges.add(from).add(to);
    lines.push(`${text(from)} -->${label === '' ? '' : `|${quoted(label)}|`} ${text(to)}`);
  }
  for (const { id, ranges } of model.nodes) if (!inEdges.has(id) && ranges.length > 0) lines.push(text(id));
  return `${lines.join('\n')}\n`;
}
