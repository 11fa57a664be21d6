import { nodeKind, type Analysis } from '../analysis/analysis';
import { drawnLabel } from '../analysis/names';
import type { Snapshot } from '../catalog/catalog';
import { mermaidLabel } from '../mermaidText';
import type { Graph, Page } from '../page';
import { lineEndAt } from '../parse/characters';
import { startOfBody } from '../parse/frontMatter';
import { isGroupId } from '../parse/ids';
import { objectPath } from '../parse/linkTargets';
import type { Edit } from './edit';
import { linePrefix, lineStartAt } from './lines';
import { escaped } from './listEditor';

/** The headings of the family's pages. */
export const listHeading = '## Techniques Used By Group';
export const graphHeading = '# Summary of Techniques and Mitigations';

/** The parts of a page that it lacks and that the rest of it, or ATT&CK, says all about. */
export interface SectionEdits {
  readonly edits: readonly Edit[];
  /** The names of the parts, as `missing-section` gives them. */
  readonly added: readonly string[];
}

/** Writes missing parts of a page: title and ID line by each other, list and graph by each other. */
export function sectionEdits(analysis: Analysis, missing: readonly string[]): SectionEdits {
  const edits: Edit[] = [];
  const added: string[] = [];
  // What is missing may have been taken into an open fence, and what is added below one belongs to it.
  if (analysis.page.fences.some(({ closed }) => !closed)) return { edits, added };
  const add = (part: string, edit: Edit | undefined) => {
    if (edit === undefined) return;
    edits.push(edit);
    added.push(part);
  };
  for (const part of missing) {
    if (part === 'title') add(part, titleEdit(analysis));
    else if (part === 'ID line') add(part, idLineEdit(analysis));
    else if (part === 'technique list') add(part, listEdit(analysis));
    else if (part === 'graph') add(part, graphEdit(analysis));
  }
  return { edits, added };
}

/** One item a technique, in the family's form. */
export function listLines(ids: readonly string[], snapshot: Snapshot): string[] {
  return ids.map(id => `* [${escaped(snapshot.get(id)?.name ?? id)}](${objectPath({ id, type: 'technique' })})`);
}

/** One edge a line, in the family's form: the group's edges first, then each technique's mitigations. */
export function graphLines(
  group: string,
  ids: readonly string[],
  snapshot: Snapshot,
  mitigationsOf: (id: string) => readonly string[],
): string[] {
  const node = (id: string) => `${id}${mermaidLabel(snapshot.get(id)?.name ?? id)}`;
  return [
    ...ids.map(id => `group${mermaidLabel(group)} --> ${node(id)}`),
    ...ids.flatMap(id => mitigationsOf(id).map(mitigation => `${node(id)} --> ${node(mitigation)}`)),
  ];
}

function titleEdit(analysis: Analysis): Edit | undefined {
  const { page } = analysis;
  const name = groupName(analysis);
  if (name === undefined) return undefined;
  const at = page.idLine?.heading.block.start ?? startOfBody(page.text, page.frontMatter);
  return { span: { start: at, end: at }, newText: `# ${name}${page.lineEnd}` };
}

function idLineEdit(analysis: Analysis): Edit | undefined {
  const { page, snapshot } = analysis;
  const name = page.title?.text ?? groupName(analysis);
  const named = name === undefined ? [] : snapshot.named(name, 'group');
  if (named.length !== 1) return undefined;
  const line = `## ID:${named[0]!.id}`;
  if (page.title === undefined) {
    const at = startOfBody(page.text, page.frontMatter);
    return { span: { start: at, end: at }, newText: line + page.lineEnd };
  }
  const at = page.title.block.end;
  return { span: { start: at, end: at }, newText: page.lineEnd + line };
}

/** The group's name: by the ID line, or as the graph calls it. */
function groupName(analysis: Analysis): string | undefined {
  const { idLine, title } = analysis.page;
  if (title !== undefined) return title.text;
  const group = idLine === undefined || !isGroupId(idLine.id) ? undefined : analysis.live(idLine.id);
  if (group !== undefined) return group.name;
  for (const { flowchart } of analysis.graphs) {
    for (const { id, label } of flowchart.mentions) {
      if (nodeKind(id) === 'group' && label !== undefined && analysis.snapshot.named(label, 'group').length === 1) {
        return drawnLabel(label);
      }
    }
  }
  return undefined;
}

function listEdit(analysis: Analysis): Edit | undefined {
  const { page, snapshot } = analysis;
  const ids = [...analysis.groupEdges.keys()];
  const graph = analysis.graphs[0];
  if (graph === undefined || ids.length === 0 || ids.some(id => analysis.live(id) === undefined)) return undefined;
  // The graph's own heading stays with the graph.
  const before = page.headings.findLast(({ block }) => block.end <= graph.fence.span.start);
  const isOwn = before !== undefined && page.text.slice(before.block.end, graph.fence.span.start).trim() === '';
  const isHead = before === page.title || before === page.idLine?.heading;
  const at = lineStartAt(page, isOwn && !isHead ? before.block.start : graph.fence.span.start);
  const lines = [listHeading, ...listLines(ids, snapshot), '', ''];
  return { span: { start: at, end: at }, newText: lines.join(page.lineEnd) };
}

function graphEdit(analysis: Analysis): Edit | undefined {
  const { page, snapshot } = analysis;
  const ids = [...analysis.itemsById.keys()];
  const name = groupName(analysis);
  if (name === undefined || ids.length === 0 || ids.some(id => analysis.live(id) === undefined)) return undefined;
  const { text, lineEnd } = page;
  const edges = graphLines(name, ids, snapshot, id => snapshot.mitigationsOf(id));
  const empty = page.graphs.find(graph => isEmpty(graph, page));
  if (empty !== undefined) return filled(empty, edges, page);
  const at = text.length;
  const isAtLineStart = /[\n\r]$/.test(text);
  const lines = [
    ...(isAtLineStart ? [''] : ['', '']),
    graphHeading,
    '```mermaid',
    'flowchart LR',
    ...edges,
    `\`\`\`${isAtLineStart ? lineEnd : ''}`,
  ];
  return { span: { start: at, end: at }, newText: lines.join(lineEnd) };
}

/** True for a flowchart that is begun and draws nothing yet. */
function isEmpty({ fence, flowchart }: Graph, { text }: Page): boolean {
  if (fence.quoted || (flowchart.header !== undefined && !flowchart.isFlowchart)) return false;
  const start = flowchart.header?.end ?? fence.content.start;
  return /^[\s;]*$/.test(text.slice(start, fence.content.end));
}

/** Draws edges in an empty flowchart. */
function filled({ fence, flowchart }: Graph, edges: readonly string[], page: Page): Edit {
  const { text, lineEnd } = page;
  const prefix = linePrefix(page, fence.opening.start);
  const [at, lines] =
    flowchart.header === undefined
      ? [fence.content.start, ['flowchart LR', ...edges].map(line => prefix + line + lineEnd)]
      : [lineEndAt(text, flowchart.header.end), edges.map(line => lineEnd + prefix + line)];
  return { span: { start: at, end: at }, newText: lines.join('') };
}
