import type { Edit } from '../fixes/edit';
import type { Page } from '../page';
import { fileLinks, leadsTo, resolveLink, rewritten, type FileLink } from '../workspace/links';
import { isBelow, stemOf } from '../workspace/paths';
import type { WorkspaceIndex } from '../workspace/workspaceIndex';

/** Files that move, old URI → new URI. */
export type Moves = ReadonlyMap<string, string>;

/** Takes folders apart into the files that are in them. URIs as the index has them. */
export function expandMoves(moves: Moves, index: WorkspaceIndex): Map<string, string> {
  const all = new Map<string, string>();
  const folders = [...moves].filter(([from]) => index.facts(from) === undefined);
  for (const [from, to] of moves) if (index.facts(from) !== undefined) all.set(from, to);
  if (folders.length === 0) return all;
  for (const [uri] of index.entries()) {
    const folder = folders.find(([from]) => isBelow(uri, from));
    if (folder !== undefined) all.set(uri, folder[1] + uri.slice(folder[0].length));
  }
  return all;
}

/** The files whose links may have to change: those that move themselves, and those that link to one that does. */
export function pagesToUpdate(moves: Moves, index: WorkspaceIndex): string[] {
  const uris = new Set(moves.keys());
  for (const from of moves.keys()) for (const uri of index.linkers(stemOf(from))) uris.add(uri);
  return [...uris].sort();
}

/**
 * The edits that keep a page's links right while files move: links to what moves, and where the page itself moves
 * its links to what stays. Each link stays in its author's way of writing: with or without `.md`, relative or from
 * the root, a wikilink's bare name or path. The page is as it is before the move.
 */
export function linkEdits(
  page: Page,
  uri: string,
  moves: Moves,
  index: WorkspaceIndex,
  folders: readonly string[],
): Edit[] {
  const newUri = moves.get(uri) ?? uri;
  return fileLinks(page).flatMap((link): Edit[] => {
    const target = targetOf(link, uri, newUri, moves, index, folders);
    if (target === undefined) return [];
    const newText = rewritten(link, newUri, target, folders);
    // A link that leads to the right file all the same is left as it is.
    return newText === link.path || leadsTo(link, newUri, target, folders) ? [] : [{ span: link.pathSpan, newText }];
  });
}

/** Where a link has to lead after the move; undefined for one that the move does not touch. */
function targetOf(
  link: FileLink,
  uri: string,
  newUri: string,
  moves: Moves,
  index: WorkspaceIndex,
  folders: readonly string[],
): string | undefined {
  const old = resolveLink(link, uri, index, folders);
  const moved = old.find(file => moves.has(file));
  // A wikilink that also means a file that stays goes on meaning that one.
  if (moved !== undefined) return old.length === 1 || link.kind === 'markdown' ? moves.get(moved) : undefined;
  return newUri !== uri && link.kind === 'markdown' ? old[0] : undefined;
}
