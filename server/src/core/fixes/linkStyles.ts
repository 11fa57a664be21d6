import type { FlowEdge } from '../flowchart/flowchart';
import { grouped } from '../grouped';
import type { Fence, Graph, Page } from '../page';
import { lineEndAt } from '../parse/characters';
import { readFlowchart } from '../parse/readFlowchart';
import { isInside, type Span } from '../text';
import { apart } from './apart';
import { applyEdits, type Edit, type TaggedEdit } from './edit';
import type { Outlook } from './edgePlaces';
import { statementDeletion } from './lines';

/** What is to become of a graph's edges, the way that they go included. */
interface TurningOutlook extends Outlook {
  isTurned(edge: FlowEdge): boolean;
}

const numbersOf = /(?:^[ \t>]*|;[ \t]*)(linkStyle[ \t]+)(\d+(?:[ \t]*,[ \t]*\d+)*)(?=[ \t])/gm;

/**
 * `linkStyle 3 stroke:red` names an edge by its number. Where edges come and go the numbers are set right,
 * so that each style stays with its edge, and Mermaid meets no number that it has no edge for.
 */
export function renumberLinkStyles<E extends TaggedEdit<unknown>>(
  page: Page,
  graph: Graph,
  edits: readonly E[],
  outlook: TurningOutlook,
): E[] {
  const { fence, flowchart } = graph;
  const styles = linkStylesOf(page, graph);
  const [first] = edits;
  if (styles.length === 0 || first === undefined) return [...edits];

  const content = page.text.slice(fence.content.start, fence.content.end);
  const numbers = newNumbers(flowchart.edges, outlook, changed(content, fence, edits));
  const more: E[] = [];
  for (const { start, list } of styles) {
    const old = page.text
      .slice(list.start, list.end)
      .split(',')
      .map(number => Number(number));
    if (old.every(number => numbers.get(number) === number || flowchart.edges[number] === undefined)) continue;
    const kept = old.flatMap(number => numbers.get(number) ?? []);
    const rest = page.text.slice(start, lineEndAt(page.text, start));
    const statement = { start, end: start + /^[^;]*/.exec(rest)![0].trimEnd().length };
    const span = kept.length === 0 ? statementDeletion(page, statement) : list;
    more.push({ ...first, span, newText: kept.join(',') });
  }
  return apart([...edits, ...more], page.lineEnd);
}

/** The statements that style edges by their numbers: where each starts, and its list of numbers. */
export function linkStylesOf(
  page: Page,
  { fence, flowchart }: Graph,
): { readonly start: number; readonly list: Span }[] {
  const content = page.text.slice(fence.content.start, fence.content.end);
  // Words of a label or a comment are no statement.
  const statements = flowchart.mentions.map(({ statement }) => statement);
  return [...content.matchAll(numbersOf)].flatMap(({ 0: whole, 1: keyword, 2: list, index }) => {
    const end = fence.content.start + index + whole.length;
    const at = end - list!.length;
    const start = at - keyword!.length;
    if (isInside(statements, start) || isInside(flowchart.comments, start)) return [];
    return [{ start, list: { start: at, end } }];
  });
}

function changed(content: string, { content: { start }, quoted }: Fence, edits: readonly Edit[]): readonly FlowEdge[] {
  const shifted = edits.map(({ span, newText }) => {
    return { span: { start: span.start - start, end: span.end - start }, newText };
  });
  const text = applyEdits(content, shifted);
  return readFlowchart(text, { start: 0, end: text.length }, quoted).edges;
}

/** The number that each edge will have, by the one it has now. */
function newNumbers(
  edges: readonly FlowEdge[],
  outlook: TurningOutlook,
  after: readonly FlowEdge[],
): Map<number, number> {
  const places = grouped([...after.keys()], number => `${after[number]!.from.id}\n${after[number]!.to.id}`);
  const numbers = new Map<number, number>();
  edges.forEach((edge, number) => {
    if (!outlook.stays(edge)) return;
    const ends = [outlook.idOf(edge.from), outlook.idOf(edge.to)];
    if (outlook.isTurned(edge)) ends.reverse();
    const place = places.get(ends.join('\n'))?.shift();
    if (place !== undefined) numbers.set(number, place);
  });
  return numbers;
}
