import { sortTactics } from '../tacticOrder';
import { english, type Translate } from '../translate';
import { domainName } from '../words';
import type { GraphEdge, GraphFinding, GraphModel, GraphNode } from '../features/graph';
import { coverageOf } from '../features/ranking';
import type { Column } from './columns';
import { columnsOf } from './columns';
import { edgeCurve, type Curve } from './curves';
import {
  displayName,
  idWidth,
  layOut,
  marksWidth,
  metrics,
  presenceOf,
  uncoveredTechniques,
  type Box,
  type Layout,
  type LayoutOptions,
} from './layout';
import { describeNode, someMitigations, someTechniques } from './spoken';
import { tacticColour } from './tactics';
import { fitText } from './text';

/**
 * A graph, ready to be drawn: every place, text and mark is decided, nothing of the medium is. The
 * preview draws it into its page, the SVG writer into a file.
 */
export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly layout: Layout;
  /** What the picture shows: the group, the domain and the version. */
  readonly caption: string;
  readonly headings: readonly SceneHeading[];
  readonly nodes: readonly SceneNode[];
  readonly edges: readonly SceneEdge[];
}

export interface SceneHeading {
  readonly kind: 'column' | 'tactic';
  readonly text: string;
  readonly x: number;
  /** The text's baseline. */
  readonly y: number;
  readonly width: number;
  /** Of tactics: their colour's number. */
  readonly colour: number | undefined;
}

export interface SceneNode {
  readonly node: GraphNode;
  readonly column: Column;
  readonly box: Box;
  /** The ID, where it is not all there is to say. */
  readonly id: string;
  /** The name as far as there is room for it. */
  readonly name: string;
  readonly fullName: string;
  /** The numbers of its tactics' colours, in the order of the matrix. */
  readonly colours: readonly number[];
  /** Of mitigations of the page: how many techniques they cover. */
  readonly covers: number | undefined;
  /** True for a technique without any mitigation. */
  readonly uncovered: boolean;
  /** What the mark of an uncovered technique says, as far as there is room for it. */
  readonly uncoveredMark: string;
  /** `listed`: in the list and not in the graph. `missing`: only ATT&CK has it. */
  readonly presence: 'drawn' | 'listed' | 'missing';
  readonly severity: Severity | undefined;
  /** What a screen reader says. */
  readonly spoken: string;
}

export interface SceneEdge {
  readonly edge: GraphEdge;
  /** Names the edge as long as the page has it: its ends, and a number where it is drawn more than once. */
  readonly key: string;
  readonly curve: Curve;
  /** True where the edge runs otherwise than from left to right: it gets an arrow's head. */
  readonly odd: boolean;
  /** The colour's number of the technique's tactic. */
  readonly colour: number | undefined;
  readonly severity: Severity | undefined;
}

export type Severity = GraphFinding['severity'];

/** Severities, the gravest first. */
export const severities: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/** How a scene is laid out, and in which language it speaks: English, unless it is told otherwise. */
export interface SceneOptions extends LayoutOptions {
  readonly translate?: Translate;
}

/** Makes the scene of a graph. Pure. */
export function makeScene(model: GraphModel, options: SceneOptions): Scene {
  const t = options.translate ?? english;
  const layout = layOut(model, options);
  const columns = columnsOf(model);
  const coverage = coverageOf(model);
  const uncovered = uncoveredTechniques(model);
  const tacticNames = new Map(model.tactics.map(({ shortName, name }) => [shortName, name]));
  const nodes = new Map(model.nodes.map(node => [node.id, node]));
  const uncoveredMark = fitText(t('uncovered'), metrics.uncoveredMark - metrics.gap, metrics.markFontSize);

  const sceneNodes = layout.columns.flatMap(({ column, ids }) =>
    ids.map((id): SceneNode => {
      const node = nodes.get(id)!;
      const box = layout.boxes.get(id)!;
      const presence = presenceOf(node);
      const covers = node.kind === 'mitigation' && presence !== 'missing' ? (coverage.get(id)?.size ?? 0) : undefined;
      const bare = uncovered.has(id);
      const fullName = displayName(node);
      const room = box.width - metrics.inset - idWidth(column) - marksWidth(column, node, bare) - metrics.gap;
      return {
        node,
        column,
        box,
        id: node.attackId ?? id,
        name: fitText(fullName, column === 0 ? room / metrics.bold : room, metrics.fontSize),
        fullName,
        colours: [...new Set(sortTactics(node.tactics).map(tacticColour))],
        covers,
        uncovered: bare,
        uncoveredMark,
        presence,
        severity: gravest(node.findings),
        spoken: describeNode(node, tacticNames, { covers, uncovered: bare }, t),
      };
    }),
  );

  return {
    width: layout.width,
    height: layout.height,
    layout,
    caption: caption(model),
    headings: headings(layout, nodes, tacticNames, t),
    nodes: sceneNodes,
    edges: sceneEdges(model, layout, columns, nodes),
  };
}

