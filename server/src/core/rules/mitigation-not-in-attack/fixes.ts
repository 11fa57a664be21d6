import type { Analysis } from '../../analysis/analysis';
import { PageEditor } from '../../fixes/pageEditor';
import { suggestion, type Fix } from '../../fixes/fix';
import type { Report } from '../rule';

/** The edge can go; whether it shall, only its author knows: it may say more than ATT&CK does. */
export function mitigationNotInAttackFixes({ span, data }: Report, analysis: Analysis): readonly Fix[] {
  const { technique, mitigation } = {
    technique: String(data?.['technique']),
    mitigation: String(data?.['mitigation']),
  };
  const edge = analysis.mitigationEdges.get(technique)?.find(({ to }) => to.idSpan.start === span.start);
  if (edge === undefined) return [];
  const remove = () => {
    const editor = new PageEditor(analysis);
    editor.graphAt(span.start)?.removeEdge(edge.edge, undefined);
    return editor.edits();
  };
  return [suggestion(`Remove the edge ${technique} → ${mitigation}`, remove, true)];
}
