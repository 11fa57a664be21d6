import type { FlowEdge, NodeMention } from '../flowchart/flowchart';
import { parseFlowchart } from '../flowchart/parseFlowchart';
import type { Graph, Page } from '../page';
import { applyEdits, type Edit } from './edit';
import { wholeLines } from './lines';

interface Outlook {
  stays(edge: FlowEdge): boolean;
  idOf(mention: NodeMention): string;
  isTurned(edge: FlowEdge): boolean;
}

const statement = /^([ \t>]*linkStyle[ \t]+)(\d+(?:[ \t]*,[ \t]*\d+)*)(?=[ \t])/gm;

/**
 * `linkStyle 3 stroke:red` names an edge by its number. Where edges come and go the numbers are set right,
 * so that each style stays with its edge, and Mermaid meets no number that it has no edge for.
 */
export function renumberLinkStyles<E extends Edit & { readonly tags: readonly unknown[] }>(
  page: Page,
  { fence, flowchart }: Graph,
  edits: readonly E[],
  outlook: Outlook,
): E[] {
  const { start, end } = fence.content;
  const content = page.text.slice(start, end);
  const styles = [...content.matchAll(statement)];
  const [first] = edits;
  if (styles.length === 0 || first === undefined || fence.quoted) return [...edits];

  const numbers = newNumbers(flowchart.edges, outlook, changed(content, start, edits));
  const more: E[] = [];
  for (const style of styles) {
    const at = start + style.index + style[1]!.length;
    const old = style[2]!.split(',').map(number => Number(number));
    if (old.every(number => numbers.get(number) === number || flowchart.edges[number] === undefined)) continue;
    const kept = old.flatMap(number => numbers.get(number) ?? []);
    const span = kept.length === 0 ? wholeLines(page, at, at) : { start: at, end: at + style[2]!.length };
    // A line that an edit touches already is left to the next round.
    if (edits.some(edit => edit.span.start < span.end && span.start < edit.span.end)) continue;
    more.push({ ...first, span, newText: kept.join(',') });
  }
  return [...edits, ...more];
}

function changed(content: string, offset: number, edits: readonly Edit[]): readonly FlowEdge[] {
  const shifted = edits.map(({ span, newText }) => {
    return { span: { start: span.start - offset, end: span.end - offset }, newText };
  });
  const text = applyEdits(content, shifted);
  return parseFlowchart(text, 0, text.length).edges;
}

/** The number that each edge will have, by the one it has now. */
function newNumbers(edges: readonly FlowEdge[], outlook: Outlook, after: readonly FlowEdge[]): Map<number, number> {
  const places = new Map<string, number[]>();
  after.forEach(({ from, to }, number) => {
    const key = `${from.id}\n${to.id}`;
    const known = places.get(key);
    if (known === undefined) places.set(key, [number]);
    else known.push(number);
  });
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
