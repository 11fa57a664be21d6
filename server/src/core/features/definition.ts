import type { Analysis } from '../analysis/analysis';
import { touches } from '../text';
import { fileLinks, resolveLink } from '../workspace/links';
import type { WorkspaceIndex } from '../workspace/workspaceIndex';
import { idAt } from './idAt';

/** Where a page lies among the workspace's files. */
export interface PageContext {
  readonly uri: string;
  readonly index: WorkspaceIndex;
  /** The workspace's folders. */
  readonly folders: readonly string[];
}

/**
 * The files that what stands at an offset leads to: the file of a link, else the workspace's own pages of the ID.
 * Empty where there is neither; ATT&CK's site is no file, and document links lead there.
 */
export function definition(analysis: Analysis, offset: number, context: PageContext): string[] {
  const { uri, index, folders } = context;
  const link = fileLinks(analysis.page).find(({ span }) => touches(span, offset));
  const files = link === undefined ? [] : resolveLink(link, uri, index, folders);
  if (files.length > 0) return files;
  const found = idAt(analysis, offset);
  return found === undefined ? [] : ownPages(found.id, analysis, index);
}

/**
 * The workspace's own pages of an ATT&CK object: those that say so (by file name, alias, ID line or heading), else
 * those that go by its name: a group page, or a page that also holds the ID. Several techniques share a name, so
 * that a name alone says little.
 */
export function ownPages(id: string, analysis: Analysis, index: WorkspaceIndex): string[] {
  const owners = index.owners(id);
  if (owners.length > 0) return owners;
  const object = analysis.live(id);
  if (object === undefined) return [];
  const named = [object.name, ...(object.type === 'group' ? object.aliases : [])].flatMap(name => index.named(name));
  return [...new Set(named)].filter(uri => {
    const facts = index.facts(uri)!;
    if (facts.owns.length > 0) return false;
    return object.type === 'group' ? facts.kind === 'group' : facts.ids.includes(id);
  });
}
