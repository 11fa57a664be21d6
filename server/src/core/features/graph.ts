import { nodeKind, type Analysis } from '../analysis/analysis';
import { drawnLabel } from '../analysis/names';
import { tacticName } from '../analysis/tactics';
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
  const { page, snapshot } = analysis;
  const { lines } = page;
  const nodes = new Map<string, NodeInMaking>();
  const edges: GraphEdge[] = [];

  const node = (id: string, label: string): NodeInMaking => {
    let known = nodes.get(id);
    if (known === undefined) {
      const kind = nodeKind(id);
      const attackId = id === 'group' ? (analysis.groupId ?? null) : kind === 'other' ? null : id;
      const verdict = attackId === null ? undefined : analysis.verdict(attackId);
      const object = verdict !== undefined && 'object' in verdict ? verdict.object : undefined;
      known = {
        id,
        attackId,
        kind,
        label,
        name: object?.name ?? null,
        state:
          verdict?.kind === 'live' || verdict?.kind === 'revoked' || verdict?.kind === 'deprecated'
            ? verdict.kind
            : 'unknown',
        tactics: kind === 'technique' ? (object?.tactics ?? []) : [],
        ranges: [],
        listRanges: [],
        findings: [],
      };
      nodes.set(id, known);
    }
    return known;
  };

  const placed = new Set<Finding>();
  const place = (found: readonly Finding[]): GraphFinding[] => {
    for (const finding of found) placed.add(finding);
    return found.map(({ code, severity, message }) => ({ code, severity, message }));
  };

  /** Which node a finding sits on, by where it starts. */
  const nodeAt = new Map<number, NodeInMaking>();
  for (const { flowchart } of analysis.graphs) {
    for (const mention of flowchart.mentions) {
      if (mention.role !== 'edge' && mention.role !== 'alone') continue;
      const found = node(mention.id, drawnLabel(flowchart.nodes.get(mention.id)?.label ?? mention.id));
      found.ranges.push(lines.rangeOf(mention.span));
      nodeAt.set(mention.idSpan.start, found);
      if (mention.labelSpan !== undefined) nodeAt.set(mention.labelSpan.start, found);
    }
  }
  for (const { id, idSpan, link, label, labelSpan } of analysis.items) {
    const found = node(id, label ?? id);
    found.listRanges.push(lines.rangeOf(link?.span ?? idSpan));
    for (const start of [idSpan.start, link?.span.start, link?.targetSpan.start, labelSpan?.start]) {
      if (start !== undefined) nodeAt.set(start, found);
    }
  }

  const onEdges = new Set(['duplicate-edge', 'edge-direction', 'mitigation-not-in-attack']);
  const edgeFindings = new Map<number, Finding[]>();
  for (const finding of findings) {
    if (!onEdges.has(finding.code)) continue;
    const there = edgeFindings.get(finding.span.start);
    if (there === undefined) edgeFindings.set(finding.span.start, [finding]);
    else there.push(finding);
  }
  for (const { edge, from, to, span } of analysis.edges) {
    const end = Math.max(span.end, to.idSpan.end);
    // A mitigation that ATT&CK does not map is reported at itself, all else at the edge's start.
    const atStart = (edgeFindings.get(span.start) ?? []).filter(
      finding => finding.code !== 'mitigation-not-in-attack' && finding.span.end <= end,
    );
    const atEnd = (edgeFindings.get(to.idSpan.start) ?? []).filter(({ code }) => code === 'mitigation-not-in-attack');
    edges.push({
      from: from.id,
      to: to.id,
      label: edge.label,
      kind: 'page',
      range: lines.rangeOf({ start: from.span.start, end: Math.max(from.span.end, to.span.end) }),
      findings: place([...atStart, ...atEnd]),
    });
  }
  for (const finding of findings) {
    if (onEdges.has(finding.code)) continue;
    const found = nodeAt.get(finding.span.start);
    if (found === undefined) continue;
    placed.add(finding);
    const { code, severity, message } = finding;
    if (!found.findings.some(other => other.code === code && other.message === message)) {
      found.findings.push({ code, severity, message });
    }
  }

  for (const id of analysis.groupEdges.keys()) {
    if (analysis.live(id) === undefined) continue;
    for (const mitigation of missingMitigations(analysis, id)) {
      node(mitigation, snapshot.get(mitigation)?.name ?? mitigation);
      edges.push({ from: id, to: mitigation, label: '', kind: 'missing', range: null, findings: [] });
    }
  }

  const title = page.title?.text ?? null;
  // Findings on the title, the ID line and the list's heading are the group's own.
  const group = [...nodes.values()].find(({ kind }) => kind === 'group');
  if (group !== undefined) {
    const own = new Set([page.title?.span.start, page.idLine?.span.start, page.techniqueList?.heading.span.start]);
    group.findings.push(...place(findings.filter(({ span }) => own.has(span.start))));
  }
  const tactics = new Set([...nodes.values()].flatMap(({ tactics }) => tactics));
  return {
    group: { id: analysis.groupId ?? null, name: title },
    domain: snapshot.domain,
    version: snapshot.version,
    tactics: [...tactics].sort().map(shortName => ({
      shortName,
      name: tacticName(shortName, snapshot, analysis.catalog),
    })),
    nodes: [...nodes.values()],
    edges,
    findings: findings
      .filter(finding => !placed.has(finding))
      .map(({ code, severity, message, span }) => ({ code, severity, message, range: lines.rangeOf(span) })),
  };
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

/** A node whose places and findings are still being collected. */
interface NodeInMaking extends GraphNode {
  readonly ranges: Range[];
  readonly listRanges: Range[];
  readonly findings: GraphFinding[];
}
