import { nodeKind, type Analysis } from '../analysis/analysis';
import type { Edit } from '../fixes/edit';
import { PageEditor } from '../fixes/pageEditor';

/**
 * Draws an edge from a technique to a mitigation in the page's graph: after the technique's last one, in
 * the page's own style. No edits where it is drawn already, or where the ends are no such pair.
 */
export function insertEdge(analysis: Analysis, from: string, to: string): Edit[] {
  if (nodeKind(from) !== 'technique' || nodeKind(to) !== 'mitigation') return [];
  const editor = new PageEditor(analysis);
  if (editor.hasEdge(from, to)) return [];
  editor.addMitigations(from, [to], undefined);
  return editor.edits().map(({ span, newText }) => ({ span, newText }));
}
