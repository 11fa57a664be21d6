import { nodeKind, type Analysis } from '../analysis/analysis';
import type { Edit } from '../fixes/edit';
import { blockEndOf, commentsForTop } from '../fixes/listEditor';
import { linePrefix, lineStartAt, startWithSuppressions } from '../fixes/lines';
import { linkStylesOf, renumberLinkStyles } from '../fixes/linkStyles';
import { ampersand, statementsOf, type Statement } from '../fixes/statements';
import { grouped } from '../grouped';
import type { Graph, Page } from '../page';
import { tacticRank } from '../tacticOrder';
import { slice, type Span } from '../text';
import { compareTexts } from '../words';

/** What a list can be sorted by. */
export const sortKeys = ['ID', 'name', 'tactic'] as const;
export type SortKey = (typeof sortKeys)[number];

/**
 * Sorts the technique list, and lets the graph follow: items change places with all that belongs to them,
 * statements with the comments that silence their findings. Everything else stays where it is. No edits
 * where all is in order.
 */
export function sortPage(analysis: Analysis, key: SortKey): Edit[] {
  const compare = comparison(analysis, key);
  return [...sortList(analysis, compare), ...analysis.graphs.flatMap(graph => sortGraph(analysis, graph, compare))];
}

type Comparison = (a: string, b: string) => number;

function comparison(analysis: Analysis, key: SortKey): Comparison {
  if (key === 'ID') return compareTexts;
  const name = (id: string) => analysis.live(id)?.name ?? analysis.itemsById.get(id)?.[0]?.label ?? id;
  const byName: Comparison = (a, b) => name(a).localeCompare(name(b), 'en') || compareTexts(a, b);
  if (key === 'name') return byName;
  const rank = (id: string) => Math.min(...(analysis.live(id)?.tactics ?? []).map(tacticRank), 1000);
  return (a, b) => rank(a) - rank(b) || byName(a, b);
}

/** Something that has a place, and what it is sorted by. */
interface Slot<K> {
  readonly span: Span;
  readonly key: K;
}

/** Puts what is sorted into the places that there are, in their order. */
function fill<K>(text: string, slots: readonly Slot<K>[], compare: (a: K, b: K) => number): Edit[] {
  const sorted = [...slots].sort((a, b) => compare(a.key, b.key));
  return slots.flatMap(({ span }, i) => {
    const newText = slice(text, sorted[i]!.span);
    return newText === slice(text, span) ? [] : [{ span, newText }];
  });
}

/** True where something reaches over what comes after it: the two cannot change places. */
function overlap(inOrder: readonly { readonly span: Span }[]): boolean {
  return inOrder.some(({ span }, i) => i > 0 && span.start < inOrder[i - 1]!.span.end);
}

function sortList(analysis: Analysis, compare: Comparison): Edit[] {
  const { page, items } = analysis;
  const [first] = items;
  // Nested lists say something with their nesting: they are left alone.
  if (first === undefined || items.some(({ item }) => item.depth !== first.item.depth)) return [];
  const isNumbered = /\d/.test(page.text.slice(first.item.marker.start, first.item.marker.end));
  const slots = items.map(item => {
    const { marker } = item.item;
    const span = { start: startWithSuppressions(page, marker.start), end: blockEndOf(page, item) };
    return { span, key: item.id, marker };
  });
  // An indent or an empty item has an item reach over the next one.
  if (overlap(slots)) return [];
  const top = slots[0]!.span.start;
  const prefix = linePrefix(page, first.item.marker.start);
  const atTop = (edit: Edit): Edit =>
    edit.span.start === top ? { ...edit, newText: commentsForTop(edit.newText, prefix) } : edit;
  if (!isNumbered) return fill(page.text, slots, compare).map(atTop);
  // Numbers stay in their places.
  const before = slots.map(({ span, key, marker }) => ({ key, span: { start: span.start, end: marker.start } }));
  const behind = slots.map(({ span, key, marker }) => ({ key, span: { start: marker.end, end: span.end } }));
  return [...fill(page.text, before, compare).map(atTop), ...fill(page.text, behind, compare)];
}

interface StatementSlot extends Slot<StatementKey> {
  readonly isGroup: boolean;
  /**
   * The subgraph that it stands in, since a statement that leaves it takes its nodes out of it, and how many lines above
   * it speak of what is above them: statements of one place can change places.
   */
  readonly place: string;
}

/** A statement's rank: the group's edges first where the graph keeps them together, then by technique. */
interface StatementKey {
  readonly rank: number;
  readonly technique: string;
}

