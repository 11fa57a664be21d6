import type { GraphModel, GraphNode } from '../features/graph';
import { coverageOf } from '../features/ranking';
import type { Column } from './columns';
import { leadTactic, orderNodes, type Columns, type TechniqueOrder } from './order';
import { tacticColour } from './tactics';
import { oneLine, textWidth } from './text';

/** Where everything stands. Lengths are in pixels at scale 1, the origin is the upper left corner. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  /** The box of every node. No two boxes touch. */
  readonly boxes: ReadonlyMap<string, Box>;
  readonly columns: readonly ColumnPlace[];
  /** The headings of the tactics, where techniques are ordered by tactic. */
  readonly headings: readonly TacticHeading[];
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface ColumnPlace {
  readonly column: Column;
  readonly x: number;
  readonly width: number;
  /** The nodes' IDs from top to bottom. */
  readonly ids: readonly string[];
}

export interface TacticHeading {
  /** Its short name; empty for techniques without a tactic. */
  readonly tactic: string;
  readonly colour: number;
  readonly x: number;
  /** The text's baseline. */
  readonly y: number;
  readonly width: number;
}

export interface LayoutOptions {
  readonly order: TechniqueOrder;
  /** The mitigations in the picture before, from top to bottom: what is still there keeps its order. */
  readonly before?: readonly string[];
  /** For a narrow window. */
  readonly compact?: boolean;
}

/** Sizes that layout and drawing share. */
export const metrics = {
  fontSize: 13,
  idFontSize: 11,
  /** Of the mark of a technique that nothing covers. */
  markFontSize: 10.5,
  /** How much wider bold letters are. */
  bold: 1.1,
  rowHeight: 28,
  groupHeight: 48,
  /** From the box's left edge to its text. */
  inset: 13,
  /** Between texts, and before the right edge. */
  gap: 8,
  /** The room of a badge that counts something. */
  pill: 26,
  /** The room of the mark of a technique that nothing covers. */
  uncoveredMark: 66,
  /** The room of a finding's icon. */
  icon: 16,
  margin: 24,
  /** Above the columns, for their names. */
  head: 34,
} as const;

/**
 * Between the boxes of a column. A short column is spread beside a long one, so that edges need not run
 * far; but in a small picture things that belong together stay together.
 */
const rowGap = { least: 6, most: 30, mostShare: 0.03 };
const headingHeight = 30;

/** Widths of columns and of the gaps for the edges between them. */
interface Widths {
  readonly columns: Readonly<Record<Column, { readonly least: number; readonly most: number }>>;
  /** After the groups, and after the techniques: the latter grows with the picture's height. */
  readonly gaps: { readonly groups: number; readonly least: number; readonly most: number };
}

const roomy: Widths = {
  columns: { 0: { least: 110, most: 220 }, 1: { least: 190, most: 360 }, 2: { least: 190, most: 360 } },
  gaps: { groups: 72, least: 130, most: 240 },
};
/** For a window as narrow as half an editor: names are cut sooner, and stay large enough to be read. */
const compact: Widths = {
  columns: { 0: { least: 90, most: 130 }, 1: { least: 170, most: 260 }, 2: { least: 170, most: 250 } },
  gaps: { groups: 36, least: 76, most: 110 },
};
/** Widths go by steps, so that a letter typed into a label rarely moves a column. */
const widthStep = 20;

/**
 * Lays a graph out in three columns. Pure: the same input gives the same picture. When one edge between
 * nodes that are there already comes or goes, no box moves (given `before`).
 */
export function layOut(model: GraphModel, options: LayoutOptions): Layout {
  const order = orderNodes(model, options.order, options.before);
  const nodes = new Map(model.nodes.map(node => [node.id, node]));
  const rows = techniqueRows(order[1], nodes, options.order);
  const uncovered = uncoveredTechniques(model);

  const stacks = [
    stack(order[0].length, metrics.groupHeight),
    { length: rows.length, gaps: Math.max(0, order[1].length - 1) },
    stack(order[2].length, metrics.rowHeight),
  ];
  const inner = Math.max(...stacks.map(column => column.length));
  const top = metrics.margin + metrics.head;
  const [groups, techniques, mitigations] = columnPlaces(
    order,
    nodes,
    uncovered,
    inner,
    options.compact === true ? compact : roomy,
  );

  const boxes = new Map<string, Box>();
  const place = ({ x, width, ids }: ColumnPlace, height: number, yOf: (index: number) => number) => {
    ids.forEach((id, index) => boxes.set(id, { x, y: Math.round(top + yOf(index)), width, height }));
  };
  const evenly = (column: Column, height: number) => {
    const { length, gaps } = stacks[column]!;
    const extra = spread(inner, length, gaps);
    const first = (inner - length - extra * gaps) / 2;
    return (index: number) => first + index * (height + rowGap.least + extra);
  };
  place(groups, metrics.groupHeight, evenly(0, metrics.groupHeight));
  place(mitigations, metrics.rowHeight, evenly(2, metrics.rowHeight));

  const { length, gaps } = stacks[1]!;
  const extra = spread(inner, length, gaps);
  const first = (inner - length - extra * gaps) / 2;
  place(techniques, metrics.rowHeight, index => first + rows.tops[index]! + index * extra);

  return {
    width: mitigations.x + mitigations.width + metrics.margin,
    height: Math.ceil(top + inner + metrics.margin),
    boxes,
    columns: [groups, techniques, mitigations].filter(column => column.ids.length > 0),
    headings: rows.headings.map(({ tactic, row }) => ({
      tactic,
      colour: tacticColour(tactic),
      x: techniques.x,
      y: boxes.get(order[1][row]!)!.y - 9,
      width: techniques.width,
    })),
  };
}

