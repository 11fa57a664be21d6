import { nodeKind, type Analysis } from '../../analysis/analysis';
import type { GraphEditor } from '../../fixes/graphEditor';
import { PageEditor } from '../../fixes/pageEditor';
import { safeFix, suggestion, type Fix } from '../../fixes/fix';
import { holdsInSubgraph } from '../../fixes/subgraphs';
import type { Report } from '../rule';

/** The edge goes the other way; or it goes, where the graph draws it the right way too, or neither way is right. */
export function edgeDirectionFixes({ span, data }: Report, analysis: Analysis): readonly Fix[] {
  const { from, to } = { from: String(data?.['from']), to: String(data?.['to']) };
  const edge = analysis.edges.find(
    other =>
      other.from.id === from && other.to.id === to && other.span.start === span.start && other.span.end === span.end,
  );
  if (edge === undefined) return [];
  const change = (what: (graph: GraphEditor<undefined>) => void) => () => {
    const editor = new PageEditor(analysis);
    const graph = editor.graphAt(span.start);
    if (graph !== undefined) what(graph);
    return editor.edits();
  };
  const remove = change(graph => graph.removeEdge(edge.edge, undefined));
  if (data?.['turned'] === undefined) return [suggestion('Remove this edge', remove)];

  const isThere = analysis.edges.some(other => other.from.id === to && other.to.id === from);
  if (isThere) {
    const title = `Remove this edge: ${to} → ${from} is drawn too`;
    return [holdsInSubgraph(edge.graph, edge.edge) ? suggestion(title, remove, true) : safeFix(title, remove)];
  }
  const turn = change(graph => graph.turnEdge(edge.edge, undefined));
  const title = `Turn the edge: ${to} → ${from}`;
  const isSure = isRightTurned(analysis, to, from);
  return [isSure ? safeFix(title, turn) : suggestion(title, turn, true), suggestion('Remove this edge', remove)];
}

/** True where the turned edge says what list and ATT&CK say too. */
function isRightTurned(analysis: Analysis, from: string, to: string): boolean {
  if (nodeKind(from) === 'group') return analysis.itemsById.has(to);
  const isMapped = analysis.snapshot.mitigationsOf(from).includes(to);
  return isMapped || analysis.live(from) === undefined || analysis.live(to) === undefined;
}
