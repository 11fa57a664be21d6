import { nodeKind, type Analysis } from '../analysis/analysis';
import { drawnLabel } from '../analysis/names';
import type { Edit } from '../fixes/edit';
import { PageEditor } from '../fixes/pageEditor';
import type { Page } from '../page';
import { findIds, idForm } from '../parse/ids';
import { spelledLike } from '../places/reference';
import { slice, touches, type Span } from '../text';
import { pathOf, rootOf } from '../workspace/paths';
import { idAt } from './idAt';
import { placesOf } from './references';

/** What a rename at a place is about, the text an editor marks for it, and what it starts with. */
export interface RenameTarget {
  /** `id`: an ATT&CK ID, everywhere. `name`: the group's name, on its page. */
  readonly kind: 'id' | 'name';
  readonly span: Span;
  readonly text: string;
}

/** What can be renamed at an offset; undefined where nothing can. */
export function renameTarget(analysis: Analysis, offset: number): RenameTarget | undefined {
  const name = nameAt(analysis, offset);
  if (name !== undefined) return { kind: 'name', span: name, text: analysis.page.title!.text };
  const found = idAt(analysis, offset);
  if (found?.reference === undefined || found.reference.form === 'tactic') return undefined;
  return { kind: 'id', span: found.reference.span, text: found.id };
}

/** The group's name at an offset: the title, the text of a link to the group, a label of its node. */
function nameAt(analysis: Analysis, offset: number): Span | undefined {
  const { title, links } = analysis.page;
  if (title === undefined || !analysis.isGroupPage) return undefined;
  // A title that is an ID (`# T1566.002 - …`) is renamed as one.
  if (touches(title.span, offset) && idAt(analysis, offset) === undefined) return title.span;
  for (const { textSpan, text, reference } of links) {
    const isSelf = reference?.type === 'group' && reference.id === analysis.groupId && text === title.text;
    if (isSelf && touches(textSpan, offset)) return textSpan;
  }
  for (const { flowchart } of analysis.graphs) {
    for (const { id, label, labelSpan } of flowchart.mentions) {
      if (label === undefined || labelSpan === undefined || !touches(labelSpan, offset)) continue;
      if (nodeKind(id) === 'group' && drawnLabel(label) === title.text) return labelSpan;
    }
  }
  return undefined;
}

/** Why a text cannot take an ID's place, in a sentence for the user; undefined where it can. */
export function refusal(id: string, newId: string, { catalog, snapshot }: Analysis): string | undefined {
  const form = idForm(newId);
  if (form?.wellFormed !== true) return `“${newId}” is not an ATT&CK ID. Write one such as T1566.002, M1017 or G0098.`;
  if (!catalog.knows(newId)) return `${newId} is in no version of ATT&CK.`;
  const old = idForm(id);
  if (old !== undefined && old.type !== form.type) {
    return `${id} is a ${old.type}’s ID, and ${newId} is a ${form.type}’s: what stands around it would be wrong.`;
  }
  const object = snapshot.get(newId);
  if (object?.state.kind === 'revoked') {
    const successor = snapshot.successor(newId)?.object;
    const now = successor === undefined ? '' : `; it is now ${successor.id} ${successor.name}`;
    return `${newId} was revoked in ATT&CK ${object.state.since}${now}.`;
  }
  return undefined;
}

/** Why a text cannot be a group's name; undefined where it can. */
export function nameRefusal(name: string): string | undefined {
  if (name.trim() === '') return 'A group needs a name.';
  return /[\n\r]/.test(name) ? 'A group’s name is one line.' : undefined;
}

/** The edits that put another ID in the place of an ID over a whole page, each in the spelling that it finds. */
export function renameId(id: string, newId: string, page: Page): Edit[] {
  return placesOf(id, page).map(({ span }) => ({ span, newText: spelledLike(slice(page.text, span), newId) }));
}

/** The edits that give the group of a page another name: title, links to itself, and graph. */
export function renameGroup(analysis: Analysis, name: string): readonly Edit[] {
  const { page, groupId } = analysis;
  const { title } = page;
  if (title === undefined) return [];
  const editor = new PageEditor(analysis);
  const trimmed = name.trim();
  editor.setTitle(trimmed, undefined);
  for (const { reference, text, textSpan } of page.links) {
    const isSelf = reference?.type === 'group' && (groupId === undefined || reference.id === groupId);
    // A title that is a link has its new name already.
    if (isSelf && text === title.text && textSpan.start !== title.span.start)
      editor.replace(textSpan, trimmed.replace(/[[\]]/g, '\\$&'), undefined);
  }
  return editor.edits();
}

/** The URI of a file that is an ID's page, after the ID is another: undefined where its name does not hold the ID. */
export function renamedFile(uri: string, id: string, newId: string): string | undefined {
  const path = pathOf(uri);
  // The ID in the file's name, or in the folder and name of `techniques/T1566/002.md`.
  const from = path.lastIndexOf('/', path.lastIndexOf('/') - 1) + 1;
  const nameStart = path.lastIndexOf('/') + 1;
  const token = findIds(path, { start: from, end: path.length }).find(
    ({ id: found, span }) => found === id && (span.start >= nameStart || path.slice(span.end) === '.md'),
  );
  if (token === undefined) return undefined;
  const { span } = token;
  const renamed = path.slice(0, span.start) + spelledLike(slice(path, span), newId) + path.slice(span.end);
  return rootOf(uri) + encodeURI(renamed).replace(/[?#]/g, encodeURIComponent);
}
