import type { Span } from '../text';
import { Char, isSpace, isWord, skipSpace } from './chars';
import { directions, type DirectionLine } from './directionLines';
import type { NodeMention } from './flowchart';
import type { FlowchartModel } from './model';
import type { Prepared } from './prepare';
import { fix, type Fix, type Problems } from './problems';

/**
 * Reports what Mermaid accepts and draws otherwise than the line says. Each check is about a place
 * where nobody writes the thing on purpose: a false alarm is worse than a missed one. Offsets are
 * those of the prepared text.
 */
export class Pitfalls {
  readonly #prepared: Prepared;
  readonly #text: string;
  readonly #problems: Problems;
  readonly #styled: NodeMention[] = [];
  readonly #dottedHeads: number[] = [];
  #hasDirection = true;

  constructor(prepared: Prepared, problems: Problems) {
    this.#prepared = prepared;
    this.#text = prepared.edited.text;
    this.#problems = problems;
  }

  /** The header names no direction. */
  noDirection(): void {
    this.#hasDirection = false;
  }

  /** A line was read as a direction statement, from `start` on. */
  directionLine(start: number, { start: word, wordsEnd, end, direction }: DirectionLine): void {
    const before = this.#text.slice(start, word);
    const after = this.#text.slice(wordsEnd, end).trim();
    if (before.trim() === '' && (after === '' || after === ';' || after.startsWith('%%'))) return;
    const message = `Mermaid reads the whole line as \`direction ${direction}\` and draws nothing else of it. Write \`Direction\`, or put other words between the two.`;
    this.#report('direction-in-line', word, wordsEnd, message);
  }

