import type { Analysis } from '../../analysis/analysis';
import { drawnLabel } from '../../analysis/names';
import { PageEditor } from '../../fixes/pageEditor';
import { safeFix, suggestion, type Fix } from '../../fixes/fix';
import { holdsInSubgraph } from '../../fixes/subgraphs';
import type { NodeMention } from '../../flowchart/flowchart';
import { idForm } from '../../parse/ids';
import type { Report } from '../rule';

/** The edge goes; one that says something the first does not say, or boxes a node, only when a person agrees. */
export function duplicateEdgeFixes({ span, data }: Report, analysis: Analysis): readonly Fix[] {
  const { from, to } = { from: String(data?.['from']), to: String(data?.['to']) };
  const same = analysis.edges.filter(edge => edge.from.id === from && edge.to.id === to);
  const edge = same.find(other => other.span.start === span.start && other.span.end === span.end);
  if (edge === undefined) return [];
  const remove = () => {
    const editor = new PageEditor(analysis);
    editor.graphAt(span.start)?.removeEdge(edge.edge, undefined);
    return editor.edits();
  };
  const title = `Remove this edge: ${from} → ${to} is drawn already`;
  const saysMore =
    (edge.edge.label !== '' && edge.edge.label !== same[0]!.edge.label) ||
    edge.edge.id !== undefined ||
    holdsInSubgraph(edge.graph, edge.edge) ||
    [edge.from, edge.to].some(mention => isNameOfAnother(mention, analysis));
  return [saysMore ? suggestion(title, remove, true) : safeFix(title, remove)];
}

/** A label may say what the node was meant to be, where its ID is the slip. */
function isNameOfAnother({ id, label }: NodeMention, { snapshot }: Analysis): boolean {
  const type = idForm(id)?.type;
  if (label === undefined || type === undefined) return false;
  const owners = snapshot.named(drawnLabel(label), type);
  return owners.length > 0 && !owners.some(owner => owner.id === id);
}
