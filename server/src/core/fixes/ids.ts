import type { Analysis } from '../analysis/analysis';
import type { AttackObject, Catalog, Snapshot } from '../catalog/catalog';
import { compareVersions } from '../catalog/versions';
import { isOfficialName } from '../analysis/names';
import { isSuppressed } from '../parse/suppressions';
import type { RuleCode } from '../rules/codes';
import type { Edit } from './edit';
import { PageEditor } from './pageEditor';

/**
 * Replaces an ID over the whole page: ID, label, link and edges together, merged where the new one is
 * there already. Mitigation edges that ATT&CK drew for the old ID and does not draw for the new one go.
 * With `align`, the new technique also gets the mitigations that ATT&CK maps to it.
 */
export function replaceIdEverywhere(
  analysis: Analysis,
  id: string,
  object: AttackObject,
  align: boolean,
): readonly Edit[] {
  const { catalog, snapshot } = analysis;
  const editor = new PageEditor(analysis, snapshot, new Map([[id, { object, tag: undefined }]]));
  editor.replaceIds((technique, mitigation) => align && wasEverMapped(technique, mitigation, snapshot, catalog));
  const isUnderGroup = analysis.groupEdges.has(id) || analysis.groupEdges.has(object.id);
  if (align && object.type === 'technique' && isUnderGroup) {
    editor.addMitigations(object.id, editor.missingMitigations(object.id), undefined);
  }
  if (object.type === 'group') renameGroup(editor, object);
  return editor.edits();
}

/** A group that goes by another name now: title and graph follow, where the title is none of its names. */
function renameGroup(editor: PageEditor, object: AttackObject): void {
  const { title } = editor.analysis.page;
  if (title === undefined || [object.name, ...object.aliases].includes(title.text)) return;
  editor.setTitle(object.name, undefined);
}

/** Takes an ID off the page: its items, its nodes and all their edges. */
export function removeIdEverywhere(analysis: Analysis, id: string): readonly Edit[] {
  const editor = new PageEditor(analysis);
  for (const item of analysis.items) if (item.id === id) editor.list?.remove(item, undefined);
  for (const graph of editor.graphs) graph.removeNode(id, undefined);
  return editor.edits();
}

/** True when some version of the domain up to the snapshot's mapped the mitigation to the technique. */
function wasEverMapped(technique: string, mitigation: string, snapshot: Snapshot, catalog: Catalog): boolean {
  return catalog
    .versions(snapshot.domain)
    .some(
      version =>
        compareVersions(version, snapshot.version) <= 0 &&
        catalog.at(snapshot.domain, version).mitigationsOf(technique).includes(mitigation),
    );
}

/** True when the author keeps the ID on purpose: a suppression silences the rule in one of the ID's places. */
export function isKeptOnPurpose(analysis: Analysis, code: RuleCode, id: string): boolean {
  const { page, places } = analysis;
  if (page.suppressions.length === 0) return false;
  return places.some(place => place.id === id && isSuppressed(page, place.span.start, code));
}

/**
 * The one object that an ID which is none can only mean: the only suggestion whose name is the label, or
 * the same ID in other letters where there is no label to ask.
 */
export function onlyMeaning(analysis: Analysis, id: string, suggestions: readonly string[]): AttackObject | undefined {
  const { snapshot } = analysis;
  const objects = suggestions.flatMap(other => snapshot.get(other) ?? []);
  const labels = analysis.places.flatMap(place => (place.id === id && place.label !== undefined ? [place.label] : []));
  const named = objects.filter(object => labels.some(label => isOfficialName(label, object, snapshot)));
  const [only] = named;
  if (only !== undefined && named.length === 1) {
    // One slip may stand for two techniques: where the labels name both, a person has to part them.
    const others = labels.filter(label => !isOfficialName(label, only, snapshot));
    return others.some(label => snapshot.named(label, only.type).length > 0) ? undefined : only;
  }
  // A bare node is its own label.
  const isBare = labels.every(label => label === id);
  const folded = id.toUpperCase().replace(/[_/-]/g, '.');
  return named.length === 0 && isBare ? objects.find(object => object.id === folded) : undefined;
}
