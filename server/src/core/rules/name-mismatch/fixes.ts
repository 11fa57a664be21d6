import type { Analysis } from '../../analysis/analysis';
import { drawnLabel, isOfficialName } from '../../analysis/names';
import { PageEditor } from '../../fixes/pageEditor';
import { safeFix, suggestion, type Fix } from '../../fixes/fix';
import { itemEdits } from '../../fixes/listEditor';
import { itemMeant, nodeMeant, type Relink } from '../../fixes/relink';
import type { Edit } from '../../fixes/edit';
import type { Report } from '../rule';

/**
 * The official name; or, where the label is another technique's name and the page shows that this one is
 * meant, that technique's ID.
 */
export function nameMismatchFixes({ span, data }: Report, analysis: Analysis): readonly Fix[] {
  const id = String(data?.['id']);
  const object = analysis.live(id);
  if (object === undefined) return [];
  const found = findLabel(analysis, id, object.name, span.start);
  if (found === undefined) return [];
  const { makeEdits, label, meant } = found;
  const title = `Write “${object.name}”`;
  if (meant !== undefined) {
    return [safeFix(`Make it ${meant.object.id}, as the label says`, meant.makeEdits), suggestion(title, makeEdits)];
  }
  const owners = analysis.snapshot.named(label, object.type).filter(other => other.id !== id);
  const isSure = owners.length === 0 || isNamedElsewhere(analysis, id, span.start);
  return [isSure ? safeFix(title, makeEdits) : suggestion(title, makeEdits, true)];
}

/** The label that starts at an offset, what puts `name` in its place, and the technique that it is meant to name. */
function findLabel(
  analysis: Analysis,
  id: string,
  name: string,
  offset: number,
): { makeEdits: () => readonly Edit[]; label: string; meant: Relink | undefined } | undefined {
  const { text } = analysis.page;
  const item = analysis.items.find(({ labelSpan }) => labelSpan?.start === offset);
  if (item !== undefined) {
    const makeEdits = () => itemEdits(text, item, item.id, name);
    return { makeEdits, label: item.label ?? '', meant: itemMeant(analysis, item) };
  }
  for (const { flowchart } of analysis.graphs) {
    const mention = flowchart.mentions.find(({ labelSpan }) => labelSpan?.start === offset);
    if (mention === undefined) continue;
    const makeEdits = () => {
      const editor = new PageEditor(analysis);
      editor.graphAt(offset)?.rename(mention, mention.id, name, undefined);
      return editor.edits();
    };
    return { makeEdits, label: drawnLabel(mention.label ?? ''), meant: nodeMeant(analysis, id) };
  }
  return undefined;
}

/** True when another place on the page gives the ID its official name: then it is the label here that is wrong. */
function isNamedElsewhere(analysis: Analysis, id: string, offset: number): boolean {
  const object = analysis.live(id)!;
  const isName = (label: string | undefined) =>
    label !== undefined && isOfficialName(drawnLabel(label), object, analysis.snapshot);
  return (
    analysis.items.some(item => item.id === id && item.labelSpan?.start !== offset && isName(item.label)) ||
    analysis.graphs.some(({ flowchart }) =>
      flowchart.mentions.some(
        mention => mention.id === id && mention.labelSpan?.start !== offset && isName(mention.label),
      ),
    )
  );
}