  /** What `accDescr {` says. */
  descriptionBlock(start: number, end: number): void {
    if (start === end) return;
    const keyword = this.#text.lastIndexOf('accDescr', start);
    if (end < this.#text.length || !this.#text.slice(keyword, end).trim().includes('\n')) return;
    const message = 'No `}` ends this description, so Mermaid draws nothing of what follows. Write `}` after it.';
    this.#report('unclosed-description', keyword, keyword + 8, message);
  }

  /** `accTitle:` or `accDescr:` from `start` to `end`, and its words up to `valueEnd`. */
  accessibility(start: number, end: number, valueEnd: number): void {
    if (!this.#text.slice(start, end).includes('\n')) return;
    if (!/--|==|-\.|\[|\(|\{/.test(this.#text.slice(end, valueEnd))) return;
    const message = 'Nothing follows the colon, so Mermaid takes the next line for the text and does not draw it.';
    this.#report('lost-line', start, start + 8, message);
  }

  /** The words of a label. */
  label(start: number, end: number): void {
    const comments = this.#prepared.comments;
    if (comments.length === 0 || !this.#text.slice(start, end).includes('\n')) return;
    const span = this.#prepared.edited.sourceSpan(start, end);
    for (let i = firstFrom(comments, span.start); i < comments.length && comments[i]!.end <= span.end; i++) {
      const comment = comments[i]!;
      const message = 'Mermaid takes this line of the label for a comment and does not draw it.';
      this.#problems.hint('pitfall', 'comment-in-label', comment, message);
    }
  }

  /** A link from `start` to `end`; its token is `[tokenStart, tokenEnd)`, with the white space round it. */
  link(tokenStart: number, start: number, end: number, tokenEnd: number): void {
    const text = this.#text;
    const first = text.charCodeAt(start);
    if (isHead(first)) this.#linkWithHeadInFront(tokenStart, start);
    if (tokenEnd === end && end - start > 3 && isHead(text.charCodeAt(end - 1))) this.#linkWithHeadAtEnd(start, end);
    if (first === Char.Tilde && this.#isWholeLine(tokenStart, start, end, tokenEnd)) {
      const message = 'Mermaid reads this line as an invisible link between the nodes above and below it. Delete it.';
      this.#report('tilde-line', start, end, message);
    }
  }

  #linkWithHeadInFront(tokenStart: number, start: number): void {
    const head = this.#text[start]!;
    const span = this.#prepared.edited.sourceSpan(start + 1, start + 1);
    const apart = fix(`Put a blank after \`${head}\``, span, ' ');
    if (tokenStart === start && start > 0 && isPartOfId(this.#text.charCodeAt(start - 1))) {
      const message = `Mermaid reads this \`${head}\` as the head of the link, not as the end of the ID. Put a blank after it.`;
      this.#report('head-in-id', start, start + 1, message, apart);
    } else if (this.#text.slice(tokenStart, start).includes('\n')) {
      const message = `Mermaid reads \`${head}\` at the start of this line as the head of a link from the line above, not as a node. Put a blank after it.`;
      this.#report('link-over-lines', start, start + 1, message, apart);
    }
  }

  #linkWithHeadAtEnd(start: number, end: number): void {
    const text = this.#text;
    const line = text.slice(start, end - 1);
    if (!isPartOfId(text.charCodeAt(end)) || !isWholeLink(line)) return;
    // `-.-o` is how such a link is written: only the other nodes can show that the letter belongs to an ID.
    if (line.includes('.')) this.#dottedHeads.push(end - 1);
    else this.#reportHeadAtEnd(end - 1);
  }

  #reportHeadAtEnd(at: number): void {
    const head = this.#text[at]!;
    const ending = head === 'o' ? 'circle' : 'cross';
    const message = `Mermaid reads this \`${head}\` as a ${ending} at the end of the link, not as the start of the ID. Put a blank before it.`;
    const span = this.#prepared.edited.sourceSpan(at, at);
    this.#report(`${ending}-end`, at, at + 1, message, fix(`Put a blank before \`${head}\``, span, ' '));
  }

  /** Reports heads of dotted links that make an ID of the diagram out of one that stands nowhere else. */
  #dottedLinks(mentions: readonly NodeMention[]): void {
    if (this.#dottedHeads.length === 0) return;
    const counts = new Map<string, number>();
    const starts = new Map<number, string>();
    for (const { id, idSpan } of mentions) {
      counts.set(id, (counts.get(id) ?? 0) + 1);
      starts.set(idSpan.start, id);
    }
    for (const at of this.#dottedHeads) {
      const id = starts.get(this.#prepared.edited.sourceStart(at + 1));
      if (id !== undefined && counts.get(id) === 1 && counts.has(this.#text[at]! + id)) this.#reportHeadAtEnd(at);
    }
  }

  #isWholeLine(tokenStart: number, start: number, end: number, tokenEnd: number): boolean {
    return this.#text.slice(tokenStart, start).includes('\n') && this.#text.slice(end, tokenEnd).includes('\n');
  }

  /** `-- text -->` from `start` to `end`. */
  linkWithText(
    start: number,
    end: number,
    label: { readonly start: number; readonly end: number; readonly kind: string },
    kind: string,
  ): void {
    const text = this.#text;
    if (kind.startsWith('INVALID')) {
      const message =
        'The two ends of this link do not fit, so Mermaid does not draw it as written. Begin and end it alike.';
      this.#report('mismatched-ends', start, Math.min(end, this.#lineEnd(start)), message);
    }
    if (label.kind !== 'plain') return;
    const words = text.slice(label.start, label.end);
    if (!words.includes('\n')) return;
    const lines = words.split('\n');
    // `A -- > B` is as unfinished as `A -- B`.
    if (!isNodeLike(lines[0]!.replace(/^>\s*/, '')) || !isNodeLike(lines.at(-1)!)) return;
    const message =
      'This link is not finished on its line: Mermaid takes the lines up to the next link for its text. Write `---` or `-->`.';
    this.#report('link-text-over-lines', start, this.#lineEnd(start), message);
  }

  subgraphName(start: number, end: number): void {
    if (this.#text.charCodeAt(start - 1) !== Char.Quote) this.#commentIn(start, end, 'the title');
  }

  /** The styles of a `style`, `classDef` or `linkStyle` statement. */
  styles(start: number, end: number): void {
    this.#commentIn(start, end, 'the style');
  }

  #commentIn(start: number, end: number, what: string): void {
    const at = this.#text.slice(start, end).indexOf('%%');
    if (at < 1 || !isSpace(this.#text.charCodeAt(start + at - 1))) return;
    const message = `Mermaid reads a comment only at the start of a line: here it is part of ${what}. Put it on a line of its own.`;
    this.#report('comment-in-line', start + at, this.#lineEnd(start + at), message);
  }

  style(mention: NodeMention): void {
    this.#styled.push(mention);
  }

  /** A `click` statement: the keyword, what it names, and where the next token starts. */
  click(keyword: number, id: { readonly start: number; readonly end: number }, next: number): void {
    if (isWholeLink(this.#text.slice(id.start, id.end))) {
      const message =
        'Mermaid reads `click` as the start of a `click` statement, not as a node. Give the node another ID.';
      this.#report('click-as-node', keyword, keyword + 5, message);
    } else if (this.#text.slice(id.end, next).includes('\n')) {
      const message =
        'This `click` statement says no action, so Mermaid takes the next line for it and does not draw that.';
      this.#report('lost-line', keyword, id.end, message);
    }
  }

  /** The whole text was read. */
  finish(model: FlowchartModel, mentions: readonly NodeMention[]): void {
    this.#nodesThatAreNone(mentions);
    this.#dottedLinks(mentions);
    this.#stylesOfNothing(model, mentions);
    for (const { directive, span } of this.#prepared.directives) {
      if (directive.closed || this.#prepared.cleaned.trim() === '') continue;
      const message = 'No `}%%` ends this directive, so Mermaid draws nothing of what follows. Write `}%%` after it.';
      const end = span.start + '%%{'.length + directive.name.length;
      this.#problems.hint(
        'pitfall',
        'unclosed-directive',
        { start: span.start, end: Math.min(end, span.end) },
        message,
      );
    }
  }

  #nodesThatAreNone(mentions: readonly NodeMention[]): void {
    const first = mentions[0];
    if (
      first &&
      !this.#hasDirection &&
      first.role === 'alone' &&
      first.label === undefined &&
      directions.some(direction => direction === first.id)
    ) {
      const message = `Mermaid draws a node \`${first.id}\`. A direction belongs on the line of the header: \`flowchart ${first.id}\`.`;
      this.#problems.hint('pitfall', 'direction-as-node', first.idSpan, message);
    }
    for (const { id, idSpan, role } of mentions) {
      const unit = id.charCodeAt(0);
      if ((unit !== Char.Percent && unit !== Char.Backtick) || (role !== 'alone' && role !== 'edge')) continue;
      if (id.startsWith('%%')) {
        const message =
          'Mermaid draws a node here: a comment needs words after `%%`, and must stand at the start of a line.';
        this.#problems.hint('pitfall', 'comment-as-node', idSpan, message);
      } else if (id.startsWith('```')) {
        const message = 'Mermaid draws this line as a node. Delete it, or close the block properly.';
        this.#problems.hint('pitfall', 'fence-as-node', idSpan, message);
      }
    }
  }

  /** `style A,B` and misspelt IDs make nodes. */
  #stylesOfNothing(model: FlowchartModel, mentions: readonly NodeMention[]): void {
    if (this.#styled.length === 0) return;
    const drawn = new Set<string>();
    for (const { id, role } of mentions) if (role === 'edge' || role === 'alone') drawn.add(id);
    for (const { id } of model.subgraphs) drawn.add(id);
    for (const { id } of model.edges) if (id !== undefined) drawn.add(id);
    for (const { id, idSpan } of this.#styled) {
      if (drawn.has(id) || !id.includes(',')) continue;
      const message = `Mermaid draws a node \`${id}\`: \`style\` takes one node. Style each on a line of its own, or use \`class\`.`;
      this.#problems.hint('pitfall', 'style-list', idSpan, message);
    }
  }

  #lineEnd(at: number): number {
    const end = this.#text.indexOf('\n', at);
    return end < 0 ? this.#text.length : end;
  }

  #report(id: string, start: number, end: number, message: string, mend?: Fix): void {
    this.#problems.hint('pitfall', id, this.#prepared.edited.sourceSpan(start, end), message, mend);
  }
}

/** The index of the first span that starts at `offset` or later. */
function firstFrom(spans: readonly Span[], offset: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle]!.start < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isHead(unit: number): boolean {
  return unit === 111 || unit === 120;
}

function isPartOfId(unit: number): boolean {
  return isWord(unit) || unit > 127;
}

/** True for a link that Mermaid reads as one without anything after it. */
function isWholeLink(link: string): boolean {
  return /^[xo<]?(?:-{3,}|={3,}|-{2,}[xo>]|={2,}[xo>]|-?\.+-[xo>]?|~{3,})$/.test(link);
}

/** True for one word, with or without brackets after it: a line that was meant as a node. */
function isNodeLike(line: string): boolean {
  const words = line.trim();
  let end = 0;
  while (end < words.length && (isPartOfId(words.charCodeAt(end)) || words[end] === '.')) end++;
  if (end === 0) return false;
  const rest = skipSpace(words, end);
  return rest === words.length || (rest === end && '[({'.includes(words[end]!));
}
