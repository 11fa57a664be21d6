import type { Analysis } from '../analysis/analysis';
import { parentName } from '../analysis/names';
import type { AttackObject } from '../catalog/catalog';
import { detailOf, live, type CompletionEntry, type Completions } from './completionEntries';
import { completionPlace, linkedTypes, wantedAfter, type CompletionPlace } from './completionPlace';
import { objectPath } from '../parse/linkTargets';
import { describeId } from './describe';
import { mermaidLabel } from '../mermaidText';
import { structuredCompletion, tagEntries } from './structuredCompletion';

/** In the order in which they are offered. */
const types = ['technique', 'mitigation', 'group', 'software', 'tactic', 'campaign'] as const;

/** What may be written at an offset: live objects of the page's version only. Undefined where nothing can be meant. */
export function completion(analysis: Analysis, offset: number): Completions | undefined {
  if (analysis.page.kind !== 'markdown') return structuredCompletion(analysis, offset);
  const place = completionPlace(analysis, offset);
  if (place === undefined) return undefined;
  const items = entries(analysis, place);
  return items.length === 0 ? undefined : { replace: place.replace, items };
}

/** The documentation of an entry, as Markdown: asked for when the editor shows it. */
export function completionDocumentation(id: string, analysis: Analysis): string {
  return describeId(id, undefined, analysis);
}

function entries(analysis: Analysis, place: CompletionPlace): CompletionEntry[] {
  switch (place.kind) {
    case 'item':
      return ordered(unlistedFirst(analysis)).map(object => ({
        // Editors match with all that is replaced, a typed bracket included.
        ...entry(analysis, object, analysis.page.text[place.replace.start] === '[' ? '[' : ''),
        newText: `[${object.name}](${objectPath(object)})`,
      }));
    case 'target':
      return targets(analysis, place);
    case 'id-line':
      return groupsForIdLine(analysis).map(object => ({ ...entry(analysis, object, ''), newText: object.id }));
    case 'edge-end':
      return edgeEnds(analysis, place.from, place.opener);
    case 'edge-start':
      return edgeStarts(analysis, place.opener);
    case 'tag':
      return tagEntries(analysis);
    case 'listed':
    case 'prose':
      return (place.kind === 'listed' && place.type !== undefined ? [place.type] : types)
        .flatMap(type => live(analysis, type))
        .map(object => ({ ...entry(analysis, object, ''), newText: object.id }));
  }
}

function targets(analysis: Analysis, place: Extract<CompletionPlace, { kind: 'target' }>): CompletionEntry[] {
  const { type: wanted, root } = place;
  // Somebody else's site: nothing of ATT&CK's is meant.
  if (wanted === undefined && /^https?:/.test(root) && !/attack\.mitre\.org\/$/.test(root)) return [];
  return (wanted === undefined ? linkedTypes : [wanted])
    .flatMap(type => (type === 'technique' ? ordered(unlistedFirst(analysis)) : live(analysis, type)))
    .map(object => {
      const path = `${root}${objectPath(object)}`;
      // What is typed may be the path, the dotted ID or the name.
      return { ...entry(analysis, object, `${path} `), newText: path };
    });
}

/** Techniques not in the list yet, those that ATT&CK lists for the group first; the listed ones last. */
function unlistedFirst(analysis: Analysis): [AttackObject, number][] {
  const { snapshot, groupId } = analysis;
  const used = new Set(groupId === undefined ? [] : snapshot.techniquesUsedBy(groupId));
  return live(analysis, 'technique').map(object => [
    object,
    analysis.itemsById.has(object.id) ? 2 : used.has(object.id) ? 0 : 1,
  ]);
}

function edgeEnds(analysis: Analysis, from: string, opener: string): CompletionEntry[] {
  const wanted = wantedAfter(from);
  if (wanted === 'technique') {
    // First what the list has and the graph lacks, then what neither has, last what is drawn.
    const ranked = live(analysis, 'technique').map((object): [AttackObject, number] => {
      const drawn = analysis.groupEdges.has(object.id);
      return [object, drawn ? 2 : analysis.itemsById.has(object.id) ? 0 : 1];
    });
    return ordered(ranked).map(object => node(analysis, object, opener));
  }
  if (wanted === 'mitigation') {
    const drawn = new Set((analysis.mitigationEdges.get(from) ?? []).map(({ to }) => to.id));
    const ranked = analysis.snapshot.mitigationsOf(from).map((id): [AttackObject, number] => {
      return [analysis.snapshot.get(id)!, drawn.has(id) ? 1 : 0];
    });
    return ordered(ranked).map(object => node(analysis, object, opener));
  }
  return [];
}

/** A line starts with the group, or with a technique that is drawn or listed. */
function edgeStarts(analysis: Analysis, opener: string): CompletionEntry[] {
  const { groupId, page } = analysis;
  const items: CompletionEntry[] = [];
  if (page.title !== undefined) {
    const text = `group${mermaidLabel(page.title.text)}`;
    items.push({
      id: groupId ?? 'group',
      type: 'group',
      label: page.title.text,
      detail: 'group',
      filterText: opener === '' ? `group ${groupId ?? ''} ${page.title.text}` : `group${opener}${page.title.text}`,
      newText: text,
    });
  }
  const ids = new Set([...analysis.itemsById.keys(), ...analysis.groupEdges.keys()]);
  for (const id of ids) {
    const object = analysis.live(id);
    if (object?.type === 'technique') items.push(node(analysis, object, opener));
  }
  return items;
}

function groupsForIdLine(analysis: Analysis): AttackObject[] {
  const title = analysis.page.title?.text.toLowerCase();
  const isTitles = ({ name, aliases }: AttackObject) =>
    title !== undefined && [name, ...aliases].some(candidate => candidate.toLowerCase() === title);
  return ordered(live(analysis, 'group').map(object => [object, isTitles(object) ? 0 : 1]));
}

function node(analysis: Analysis, object: AttackObject, opener: string): CompletionEntry {
  const { filterText, ...rest } = entry(analysis, object, '');
  // Editors match with all that is replaced: in a label begun, with its bracket too.
  const matched = opener === '' ? filterText : filterText.replace(`${object.id} `, `${object.id}${opener}`);
  return { ...rest, filterText: matched, newText: `${object.id}${mermaidLabel(object.name)}` };
}

function entry(analysis: Analysis, object: AttackObject, typedBefore: string): Omit<CompletionEntry, 'newText'> {
  const { id, type, name } = object;
  const others = type === 'technique' ? (parentName(object, analysis.snapshot) ?? '') : object.aliases.join(' ');
  return {
    id,
    type,
    label: name,
    detail: detailOf(object, analysis),
    filterText: `${typedBefore}${id} ${name}${others === '' ? '' : ` ${others}`}`,
  };
}

/** The objects by rank, within a rank as they were. */
function ordered(ranked: readonly (readonly [AttackObject, number])[]): AttackObject[] {
  return [...ranked].sort((a, b) => a[1] - b[1]).map(([object]) => object);
}