function sceneEdges(
  model: GraphModel,
  layout: Layout,
  columns: ReadonlyMap<string, Column>,
  nodes: ReadonlyMap<string, GraphNode>,
): SceneEdge[] {
  // How many edges there were so far with these ends, and between these two nodes.
  const seen = new Map<string, number>();
  const between = new Map<string, number>();
  const colours = new Map<string, number>();
  for (const { id, kind, tactics } of nodes.values()) {
    const [tactic] = sortTactics(tactics);
    if (kind === 'technique' && tactic !== undefined) colours.set(id, tacticColour(tactic));
  }
  const edges: SceneEdge[] = [];
  for (const edge of model.edges) {
    const [from, to] = [layout.boxes.get(edge.from), layout.boxes.get(edge.to)];
    if (from === undefined || to === undefined) continue;
    const ends = `${edge.from} ${edge.to}`;
    const again = seen.get(ends) ?? 0;
    seen.set(ends, again + 1);
    const pair = edge.from < edge.to ? ends : `${edge.to} ${edge.from}`;
    const nth = between.get(pair) ?? 0;
    between.set(pair, nth + 1);
    const [left, right] = [columns.get(edge.from)!, columns.get(edge.to)!];
    edges.push({
      edge,
      key: again === 0 ? ends : `${ends} ${again}`,
      curve: edgeCurve(from, to, { left, right, nth, itself: edge.from === edge.to }),
      odd: right <= left,
      // The edges of the group are many and alike: colour is kept for what covers what.
      colour: left === 0 || right === 0 ? undefined : (colours.get(edge.from) ?? colours.get(edge.to)),
      severity: gravest(edge.findings),
    });
  }
  return edges;
}

/** A column's name, with how many there are of what it names: nodes of nobody stand there uncounted. */
function columnHeading(column: Column, kinds: readonly (GraphNode['kind'] | undefined)[], t: Translate): string {
  const wanted = (['group', 'technique', 'mitigation'] as const)[column];
  const count = kinds.filter(kind => kind === wanted).length;
  if (column === 0) return count === 1 ? t('Group') : t('Groups');
  if (column === 1) return count === 1 ? t('Technique') : someTechniques(count, t);
  return count === 1 ? t('Mitigation') : someMitigations(count, t);
}

function headings(
  layout: Layout,
  nodes: ReadonlyMap<string, GraphNode>,
  tacticNames: ReadonlyMap<string, string>,
  t: Translate,
): SceneHeading[] {
  const columns = layout.columns.map(({ column, x, width, ids }): SceneHeading => {
    return {
      kind: 'column',
      text: columnHeading(
        column,
        ids.map(id => nodes.get(id)?.kind),
        t,
      ),
      x,
      y: metrics.margin + 10,
      width,
      colour: undefined,
    };
  });
  const tactics = layout.headings.map(({ tactic, ...rest }): SceneHeading => ({
    kind: 'tactic',
    text: tacticNames.get(tactic) ?? t('No tactic'),
    ...rest,
  }));
  return [...columns, ...tactics];
}

function caption({ group, domain, version }: GraphModel): string {
  const who = group.name === null ? (group.id ?? '') : group.id === null ? group.name : `${group.name} (${group.id})`;
  return `${who === '' ? '' : `${who} · `}ATT&CK ${domainName(domain)} ${version}`;
}

/** The gravest severity among findings. */
export function gravest(findings: readonly GraphFinding[]): Severity | undefined {
  return findings.length === 0
    ? undefined
    : severities.find(severity => findings.some(finding => finding.severity === severity));
}
