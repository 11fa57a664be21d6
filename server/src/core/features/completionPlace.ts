import { nodeKind, type Analysis } from '../analysis/analysis';
import type { ObjectType } from '../catalog/catalog';
import { lineEndAt } from '../parse/characters';
import type { Span } from '../text';
import { frontMatterPlace } from './frontMatterPlace';

/** What pages link to, and completion offers in a link's target. */
export const linkedTypes = ['technique', 'mitigation', 'group'] as const;
type LinkedType = (typeof linkedTypes)[number];

/** What may be written at a place, and the text that it replaces. */
export type CompletionPlace =
  /** An item of the technique list: a whole link is written. */
  | { readonly kind: 'item'; readonly replace: Span }
  /** A link's target: a path is written. `root` is what stands before the folder's name, `type` what the folder is of. */
  | {
      readonly kind: 'target';
      readonly replace: Span;
      readonly type: LinkedType | undefined;
      readonly root: string;
    }
  /** The target of an edge. `opener` is what begins the node's label where the caret is in it: `[` or `["`. */
  | { readonly kind: 'edge-end'; readonly replace: Span; readonly from: string; readonly opener: string }
  /** The start of a flowchart's line. */
  | { readonly kind: 'edge-start'; readonly replace: Span; readonly opener: string }
  /** Behind `## ID:`. */
  | { readonly kind: 'id-line'; readonly replace: Span }
  /** A list of front matter that is of ATT&CK's objects (of one type, or of any), or a tag `attack.…` begun there. */
  | { readonly kind: 'listed'; readonly replace: Span; readonly type: ObjectType | undefined }
  | { readonly kind: 'tag'; readonly replace: Span }
  /** An ID begun in prose. */
  | { readonly kind: 'prose'; readonly replace: Span };

/** Tells what place a caret is at; undefined where no ATT&CK ID can be meant. */
export function completionPlace(analysis: Analysis, offset: number): CompletionPlace | undefined {
  const { page } = analysis;
  const line = page.lines.lineOf(offset);
  const lineStart = page.lines.startOf(line);
  const lineEnd = lineEndAt(page.text, lineStart);
  const before = page.text.slice(lineStart, offset);
  const after = page.text.slice(offset, lineEnd);

  const graph = page.graphs.find(
    ({ fence }) => offset >= fence.content.start && offset <= fence.content.end && lineStart >= fence.content.start,
  );
  if (graph !== undefined) {
    const closing = graph.fence.closed && lineStart >= graph.fence.content.end;
    return closing || !graph.flowchart.isFlowchart ? undefined : graphPlace(before, after, lineStart);
  }
  if (page.code.some(({ start, end }) => offset > start && offset < end)) return undefined;
  if (page.comments.some(({ start, end }) => offset > start && offset < end)) return undefined;

  const listed = frontMatterPlace(analysis, offset);
  if (listed !== undefined) return listed;
  const idLine = /^ {0,3}#{1,6}\s+ID\s*:\s*(\S*)$/i.exec(before);
  if (idLine !== null) {
    const typed = idLine[1]!;
    return { kind: 'id-line', replace: { start: offset - typed.length, end: offset + /^\w*/.exec(after)![0].length } };
  }
  const target = /\]\((<?)([^()\s<>]*)$/.exec(before);
  if (target !== null) return targetPlace(target[2]!, after, offset);

  const list = page.techniqueList;
  if (list !== undefined && offset > list.heading.block.end && offset <= list.span.end) {
    // A box to tick stands before the link and stays.
    const item = /^\s*(?:[*+-]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?(|\S.*)$/.exec(before);
    if (item !== null && isItemText(item[1]!)) {
      // The rest of the link that the caret is in; a link that only follows is text of the author's.
      const rest = /^[^[\]()]*\]\([^()\s]*\)/.exec(after)?.[0] ?? /^\w*\]?/.exec(after)![0];
      return { kind: 'item', replace: { start: offset - item[1]!.length, end: offset + rest.length } };
    }
  }
  const prose = /(?<![\w./-])(?:T[A\d][\d.]*|[GMSC]\d+)$/i.exec(before) ?? ownBegun(before, analysis);
  if (prose === undefined) return undefined;
  return { kind: 'prose', replace: { start: offset - prose[0].length, end: offset + /^\d*/.exec(after)![0].length } };
}

/** An own ID begun: the organisation's prefix, and what of the ID there is. */
function ownBegun(before: string, { catalog }: Analysis): RegExpExecArray | undefined {
  const match = /(?<![\w./-])([A-Z][A-Z0-9_]+-)(?:[A-Z]{0,2}[\d.]*)$/.exec(before);
  return match !== null && catalog.ownPrefixes.includes(match[1]!) ? match : undefined;
}

