import type { Analysis } from '../analysis/analysis';
import { lineEndAt } from '../parse/characters';
import { isSubsequence } from '../similar';
import { isInside, type Span } from '../text';
import { compareTexts } from '../words';
import { encoded, folderOf, isBelow, pathOf, relativePath, stemOf, withoutExtension } from '../workspace/paths';
import type { WorkspaceIndex } from '../workspace/workspaceIndex';
import type { PageContext } from './definition';

/** How many pages are offered at most; typing on narrows them down. */
const most = 200;

/** Pages that a link may lead to. */
export interface LinkCompletions {
  readonly replace: Span;
  readonly items: readonly LinkEntry[];
  /** False where more pages fit than are given. */
  readonly complete: boolean;
}

export interface LinkEntry {
  /** What the list shows: the page's title. */
  readonly label: string;
  /** Its path from the workspace's folder. */
  readonly detail: string;
  readonly filterText: string;
  readonly newText: string;
}

/** The workspace's pages at a link's target or in a wikilink that is being typed; undefined anywhere else. */
export function linkCompletion(
  analysis: Analysis,
  offset: number,
  { uri, index, folders }: PageContext,
): LinkCompletions | undefined {
  const { page } = analysis;
  if (page.kind !== 'markdown' || isInside(page.code, offset) || isInside(page.comments, offset)) return undefined;
  const lineStart = page.lines.startOf(page.lines.lineOf(offset));
  const before = page.text.slice(lineStart, offset);
  const after = page.text.slice(offset, lineEndAt(page.text, offset));

  const wikilink = /\[\[([^[\]|#]*)$/.exec(before)?.[1];
  const target = wikilink === undefined ? /\]\(<?([^()\s<>#?]*)$/.exec(before)?.[1] : undefined;
  const typed = wikilink ?? target;
  if (typed === undefined || /^[a-z][a-z0-9+.-]*:/i.test(typed)) return undefined;

  const isWiki = wikilink !== undefined;
  const rest = (isWiki ? /^[^[\]|#]*(?=\]\]|\||#)/ : /^[^()\s<>#?]*/).exec(after)?.[0] ?? '';
  const replace = { start: offset - typed.length, end: offset + rest.length };
  const closing = isWiki && !/^[^[\]]*\]\]/.test(after) ? ']]' : '';
  const wanted = decodeURI(typed.replace(/%(?![\da-f]{2})/gi, '%25'))
    .toLowerCase()
    .replace(/^(?:\.{0,2}\/)+/, '');
  const found: LinkEntry[] = [];
  let complete = true;
  for (const [file, { kind, title }] of index.entries()) {
    if (file === uri || kind === 'sigma' || kind === 'layer') continue;
    const path = fromFolder(file, folders);
    if (!isSubsequence(wanted, `${path} ${title}`.toLowerCase())) continue;
    if (found.length >= most) {
      complete = false;
      break;
    }
    const newText = isWiki ? `${wikiTarget(file, path, index)}${closing}` : encoded(linkTarget(file, path, typed, uri));
    found.push({ label: title, detail: path, filterText: `${newText} ${path} ${title}`, newText });
  }
  found.sort((a, b) => compareTexts(a.detail, b.detail));
  return { replace, items: found, complete };
}

/** A file's name alone where it is the only one of that name, else its path. */
function wikiTarget(file: string, path: string, index: WorkspaceIndex): string {
  const stem = stemOf(file);
  const others = index.named(stem).filter(uri => stemOf(uri).toLowerCase() === stem.toLowerCase());
  return others.length > 1 ? withoutExtension(path) : stem;
}

function linkTarget(file: string, path: string, typed: string, from: string): string {
  return typed.startsWith('/')
    ? `/${path}`
    : relativePath(folderOf(pathOf(from)), pathOf(file), typed.startsWith('./'));
}

function fromFolder(file: string, folders: readonly string[]): string {
  const folder = folders.find(candidate => isBelow(file, candidate));
  return folder === undefined ? pathOf(file).slice(1) : pathOf(file).slice(pathOf(folder).length + 1);
}
