import type { Analysis } from '../../analysis/analysis';
import { PageEditor } from '../../fixes/pageEditor';
import { safeFix, suggestion, type Fix } from '../../fixes/fix';
import { itemMeant } from '../../fixes/relink';
import type { Report } from '../rule';

/** The edge from the group, and with it the mitigations that ATT&CK maps. */
export function missingInGraphFixes({ span, data }: Report, analysis: Analysis): readonly Fix[] {
  const id = String(data?.['id']);
  const item = analysis.items.find(({ link, idSpan }) => (link?.span ?? idSpan).start === span.start);
  const meant = item && itemMeant(analysis, item);
  const takeOff = suggestion(`Take ${id} off the list`, () => {
    const editor = new PageEditor(analysis);
    for (const own of analysis.itemsById.get(id) ?? []) editor.list?.remove(own, undefined);
    return editor.edits();
  });
  if (analysis.live(id) === undefined) return [takeOff];

  const add = () => {
    const editor = new PageEditor(analysis);
    editor.addTechnique(id, undefined);
    return editor.edits();
  };
  const title = `Add ${id} to the graph`;
  if (meant !== undefined) {
    return [safeFix(`Make it ${meant.object.id}, as the label says`, meant.makeEdits), suggestion(title, add), takeOff];
  }
  return [safeFix(title, add), takeOff];
}