/** Words before any link is complete: `Spearphishing Li`, `[T1566`. A wikilink (`[[T1566`) is one of its own kind. */
function isItemText(text: string): boolean {
  return !text.includes('](') && !text.includes('[[') && text.length <= 80;
}

function targetPlace(typed: string, after: string, offset: number): CompletionPlace {
  const rest = /^[^()\s<>#?]*/.exec(after)![0];
  const replace = { start: offset - typed.length, end: offset + rest.length };
  const folder = /^(.*?)(technique|mitigation|group)s\//i.exec(typed);
  if (folder !== null) {
    return { kind: 'target', replace, type: folder[2]!.toLowerCase() as LinkedType, root: folder[1]! };
  }
  // A root that is typed already (`/mitre/`, `https://attack.mitre.org/`) stays.
  return { kind: 'target', replace, type: undefined, root: /^(?:.*\/)?/.exec(typed)![0] };
}

/**
 * A link as it is drawn between nodes, with its text between bars where it has one; or the end of one that has its text
 * in its middle (`-. text .->`).
 */
const link = /\s*(?:[\w-]+@)?(?:[<xo]?(?:--+[->xo]|==+[=>xo]|-\.+-[>xo]?)|\.+-(?:[>xo]|(?=\s)))(?:\s*\|[^|]*\|)?\s*/y;

/** The beginning of a link whose text is being written: no node is meant there. */
const openLink = /--|==|-\.|~~/;

function graphPlace(before: string, after: string, lineStart: number): CompletionPlace | undefined {
  // A graph in a quote has the quote's marks before its lines.
  const start = /^[\s>]*/.exec(before)![0].length;
  if (/^(?:%%|(?:style|class|classDef|linkStyle|click|subgraph|direction|flowchart|graph)\b)/.test(before.slice(start)))
    return undefined;
  // The statement up to the caret: nodes and links, one after the other.
  let at = Math.max(start, before.lastIndexOf(';') + 1);
  let from: string | undefined;
  let opener = '';
  let tokenStart = at;
  while (at < before.length) {
    const mark = before[at]!;
    if (mark === '"') {
      const close = before.indexOf('"', at + 1);
      if (close < 0) return undefined; // in a label
      at = close + 1;
      continue;
    }
    if (mark === '[' || mark === '(' || mark === '{') {
      const close = before.indexOf(mark === '[' ? ']' : mark === '(' ? ')' : '}', at + 1);
      if (close < 0) {
        // A label begun: at an edge's end the node is written anew, elsewhere the label is its author's own. Another
        // shape than a box is the author's own everywhere.
        const begun = /^\["?(?![/\\])(?=[^[\](){}"]*$)/.exec(before.slice(at))?.[0];
        if (begun === undefined || (from === undefined && begun !== '[')) return undefined;
        opener = begun;
        break;
      }
      at = close + 1;
      continue;
    }
    link.lastIndex = at;
    const match = link.exec(before);
    if (match !== null && match[0].trim() !== '') {
      from = nodeIdOf(before.slice(tokenStart, at));
      at = link.lastIndex;
      tokenStart = at;
      continue;
    }
    if (mark === '&') tokenStart = at + 1;
    at++;
  }
  while (before[tokenStart] === ' ' || before[tokenStart] === '\t') tokenStart++;
  const rest = opener === '' ? restOfNode(after) : restOfLabel(after, opener);
  const replace = { start: lineStart + tokenStart, end: lineStart + before.length + rest };
  const typed = before.slice(tokenStart);
  if (openLink.test(typed)) return undefined;
  if (from !== undefined) return { kind: 'edge-end', replace, from, opener };
  return typed.includes(']') ? undefined : { kind: 'edge-start', replace, opener };
}

/** The last node's ID in `A & group[BlackTech]`. */
function nodeIdOf(text: string): string {
  const last = text.split('&').at(-1)!.trim();
  return /^[^\s[({>@:]*/.exec(last)![0];
}

/** How much of a node stands behind the caret: the rest of its ID and its label. */
function restOfNode(after: string): number {
  return /^[\w.]*(?:\[[ \t]*"[^"]*"[ \t]*\]|\[[^\][]*\])?/.exec(after)![0].length;
}

/** How much of a label stands behind a caret in it, as far as it is closed: editors close brackets by themselves. */
function restOfLabel(after: string, opener: string): number {
  return (opener === '[' ? /^[^\][]*\]/ : /^[^"]*"[ \t]*\]/).exec(after)?.[0].length ?? 0;
}

/** True for a place that an edge from this node ends at: what kind of node is wanted there. */
export function wantedAfter(from: string): 'technique' | 'mitigation' | undefined {
  const kind = nodeKind(from);
  return kind === 'group' ? 'technique' : kind === 'technique' ? 'mitigation' : undefined;
}
