import type { Analysis } from '../../analysis/analysis';
import { named } from '../../analysis/names';
import { PageEditor } from '../../fixes/pageEditor';
import { suggestion, type Fix } from '../../fixes/fix';
import type { Report } from '../rule';

/** How many techniques are offered one by one. */
const mostOffered = 8;

/** All techniques that ATT&CK lists and the page lacks, with their mitigations, or one of them. */
export function techniqueMissingFixes({ data }: Report, analysis: Analysis): readonly Fix[] {
  const techniques = [data?.['techniques'] ?? []].flat();
  const add = (ids: readonly string[]) => () => {
    const editor = new PageEditor(analysis);
    for (const id of ids) {
      editor.addItem(id, undefined);
      if (analysis.graphs.length > 0 && !analysis.groupEdges.has(id)) editor.addTechnique(id, undefined);
    }
    return editor.edits();
  };
  const all =
    techniques.length === 1
      ? []
      : [suggestion(`Add the ${techniques.length} techniques that ATT&CK lists`, add(techniques), true)];
  return [
    ...all,
    ...techniques
      .slice(0, mostOffered)
      .map(id => suggestion(`Add ${named(analysis, id)}`, add([id]), techniques.length === 1)),
  ];
}
