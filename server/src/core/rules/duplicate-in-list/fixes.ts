import type { Analysis } from '../../analysis/analysis';
import { isOfficialName } from '../../analysis/names';
import { PageEditor } from '../../fixes/pageEditor';
import { safeFix, suggestion, type Fix } from '../../fixes/fix';
import { noteOf } from '../../fixes/listEditor';
import type { TechniqueItem } from '../../page';
import type { Report } from '../rule';

/** The item goes; one that holds notes of the author's only when a person says so. */
export function duplicateInListFixes({ span, data }: Report, analysis: Analysis): readonly Fix[] {
  const item = analysis.items.find(({ link, idSpan }) => (link?.span ?? idSpan).start === span.start);
  if (item === undefined) return [];
  const { head, tail, more } = noteOf(analysis.page, item);
  const remove = () => {
    const editor = new PageEditor(analysis);
    editor.list?.remove(item, undefined);
    return editor.edits();
  };
  const title = `Remove this item: ${String(data?.['id'])} is in the list already`;
  if (more) return [];
  // A label of its own may say what the item was meant to be, where its ID is the slip.
  const first = analysis.itemsById.get(item.id)?.[0];
  const saysMore =
    head !== '' ||
    tail !== '' ||
    (item.label !== undefined && item.label !== first?.label && !isNameOf(item, analysis));
  return [saysMore ? suggestion(title, remove, true) : safeFix(title, remove)];
}

function isNameOf({ id, label }: TechniqueItem, analysis: Analysis): boolean {
  const object = analysis.live(id);
  return object !== undefined && isOfficialName(label ?? '', object, analysis.snapshot);
}
