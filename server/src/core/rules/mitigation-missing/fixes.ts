import type { Analysis } from '../../analysis/analysis';
import { named } from '../../analysis/names';
import { PageEditor } from '../../fixes/pageEditor';
import { safeFix, suggestion, type Fix } from '../../fixes/fix';
import type { Report } from '../rule';

/** All edges that ATT&CK maps and the graph lacks, or one of them. */
export function mitigationMissingFixes({ data }: Report, analysis: Analysis): readonly Fix[] {
  const technique = String(data?.['technique']);
  const mitigations = [data?.['mitigations'] ?? []].flat();
  const add = (ids: readonly string[]) => () => {
    const editor = new PageEditor(analysis);
    editor.addMitigations(technique, ids, undefined);
    return editor.edits();
  };
  const [first] = mitigations;
  if (mitigations.length === 1) return [safeFix(`Add the edge to ${named(analysis, first!)}`, add(mitigations))];
  return [
    safeFix(`Add the ${mitigations.length} missing mitigations of ${technique}`, add(mitigations)),
    ...mitigations.map(id => suggestion(`Add the edge to ${named(analysis, id)}`, add([id]))),
  ];
}
