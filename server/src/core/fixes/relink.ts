import type { Analysis } from '../analysis/analysis';
import { drawnLabel, isOfficialName } from '../analysis/names';
import type { AttackObject } from '../catalog/catalog';
import type { TechniqueItem } from '../page';
import type { Edit } from './edit';
import { itemEdits } from './listEditor';
import { PageEditor } from './pageEditor';

/** A technique that a label names, while the ID beside it is another's: the label is right and the ID wrong. */
export interface Relink {
  readonly object: AttackObject;
  readonly makeEdits: () => readonly Edit[];
}

/**
 * The technique that an item is meant to link to, where only one reading makes sense: the label is that
 * technique's name, the graph has it and the list lacks it, and the ID in the link is nowhere in the graph.
 */
export function itemMeant(analysis: Analysis, item: TechniqueItem): Relink | undefined {
  if (item.label === undefined || item.link === undefined || analysis.groupEdges.has(item.id)) return undefined;
  const object = ownerOf(
    analysis,
    item.label,
    item.id,
    id => analysis.groupEdges.has(id) && !analysis.itemsById.has(id),
  );
  return object && { object, makeEdits: () => itemEdits(analysis.page.text, item, object.id, undefined) };
}

/** The same for a node: the list has the technique that all its labels name, and lacks its ID. */
export function nodeMeant(analysis: Analysis, id: string): Relink | undefined {
  if (analysis.itemsById.has(id)) return undefined;
  const mentions = analysis.graphs.flatMap(({ flowchart }) => flowchart.mentions).filter(mention => mention.id === id);
  const labels = new Set(mentions.flatMap(({ label }) => (label === undefined ? [] : [drawnLabel(label)])));
  const [label] = labels;
  if (label === undefined || labels.size !== 1) return undefined;
  const object = ownerOf(
    analysis,
    label,
    id,
    other => analysis.itemsById.has(other) && !analysis.groupEdges.has(other),
  );
  if (object === undefined) return undefined;
  const makeEdits = () => {
    const editor = new PageEditor(analysis);
    for (const mention of mentions)
      editor.graphAt(mention.idSpan.start)?.rename(mention, object.id, undefined, undefined);
    return editor.edits();
  };
  return { object, makeEdits };
}

function ownerOf(
  analysis: Analysis,
  label: string,
  id: string,
  fits: (id: string) => boolean,
): AttackObject | undefined {
  const own = analysis.live(id);
  if (own !== undefined && isOfficialName(label, own, analysis.snapshot)) return undefined;
  const owners = analysis.snapshot.named(label, 'technique').filter(object => object.id !== id && fits(object.id));
  return owners.length === 1 ? owners[0] : undefined;
}