function sortGraph(analysis: Analysis, graph: Graph, compare: Comparison): Edit[] {
  const { page } = analysis;
  const { text } = page;
  const statements = statementsOf(graph.flowchart, text);
  // In a graph that does not parse, a label that has no end goes on into the next statement.
  if (overlap(statements)) return [];
  const edits: Edit[] = [];
  const slots: StatementSlot[] = [];
  const parting = references(page, graph);
  let passed = 0;
  for (const statement of statements) {
    const technique = techniqueOf(statement);
    if (technique === undefined) {
      edits.push(...sortEnds(text, statement, compare));
      continue;
    }
    const { id, isGroup } = technique;
    const span = slotOf(analysis, statement);
    while (passed < parting.length && parting[passed]! < span.start) passed++;
    slots.push({
      span,
      key: { rank: isGroup ? 0 : 1, technique: id },
      isGroup,
      place: `${innermost(graph, statement)} ${passed}`,
    });
  }
  for (const own of grouped(slots, ({ place }) => place).values()) {
    const lastGroup = own.findLastIndex(({ isGroup }) => isGroup);
    const isInterleaved = own.slice(0, lastGroup).some(({ isGroup }) => !isGroup);
    const order = (a: StatementKey, b: StatementKey) => {
      const byTechnique = compare(a.technique, b.technique);
      return isInterleaved ? byTechnique || a.rank - b.rank : a.rank - b.rank || byTechnique;
    };
    for (const edit of fill(text, own, order)) edits.push(commentsApart(page, edit));
  }
  const tagged = edits.map(edit => ({ ...edit, tags: [] }));
  const outlook = { stays: () => true, idOf: ({ id }: { readonly id: string }) => id, isTurned: () => false };
  return renumberLinkStyles(page, graph, tagged, outlook).map(({ span, newText }) => ({ span, newText }));
}

/** A comment that comes to a place behind another statement of the line needs a line of its own. */
function commentsApart(page: Page, edit: Edit): Edit {
  const { start } = edit.span;
  const prefix = linePrefix(page, start);
  if (!edit.newText.startsWith('%%') || lineStartAt(page, start) + prefix.length === start) return edit;
  return { ...edit, newText: page.lineEnd + prefix + edit.newText };
}

/**
 * Where statements start, in order, that speak of nodes and links which stand above them: what comes below them by being sorted
 * would lose its class or action, and Mermaid refuses a style for a link that is still to come.
 */
function references(page: Page, graph: Graph): number[] {
  const { flowchart, fence } = graph;
  const named = flowchart.mentions.filter(({ role }) => role === 'class' || role === 'click');
  const links = new Set(flowchart.edges.map(({ id }) => id));
  const content = page.text.slice(fence.content.start, fence.content.end);
  const attributes = [...content.matchAll(/(?:^[ \t>]*|;[ \t]*)([^\s@;>]+)(?=@\{)/gm)].filter(([, id]) =>
    links.has(id),
  );
  return [
    ...named.map(({ statement }) => statement.start),
    ...linkStylesOf(page, graph).map(({ start }) => start),
    ...attributes.map(({ index }) => fence.content.start + index),
  ].sort((a, b) => a - b);
}

/** The one technique that a statement is about. */
function techniqueOf({ groups, links }: Statement): { readonly id: string; readonly isGroup: boolean } | undefined {
  const [from, to] = [groups[0]!, groups[1]!];
  const start = nodeKind(from[0]!.mention.id);
  if (start === 'technique' && from.length === 1) return { id: from[0]!.mention.id, isGroup: false };
  const isChain = links.length === 1 || to.every(({ mention }) => nodeKind(mention.id) === 'technique');
  if (
    start === 'group' &&
    from.length === 1 &&
    to.length === 1 &&
    isChain &&
    nodeKind(to[0]!.mention.id) === 'technique'
  ) {
    return { id: to[0]!.mention.id, isGroup: true };
  }
  return undefined;
}

/** `group --> T2 & T1`: its ends change places. */
function sortEnds(text: string, statement: Statement, compare: Comparison): Edit[] {
  const { groups, links } = statement;
  const [from, to] = [groups[0]!, groups[1]!];
  if (links.length !== 1 || from.length !== 1 || nodeKind(from[0]!.mention.id) !== 'group') return [];
  // Of several links the first one has the name.
  if (links[0]!.edges.some(({ id }) => id !== undefined)) return [];
  if (ampersand(text, statement) === '' || !to.every(({ mention }) => nodeKind(mention.id) === 'technique')) return [];
  const slots = to.map(({ span, mention }) => ({ span, key: mention.id }));
  return fill(text, slots, compare);
}

/** What moves with a statement: the comments above it that silence its findings, where it has its line to itself. */
function slotOf({ page }: Analysis, { span }: Statement): Span {
  const lineStart = lineStartAt(page, span.start);
  const isFirst = /^[ \t>]*$/.test(page.text.slice(lineStart, span.start));
  const start = startWithSuppressions(page, span.start);
  if (!isFirst || start === lineStart) return span;
  // A quote's marks stay in their places.
  return { start: start + /^[ \t>]*/.exec(page.text.slice(start))![0].length, end: span.end };
}

function innermost(graph: Graph, { span }: Statement): number {
  let start = -1;
  for (const subgraph of graph.flowchart.subgraphs) {
    if (subgraph.span.start <= span.start && span.end <= subgraph.span.end)
      start = Math.max(start, subgraph.span.start);
  }
  return start;
}
