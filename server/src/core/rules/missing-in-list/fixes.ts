import type { Analysis } from '../../analysis/analysis';
import { PageEditor } from '../../fixes/pageEditor';
import { safeFix, suggestion, type Fix } from '../../fixes/fix';
import { removeIdEverywhere } from '../../fixes/ids';
import { itemMeant } from '../../fixes/relink';
import type { Report } from '../rule';

/** The item; where an item of the list is meant to be it, that item's link. */
export function missingInListFixes({ data }: Report, analysis: Analysis): readonly Fix[] {
  const id = String(data?.['id']);
  const takeAway = suggestion(`Take ${id} out of the graph`, () => removeIdEverywhere(analysis, id));
  if (analysis.live(id) === undefined) return [takeAway];
  const add = () => {
    const editor = new PageEditor(analysis);
    editor.addItem(id, undefined);
    return editor.edits();
  };
  const title = `Add ${id} to the list`;
  for (const item of analysis.items) {
    const meant = itemMeant(analysis, item);
    if (meant?.object.id !== id) continue;
    const relink = safeFix(`Make the item of ${item.id} ${id}, as its label says`, meant.makeEdits);
    return [relink, suggestion(title, add), takeAway];
  }
  return [safeFix(title, add), takeAway];
}