/** The least height of a column, and between how many boxes more room can go. */
function stack(count: number, height: number): { length: number; gaps: number } {
  const gaps = Math.max(0, count - 1);
  return { length: count * height + gaps * rowGap.least, gaps };
}

/** How much further apart the boxes of a short column stand. */
function spread(height: number, length: number, gaps: number): number {
  if (gaps === 0) return 0;
  return Math.min((height - length) / gaps, Math.max(rowGap.most - rowGap.least, height * rowGap.mostShare));
}

/** The techniques' rows, closely stacked, with room for the tactics' headings. */
function techniqueRows(ids: readonly string[], nodes: ReadonlyMap<string, GraphNode>, order: TechniqueOrder) {
  const tops: number[] = [];
  const headings: { tactic: string; row: number }[] = [];
  let y = 0;
  let last: string | undefined;
  ids.forEach((id, row) => {
    if (row > 0) y += rowGap.least;
    const tactic = order === 'tactic' ? leadTactic(nodes.get(id)!) : undefined;
    if (tactic !== undefined && tactic !== last) {
      headings.push({ tactic, row });
      y += headingHeight;
      last = tactic;
    }
    tops.push(y);
    y += metrics.rowHeight;
  });
  return { tops, headings, length: y };
}

function columnPlaces(
  order: Columns,
  nodes: ReadonlyMap<string, GraphNode>,
  uncovered: ReadonlySet<string>,
  height: number,
  widths: Widths,
): [ColumnPlace, ColumnPlace, ColumnPlace] {
  // Edges of a tall picture run steeply: they are told apart more easily when they have more room.
  const gaps = [widths.gaps.groups, Math.round(Math.min(widths.gaps.most, widths.gaps.least + height / 24))];
  let x: number = metrics.margin;
  const place = (column: Column): ColumnPlace => {
    const ids = order[column];
    const width =
      ids.length === 0
        ? 0
        : columnWidth(
            column,
            ids.map(id => nodes.get(id)!),
            uncovered,
            widths,
          );
    const result = { column, x, width, ids };
    // An empty column takes no room: a page without a group line starts with its techniques.
    if (ids.length > 0) x += width + (gaps[column] ?? 0);
    return result;
  };
  return [place(0), place(1), place(2)];
}

function columnWidth(
  column: Column,
  nodes: readonly GraphNode[],
  uncovered: ReadonlySet<string>,
  widths: Widths,
): number {
  const { least, most } = widths.columns[column];
  const wanted = nodes.reduce((widest, node) => Math.max(widest, wantedWidth(column, node, uncovered)), 0);
  return Math.max(least, Math.min(most, Math.ceil(wanted / widthStep) * widthStep));
}

function wantedWidth(column: Column, node: GraphNode, uncovered: ReadonlySet<string>): number {
  const { inset, gap, fontSize } = metrics;
  const name = textWidth(displayName(node), fontSize) * (column === 0 ? metrics.bold : 1);
  return inset + idWidth(column) + name + marksWidth(column, node, uncovered.has(node.id)) + gap;
}

/** The room for the IDs at the left of a column's boxes: names line up behind it. A group's ID stands below its name. */
export function idWidth(column: Column): number {
  return [0, 64, 48][column]!;
}

/** The room for marks at the right of a box, with the gaps before them. */
export function marksWidth(column: Column, node: GraphNode, uncovered: boolean): number {
  const { gap, icon, pill, uncoveredMark } = metrics;
  const findings = node.findings.length > 0 ? gap + icon : 0;
  const covers = column === 2 && presenceOf(node) !== 'missing' ? gap + pill : 0;
  return findings + covers + (uncovered ? gap + uncoveredMark : 0);
}

/** Whether a node stands in the graph, only in the list, or only in ATT&CK. */
export function presenceOf({ ranges, listRanges }: GraphNode): 'drawn' | 'listed' | 'missing' {
  return ranges.length > 0 ? 'drawn' : listRanges.length > 0 ? 'listed' : 'missing';
}

/** The techniques from which the page draws no edge to a mitigation. */
export function uncoveredTechniques(model: GraphModel): Set<string> {
  const uncovered = new Set(model.nodes.filter(({ kind }) => kind === 'technique').map(({ id }) => id));
  for (const covered of coverageOf(model).values()) for (const id of covered) uncovered.delete(id);
  return uncovered;
}

/** What a node is called in the picture: its label; the official name where the label only repeats the ID. */
export function displayName(node: GraphNode): string {
  const label = oneLine(node.label);
  return label === '' || label === node.id ? oneLine(node.name ?? '') : label;
}
