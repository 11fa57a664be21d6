import type { Catalog, ObjectType } from '../catalog/catalog';
import { idForm } from '../parse/ids';
import { isSubsequence } from '../similar';
import type { WorkspaceIndex } from '../workspace/workspaceIndex';
import { compareTexts } from '../words';
import { newestObject } from './lookup';

/** How many symbols are given at most: nobody reads more, and typing on narrows them down. */
const most = 300;

/** A symbol of the workspace: a page, or an ID that has no page of its own where it is used. */
export interface WorkspaceSymbolEntry {
  readonly name: string;
  readonly type: ObjectType;
  readonly uri: string;
  /** What stands beside it: the ID or the page's title. */
  readonly container: string;
  /** The ID to look for in the file; undefined for the file's own title. */
  readonly id: string | undefined;
}

/**
 * The symbols that a query means, best first: pages of groups, techniques and others by ID, name or alias, then
 * the techniques and mitigations that pages use. A query is letters in order, as editors match them: `t1566`, `phish`.
 */
export function workspaceSymbols(query: string, index: WorkspaceIndex, catalog: Catalog): WorkspaceSymbolEntry[] {
  const wanted = query.toLowerCase().replace(/^#/, '').replace(/\s+/g, '');
  const matches = (text: string) => isSubsequence(wanted, text.toLowerCase());
  const found: WorkspaceSymbolEntry[] = [];
  const owned = new Set<string>();
  for (const [uri, { kind, owns, title, names }] of index.entries()) {
    if (owns.length === 0 && kind !== 'group') continue;
    const id = owns.find(own => newestObject(own, catalog) !== undefined) ?? owns[0];
    const type = (id === undefined ? undefined : idForm(id)?.type) ?? 'group';
    for (const own of owns) owned.add(own);
    const ids = owns.join(' ');
    const plain = id !== undefined && title !== id && !title.includes(id) ? `${title} ${id}` : title;
    if (matches(plain)) found.push({ name: plain, type, uri, container: ids, id: undefined });
    // Aliases are symbols of their own: an editor matches what is typed with a symbol's name.
    const aliases = new Set([...names, ...aliasesOf(id, catalog)]);
    for (const alias of aliases) {
      if (
        isSameName(alias, title) ||
        owns.some(own => isSameName(alias, own)) ||
        isSubsequence(wanted, plain.toLowerCase())
      )
        continue;
      if (matches(alias)) found.push({ name: `${alias} (${plain})`, type, uri, container: ids, id: undefined });
    }
  }
  const used: WorkspaceSymbolEntry[] = [];
  for (const id of index.ids()) {
    if (owned.has(id) || used.length > most) continue;
    const type = idForm(id)?.type;
    const name = newestObject(id, catalog)?.name;
    if (type === undefined || name === undefined || !matches(`${id} ${name}`)) continue;
    for (const uri of index.holders(id)) {
      used.push({ name: `${id} ${name}`, type, uri, container: index.facts(uri)!.title, id });
    }
  }
  const ranked = (entries: WorkspaceSymbolEntry[]) =>
    entries.sort(
      (a, b) => rank(a, wanted) - rank(b, wanted) || compareTexts(a.name, b.name) || compareTexts(a.uri, b.uri),
    );
  return [...ranked(found), ...ranked(used)].slice(0, most);
}

function aliasesOf(id: string | undefined, catalog: Catalog): readonly string[] {
  return id === undefined || idForm(id)?.type !== 'group' ? [] : (newestObject(id, catalog)?.aliases ?? []);
}

/** 0 for a name that starts with the query, 1 for one that holds it, 2 for one that only has its letters in order. */
function rank({ name }: WorkspaceSymbolEntry, wanted: string): number {
  const at = name.toLowerCase().replace(/\s+/g, '').indexOf(wanted);
  return at === 0 ? 0 : at > 0 ? 1 : 2;
}

function isSameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
