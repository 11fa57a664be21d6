import type { Page } from '../page';
import { wikilinks } from '../places/wikilinks';
import type { Span } from '../text';
import { isFileLink } from './facts';
import {
  decode,
  encoded,
  folderOf,
  isBelow,
  joined,
  linkStem,
  pathOf,
  relativePath,
  stemOf,
  withoutExtension,
} from './paths';
import type { WorkspaceIndex } from './workspaceIndex';

/** A link from a page to what may be a file of the workspace. */
export interface FileLink {
  readonly kind: 'markdown' | 'wikilink';
  /** The path as it is written, without heading and query. */
  readonly path: string;
  readonly pathSpan: Span;
  /** The whole link. */
  readonly span: Span;
}

/** Every link of a page to what may be a file. Links that name an ATT&CK object are none, save with `.md`. */
export function fileLinks(page: Page): FileLink[] {
  if (page.kind !== 'markdown') return [];
  const found: FileLink[] = wikilinks(page).map(({ span, target, targetSpan }) => {
    return { kind: 'wikilink', path: target, pathSpan: targetSpan, span };
  });
  for (const { span, target, targetSpan, reference } of page.links) {
    if (!isFileLink(target, reference?.goodForm === true)) continue;
    const path = target.replace(/[?#].*$/, '');
    const pathSpan = { start: targetSpan.start, end: targetSpan.start + path.length };
    if (path !== '') found.push({ kind: 'markdown', path, pathSpan, span });
  }
  return found.sort((a, b) => a.pathSpan.start - b.pathSpan.start);
}

/**
 * The files that a link means, by their URIs: for Markdown the one that its path leads to, from the page's folder
 * or from the workspace's for a path that starts with `/`; for a wikilink each file whose path ends with it.
 */
export function resolveLink(link: FileLink, from: string, index: WorkspaceIndex, folders: readonly string[]): string[] {
  const stem = linkStem(link.path);
  const candidates = index.named(stem).filter(uri => stemOf(uri).toLowerCase() === stem);
  return candidates.filter(uri => leadsTo(link, from, uri, folders));
}

/** True where a link of a page (at `from`) means the file at `to`, whether or not there is one. */
export function leadsTo(link: FileLink, from: string, to: string, folders: readonly string[]): boolean {
  const target = withoutExtension(pathOf(to));
  const path = withoutExtension(decode(link.path));
  if (link.kind === 'wikilink') return target.toLowerCase().endsWith(`/${path.toLowerCase().replace(/^\/+/, '')}`);
  if (!path.startsWith('/')) return joined(folderOf(pathOf(from)), path) === target;
  return folders.some(folder => isBelow(from, folder) && joined(pathOf(folder), path.slice(1)) === target);
}

/** How a link is written that is to lead to another file than before, in the way its author wrote it. */
export function rewritten(link: FileLink, from: string, to: string, folders: readonly string[]): string {
  const keepsExtension = /\.(?:md|markdown)$/i.test(link.path);
  const target = keepsExtension ? pathOf(to) : withoutExtension(pathOf(to));
  if (link.kind === 'wikilink') {
    if (!link.path.includes('/')) return target.slice(target.lastIndexOf('/') + 1);
    // A path from the vault's root stays one: as many folders as the workspace's folder is deep are left out.
    const folder = folders.find(candidate => isBelow(to, candidate));
    return folder === undefined ? target.slice(1) : target.slice(pathOf(folder).length + 1);
  }
  const folder = folders.find(candidate => isBelow(from, candidate) && isBelow(to, candidate));
  const path =
    link.path.startsWith('/') && folder !== undefined
      ? target.slice(pathOf(folder).length)
      : relativePath(folderOf(pathOf(from)), target, link.path.startsWith('./'));
  return encoded(path);
}
