import type { GraphModel, GraphNode } from '../features/graph';
import { grouped } from '../grouped';
import { sortTactics } from '../tacticOrder';
import { columnsOf, type Column } from './columns';

/** How techniques are ordered: as the page has them, or tactic by tactic as in the matrix. */
export type TechniqueOrder = 'page' | 'tactic';

/** The nodes of each column from top to bottom. */
export type Columns = readonly [
  groups: readonly string[],
  techniques: readonly string[],
  mitigations: readonly string[],
];

/**
 * Orders the nodes of each column. Groups and techniques stand as the reader expects them; mitigations
 * are ordered so that few edges cross.
 *
 * `before` is the order of the mitigations in the picture before this one. What was there keeps its order
 * and only new nodes are put in, so that nothing jumps while the page is edited.
 */
export function orderNodes(model: GraphModel, order: TechniqueOrder, before: readonly string[] = []): Columns {
  const columns = columnsOf(model);
  const inColumn = (column: Column) => model.nodes.filter(node => columns.get(node.id) === column);
  const groups = inColumn(0).map(node => node.id);
  const techniques = (order === 'page' ? inPageOrder : byTactic)(inColumn(1));
  const mitigations = inColumn(2).map(node => node.id);
  const rows = rowsOfNeighbours(model, techniques, mitigations);

  const kept = before.filter(id => rows.has(id));
  if (kept.length === 0) return [groups, techniques, uncross(mitigations, rows)];
  const known = new Set(kept);
  const added = mitigations.filter(id => !known.has(id));
  return [groups, techniques, added.reduce((column, id) => insert(column, id, rows), kept)];
}

/**
 * The order of the graph; a technique that is only listed comes after the technique that precedes it in
 * the list, so that drawing its edge at the list's place moves nothing.
 */
function inPageOrder(nodes: readonly GraphNode[]): string[] {
  const drawn = nodes.filter(node => node.ranges.length > 0 || node.listRanges.length === 0);
  const ids = drawn.map(node => node.id);
  const listed = nodes
    .filter(node => node.listRanges.length > 0)
    .sort((a, b) => a.listRanges[0]!.start.line - b.listRanges[0]!.start.line);
  const placed = new Set(ids);
  listed.forEach((node, index) => {
    if (placed.has(node.id)) return;
    const previous = index === 0 ? -1 : ids.indexOf(listed[index - 1]!.id);
    ids.splice(previous + 1, 0, node.id);
    placed.add(node.id);
  });
  return ids;
}

/** By the first of a technique's tactics in the matrix, within it in page order. */
function byTactic(nodes: readonly GraphNode[]): string[] {
  const groups = grouped(nodes, leadTactic);
  const known = sortTactics([...groups.keys()].filter(tactic => tactic !== ''));
  return [...known, ''].flatMap(tactic => inPageOrder(groups.get(tactic) ?? []));
}

/** The tactic under which a technique stands: its first in the matrix; empty where it has none. */
export function leadTactic(node: GraphNode): string {
  return sortTactics(node.tactics)[0] ?? '';
}

/** For each mitigation, the rows of the techniques that it is joined to, from top to bottom. */
function rowsOfNeighbours(
  model: GraphModel,
  techniques: readonly string[],
  mitigations: readonly string[],
): Map<string, number[]> {
  const rowOf = new Map(techniques.map((id, row) => [id, row]));
  const rows = new Map<string, number[]>(mitigations.map(id => [id, []]));
  for (const { from, to } of model.edges) {
    const row = rowOf.get(from) ?? rowOf.get(to);
    (rows.get(to) ?? rows.get(from))?.push(row ?? 0);
  }
  for (const list of rows.values()) list.sort((a, b) => a - b);
  return rows;
}

const mean = (rows: readonly number[]): number => rows.reduce((sum, row) => sum + row, 0) / rows.length;
const median = (rows: readonly number[]): number => rows[rows.length >> 1]!;

/**
 * Barycentres first (ties: the median, then the order given), then neighbours are swapped as long as that
 * takes crossings away. Both are cheap next to the number of edges, and the same rows give the same order.
 */
function uncross(ids: readonly string[], rows: ReadonlyMap<string, readonly number[]>): string[] {
  const joined = ids.filter(id => rows.get(id)!.length > 0);
  const alone = ids.filter(id => rows.get(id)!.length === 0);
  const place = new Map(
    joined.map((id, index) => [id, { mean: mean(rows.get(id)!), median: median(rows.get(id)!), index }]),
  );
  const column = joined.sort((a, b) => {
    const [x, y] = [place.get(a)!, place.get(b)!];
    return x.mean - y.mean || x.median - y.median || x.index - y.index;
  });
  for (let pass = 0, swapped = true; swapped && pass < maxPasses; pass++) {
    swapped = false;
    for (let i = 0; i + 1 < column.length; i++) {
      const [upper, lower] = [rows.get(column[i]!)!, rows.get(column[i + 1]!)!];
      if (crossings(upper, lower) <= crossings(lower, upper)) continue;
      [column[i], column[i + 1]] = [column[i + 1]!, column[i]!];
      swapped = true;
    }
  }
  return [...column, ...alone];
}

/** Swapping ends by itself, as every swap takes crossings away; the bound keeps huge graphs quick. */
const maxPasses = 24;

/** How many edges cross when one node stands right above another: both lists of rows are sorted. */
function crossings(upper: readonly number[], lower: readonly number[]): number {
  let count = 0;
  let above = 0;
  for (const row of upper) {
    while (above < lower.length && lower[above]! < row) above++;
    count += above;
  }
  return count;
}

/** Puts one node into a column where its edges cross fewest of the others; the upper of equal places. */
function insert(column: readonly string[], id: string, rows: ReadonlyMap<string, readonly number[]>): string[] {
  const own = rows.get(id)!;
  if (own.length === 0) return [...column, id];
  // Starts on top of all others, then sinks: what passes above it changes sides.
  let cost = 0;
  let best = { cost, index: 0 };
  column.forEach((other, index) => {
    const rest = rows.get(other)!;
    cost += crossings(rest, own) - crossings(own, rest);
    if (cost < best.cost) best = { cost, index: index + 1 };
  });
  return column.toSpliced(best.index, 0, id);
}
