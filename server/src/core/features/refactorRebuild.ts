import type { Analysis } from '../analysis/analysis';
import type { Edit } from '../fixes/edit';
import { noteOf } from '../fixes/listEditor';
import { PageEditor } from '../fixes/pageEditor';
import { idForm } from '../parse/ids';

/** What becomes of mitigation edges that ATT&CK does not have. */
export type BeyondAttack = 'keep' | 'remove';

/**
 * Makes the graph what the list says: an edge for each listed technique, the mitigations that ATT&CK maps
 * to it, and no technique that is not listed. Styles, comments, subgraphs and the order of what stays are
 * left as they are.
 */
export function rebuildGraph(analysis: Analysis, beyond: BeyondAttack): Edit[] {
  if (analysis.page.techniqueList === undefined || analysis.graphs.length === 0) return [];
  const editor = new PageEditor(analysis);
  const unlisted = new Set([...analysis.groupEdges.keys(), ...analysis.mitigationEdges.keys()]);
  for (const { id } of analysis.items) unlisted.delete(id);
  for (const id of unlisted) for (const graph of editor.graphs) graph.removeNode(id, undefined);
  const drawn = new Set<string>();
  for (const { edge, from, to } of analysis.edges) {
    const key = `${from.id} ${to.id}`;
    const isTwice = drawn.has(key);
    drawn.add(key);
    if (isTwice || (beyond === 'remove' && isBeyondAttack(analysis, from.id, to.id))) {
      editor.graphAt(from.idSpan.start)?.removeEdge(edge, undefined);
    }
  }
  for (const id of analysis.itemsById.keys()) {
    if (analysis.live(id) === undefined) continue;
    if (!analysis.groupEdges.has(id)) editor.addGroupEdge(id, undefined);
    editor.addMitigations(id, editor.missingMitigations(id), undefined);
  }
  return editor.edits().map(({ span, newText }) => ({ span, newText }));
}

/** True where the graph draws mitigations that ATT&CK does not map. */
export function drawsBeyondAttack(analysis: Analysis): boolean {
  return analysis.edges.some(({ from, to }) => isBeyondAttack(analysis, from.id, to.id));
}

function isBeyondAttack(analysis: Analysis, from: string, to: string): boolean {
  const [technique, mitigation] = [analysis.live(from), analysis.live(to)];
  if (technique?.type !== 'technique' || mitigation?.type !== 'mitigation') return false;
  return !analysis.snapshot.mitigationsOf(from).includes(to);
}

/** Makes the list what the graph says: an item for each technique under the group, and no others; notes are kept. */
export function rebuildList(analysis: Analysis): Edit[] {
  if (analysis.page.techniqueList === undefined || analysis.groupEdges.size === 0) return [];
  const editor = new PageEditor(analysis);
  const seen = new Set<string>();
  for (const item of analysis.items) {
    const isWanted = analysis.groupEdges.has(item.id) && !seen.has(item.id);
    seen.add(item.id);
    const { head, tail, more } = noteOf(analysis.page, item);
    if (!isWanted && head === '' && tail === '' && !more) editor.list?.remove(item, undefined);
  }
  for (const id of analysis.groupEdges.keys()) {
    // A slip is not written once more: without a link it would not even be read as an item.
    if (!analysis.itemsById.has(id) && idForm(id)?.wellFormed === true) editor.addItem(id, undefined);
  }
  return editor.edits().map(({ span, newText }) => ({ span, newText }));
}
