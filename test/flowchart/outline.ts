import { parseFlowchart } from '../../server/src/core/flowchart/parseFlowchart';
import type { Flowchart, FlowEdge, FlowNode, Subgraph } from '../../server/src/core/flowchart/flowchart';
import type { Span } from '../../server/src/core/text';
import type { Mark } from '../harness/marks';

const arrows: Readonly<Record<string, string>> = { 'normal:arrow_point': '-->', 'normal:arrow_open': '---' };

/** `A`, `A=label`, `A=label (shape)` */
export function outlineNode({ id, label, shape }: FlowNode): string {
  return id + (label === id ? '' : `=${label}`) + (shape === undefined ? '' : ` (${shape})`);
}

/** `A --> B`, `A dotted:arrow_point×2 B "label"`, `A -->{e1} B` */
export function outlineEdge({ from, to, label, kind, length, id }: FlowEdge): string {
  const link = (arrows[kind] ?? kind) + (length > 1 ? `×${length}` : '') + (id === undefined ? '' : `{${id}}`);
  return `${from.id} ${link} ${to.id}` + (label === '' ? '' : ` "${label}"`);
}

/** `s=title: A, B (LR)` */
export function outlineSubgraph({ id, title, nodes, direction }: Subgraph): string {
  const members = [...nodes].sort().join(', ');
  return id + (title === id ? '' : `=${title}`) + `: ${members}` + (direction === undefined ? '' : ` (${direction})`);
}

/** Every problem as a mark whose tag is the problem's ID. */
export function problemMarks(chart: Flowchart): Mark[] {
  return chart.problems.map(({ id, span }) => ({ tag: id, span }));
}

/** Every span of a chart with a name, for tests of positions and of ranges. */
export function spanMarks(chart: Flowchart): Mark[] {
  const marks: Mark[] = [];
  const add = (tag: string, span: Span | undefined): void => {
    if (span) marks.push({ tag, span });
  };
  add('header', chart.header);
  for (const { idSpan, span, labelSpan, shapeSpan, statement } of chart.mentions) {
    add('id', idSpan);
    add('mention', span);
    add('label', labelSpan);
    add('shape', shapeSpan);
    add('statement', statement);
  }
  for (const { link, labelSpan } of chart.edges) {
    add('link', link);
    add('link-label', labelSpan);
  }
  for (const { span } of chart.subgraphs) add('subgraph', span);
  for (const span of chart.comments) add('comment', span);
  for (const { span, fix } of chart.problems) {
    add('problem', span);
    add('fix', fix?.span);
  }
  return marks;
}

/** Reads a whole text. */
export function read(text: string): Flowchart {
  return parseFlowchart(text, 0, text.length);
}

/** Applies the fixes of all problems of some kinds. */
export function applyFixes(text: string, chart: Flowchart, kinds: readonly string[]): string {
  let fixed = text;
  for (const { kind, fix } of [...chart.problems].reverse()) {
    if (!fix || !kinds.includes(kind)) continue;
    fixed = fixed.slice(0, fix.span.start) + fix.newText + fixed.slice(fix.span.end);
  }
  return fixed;
}
