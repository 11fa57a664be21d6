import type { Analysis } from '../../analysis/analysis';
import { PageEditor } from '../../fixes/pageEditor';
import { suggestion, type Fix } from '../../fixes/fix';
import { removeIdEverywhere } from '../../fixes/ids';
import type { Report } from '../rule';

/** Into list and graph with it, or out of the graph: first what ATT&CK says of the group. */
export function detachedTechniqueFixes({ data }: Report, analysis: Analysis): readonly Fix[] {
  const id = String(data?.['id']);
  const { groupId, snapshot } = analysis;
  const isUsed = groupId !== undefined && snapshot.techniquesUsedBy(groupId).includes(id);
  const removal = suggestion(`Take ${id} out of the graph`, () => removeIdEverywhere(analysis, id), !isUsed);
  if (analysis.live(id) === undefined) return [removal];
  const add = () => {
    const editor = new PageEditor(analysis);
    editor.addTechnique(id, undefined);
    editor.addItem(id, undefined);
    return editor.edits();
  };
  const addition = suggestion(`Add ${id} to list and graph`, add, isUsed);
  return isUsed ? [addition, removal] : [removal, addition];
}
