import { Char } from '../char';
import type { Span } from '../text';
import {
  isBlank,
  isDigit,
  isLetter,
  isLineEnd,
  lineEndAt,
  nextLineStart,
  skipBlanks,
  skipSpace,
  trimEnd,
} from './characters';
import { skipDefinitions } from './definitions';

/** The block structure of a Markdown text, as CommonMark sees it, as far as pages need it. */
export interface Blocks {
  readonly headings: readonly HeadingBlock[];
  readonly fences: readonly FenceBlock[];
  readonly items: readonly ItemBlock[];
  /** Text with inline content: paragraphs and headings. */
  readonly texts: readonly TextBlock[];
  /** HTML blocks that are comments, `<!--` and `-->` included. */
  readonly comments: readonly Span[];
  /** Indented code blocks and other HTML blocks: no inline content in them. */
  readonly raw: readonly Span[];
}

export interface HeadingBlock {
  readonly level: number;
  readonly content: Span;
  readonly block: Span;
}

export interface FenceBlock {
  readonly info: Span;
  readonly opening: Span;
  readonly content: Span;
  readonly span: Span;
  readonly closed: boolean;
  readonly quoted: boolean;
}

export interface ItemBlock {
  readonly marker: Span;
  readonly contentStart: number;
  readonly lineEnd: number;
  readonly depth: number;
}

export interface TextBlock {
  readonly span: Span;
  /** The index in `items` of the item whose first paragraph this is; -1 for any other text. */
  readonly item: number;
}

/** A quote, or a list item with the columns that its content must be indented by. */
type Container = ({ readonly quote: true } | { readonly quote: false; readonly indent: number }) & {
  /** How many list items it lies in, itself included. */
  readonly items: number;
};

interface OpenFence {
  readonly mark: number;
  readonly length: number;
  readonly opening: Span;
  readonly info: Span;
  readonly contentStart: number;
  readonly containers: number;
}

interface OpenHtml {
  readonly start: number;
  readonly kind: number;
  readonly containers: number;
}

// White space is blanks and tabs to Markdown, and nothing else that `\s` means.
const htmlTypeOne = /^<(?:script|pre|style|textarea)(?:[ \t>]|$)/i;
const htmlTypeSix =
  /^<\/?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?:[ \t]|\/?>|$)/i;
const htmlTypeSeven =
  /^<(?:[a-z][a-z0-9-]*(?:[ \t]+[a-z_:][\w.:-]*(?:[ \t]*=[ \t]*(?:[^ \t"'=<>`]+|'[^']*'|"[^"]*"))?)*[ \t]*\/?|\/[a-z][a-z0-9-]*[ \t]*)>[ \t]*$/i;
const htmlEndOne = /<\/(?:script|pre|style|textarea)>/i;

/**
 * Finds the blocks of `text` from `start` on: one pass, a line at a time, never throwing. It follows
 * CommonMark for containers (quotes, list items), fences, headings, HTML blocks and indented code;
 * link reference definitions and tables count as paragraphs, which is all that pages need of them.
 */
export function readBlocks(text: string, start: number): Blocks {
  return new BlockReader(text).read(start);
}

function lineFeedAt(text: string, offset: number): number {
  const at = text.indexOf('\n', offset);
  return at < 0 ? text.length : at;
}

class BlockReader {
  readonly #text: string;
  readonly #headings: HeadingBlock[] = [];
  readonly #fences: FenceBlock[] = [];
  readonly #items: ItemBlock[] = [];
  readonly #texts: TextBlock[] = [];
  readonly #comments: Span[] = [];
  readonly #raw: Span[] = [];

  readonly #containers: Container[] = [];
  #fence: OpenFence | undefined;
  #html: OpenHtml | undefined;
  /** The open paragraph: where it starts and where its last line ends. */
  #paragraphStart = -1;
  #paragraphEnd = -1;
  #paragraphItem = -1;
  /** The open indented code block. */
  #codeStart = -1;
  #codeEnd = -1;
  /** The item that started last and has no paragraph yet. */
  #freshItem = -1;
  /** True when the innermost item is empty so far: a blank line then ends it. */
  #emptyItem = false;

  // The line being read: offset and column, and the part of a tab still to be used.
  #at = 0;
  #column = 0;
  #lineEnd = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(start: number): Blocks {
    const text = this.#text;
    // Most pages have no CR, and the engine finds LFs faster than a loop does.
    const endOf = text.includes('\r') ? lineEndAt : lineFeedAt;
    let lineStart = start;
    while (lineStart < text.length) {
      this.#lineEnd = endOf(text, lineStart);
      this.#at = lineStart;
      this.#column = 0;
      this.#line();
      lineStart = nextLineStart(text, this.#lineEnd);
      if (this.#fence?.containers === 0) lineStart = this.#nextFenceMark(lineStart, this.#fence.mark);
    }
    this.#closeParagraph();
    this.#closeCode();
    if (this.#fence !== undefined) this.#closeFence(text.length, text.length, false);
    this.#closeHtml(text.length);
    return {
      headings: this.#headings,
      fences: this.#fences,
      items: this.#items,
      texts: this.#texts,
      comments: this.#comments,
      raw: this.#raw,
    };
  }

  #line(): void {
    const lineStart = this.#at;
    const matched = this.#matchContainers();

    if (this.#fence !== undefined) {
      if (matched >= this.#fence.containers) return this.#fenceLine();
      // The container ended and with it the fence, as if it had been closed.
      this.#closeFence(lineStart, lineStart, true);
    }
    if (this.#html !== undefined) {
      if (matched >= this.#html.containers) return this.#htmlLine();
      this.#closeHtml(lineStart);
    }

    if (this.#isRestBlank()) return this.#blankLine(matched);
    this.#contentLine(matched);
  }

  /** Consumes the marks and indentation of open containers; gives how many still hold. */
  #matchContainers(): number {
    let count = 0;
    for (const container of this.#containers) {
      const at = this.#at;
      const column = this.#column;
      if (container.quote) {
        const indent = this.#skipBlanks(3);
        if (indent <= 3 && this.#text.charCodeAt(this.#at) === Char.Greater && this.#at < this.#lineEnd) {
          this.#advance();
          this.#skipColumns(1);
          count++;
          continue;
        }
        this.#at = at;
        this.#column = column;
        return count;
      }
      if (this.#isRestBlank()) {
        count++;
        continue;
      }
      if (this.#indent() >= container.indent) {
        this.#skipColumns(container.indent);
        count++;
        continue;
      }
      return count;
    }
    return count;
  }

  #blankLine(matched: number): void {
    this.#closeParagraph();
    if (this.#emptyItem && this.#freshItem >= 0) {
      // An item may begin with at most one blank line.
      this.#containers.length = Math.min(this.#containers.length, Math.max(0, this.#lastItemContainer()));
      this.#emptyItem = false;
      this.#freshItem = -1;
    }
    // A blank line does not carry on a quote.
    for (let i = 0; i < this.#containers.length; i++) {
      if (this.#containers[i]!.quote && i >= matched) {
        this.#containers.length = i;
        break;
      }
    }
  }

  #lastItemContainer(): number {
    for (let i = this.#containers.length - 1; i >= 0; i--) if (!this.#containers[i]!.quote) return i;
    return this.#containers.length;
  }

  #contentLine(matchedBefore: number): void {
    const text = this.#text;
    let matched = matchedBefore;
    for (;;) {
      const indent = this.#indent();
      const allMatched = matched === this.#containers.length;
      if (indent >= 4) {
        if (this.#paragraphStart >= 0) break; // a paragraph's continuation, lazy or not
        this.#drop(matched);
        this.#indentedLine();
        return;
      }
      const at = this.#offsetAfterBlanks();
      const first = text.charCodeAt(at);

      if (first === Char.Greater) {
        this.#closeParagraph();
        this.#drop(matched);
        this.#skipBlanks(3);
        this.#advance();
        this.#skipColumns(1);
        this.#containers.push({ quote: true, items: this.#depth() });
        this.#settle();
        matched = this.#containers.length;
        if (this.#isRestBlank()) return;
        continue;
      }
      if (first === Char.Hash && this.#heading(at, matched)) return;
      if ((first === Char.Backtick || first === Char.Tilde) && this.#openFence(at, matched)) return;
      if (first === Char.Less && this.#openHtml(at, matched)) return;
      if ((first === Char.Equals || first === Char.Dash) && this.#paragraphStart >= 0 && allMatched) {
        if (this.#underline(at, first)) return;
      }
      if ((first === Char.Star || first === Char.Dash || first === Char.Underscore) && this.#isThematicBreak(at)) {
        this.#closeParagraph();
        this.#drop(matched);
        this.#settle();
        return;
      }
      if (this.#listItem(at, first, matched)) {
        matched = this.#containers.length;
        if (this.#isRestBlank()) return;
        continue;
      }
      break;
    }
    // Plain text: it goes on an open paragraph, even where a container's marks are missing.
    if (this.#paragraphStart >= 0) {
      this.#paragraphEnd = this.#lineEnd;
      return;
    }
    this.#drop(matched);
    this.#closeCode();
    this.#skipBlanks(Infinity);
    this.#paragraphStart = this.#at;
    this.#paragraphEnd = this.#lineEnd;
    this.#paragraphItem = this.#freshItem;
    this.#settle();
  }

  /** Something follows an item's marker now: it is neither fresh nor empty any more. */
  #settle(): void {
    this.#freshItem = -1;
    this.#emptyItem = false;
  }

  /** Ends the containers that this line does not carry on. */
  #drop(matched: number): void {
    if (matched < this.#containers.length) {
      this.#closeParagraph();
      this.#closeCode();
      this.#containers.length = matched;
    }
  }

  #heading(at: number, matched: number): boolean {
    const text = this.#text;
    let end = at;
    while (text.charCodeAt(end) === Char.Hash) end++;
    const level = end - at;
    if (level > 6 || (end < this.#lineEnd && !isBlank(text.charCodeAt(end)))) return false;
    this.#closeParagraph();
    this.#drop(matched);
    this.#closeCode();
    const contentStart = skipBlanks(text, end, this.#lineEnd);
    let contentEnd = trimEnd(text, contentStart, this.#lineEnd);
    // A closing run of # is no part of the text, if a blank stands before it.
    let closing = contentEnd;
    while (closing > contentStart && text.charCodeAt(closing - 1) === Char.Hash) closing--;
    if (closing < contentEnd && (closing === contentStart || isBlank(text.charCodeAt(closing - 1)))) {
      contentEnd = trimEnd(text, contentStart, closing);
    }
    const content = { start: contentStart, end: contentEnd };
    this.#headings.push({ level, content, block: { start: at, end: this.#lineEnd } });
    if (contentEnd > contentStart) this.#texts.push({ span: content, item: -1 });
    this.#settle();
    return true;
  }

  /** `===` or `---` under a paragraph makes it a heading. */
  #underline(at: number, mark: number): boolean {
    const text = this.#text;
    let end = at;
    while (end < this.#lineEnd && text.charCodeAt(end) === mark) end++;
    if (!this.#isBlankFrom(end)) return false;
    const start = skipDefinitions(text, this.#paragraphStart, this.#paragraphEnd);
    if (start >= this.#paragraphEnd) return false;
    const content = this.#trimmed(start, this.#paragraphEnd);
    this.#headings.push({
      level: mark === Char.Equals ? 1 : 2,
      content,
      block: { start: content.start, end: this.#lineEnd },
    });
    this.#closeParagraph();
    return true;
  }

  #openFence(at: number, matched: number): boolean {
    const text = this.#text;
    const mark = text.charCodeAt(at);
    let end = at;
    while (end < this.#lineEnd && text.charCodeAt(end) === mark) end++;
    const length = end - at;
    if (length < 3) return false;
    if (mark === Char.Backtick) {
      for (let i = end; i < this.#lineEnd; i++) if (text.charCodeAt(i) === Char.Backtick) return false;
    }
    this.#closeParagraph();
    this.#drop(matched);
    this.#closeCode();
    this.#settle();
    const info = this.#trimmed(end, this.#lineEnd);
    this.#fence = {
      mark,
      length,
      opening: { start: at, end: Math.max(info.end, end) },
      info,
      contentStart: nextLineStart(text, this.#lineEnd),
      containers: this.#containers.length,
    };
    return true;
  }

  #fenceLine(): void {
    const fence = this.#fence!;
    if (this.#indent() > 3) return;
    const text = this.#text;
    const at = this.#offsetAfterBlanks();
    let end = at;
    while (end < this.#lineEnd && text.charCodeAt(end) === fence.mark) end++;
    if (end - at < fence.length) return;
    if (!this.#isBlankFrom(end)) return;
    let lineStart = at;
    while (lineStart > fence.contentStart && !isLineEnd(text.charCodeAt(lineStart - 1))) lineStart--;
    this.#closeFence(lineStart, end, true);
  }

  /** The start of the first line from `lineStart` on that may close a fence outside all containers: most lines need no look. */
  #nextFenceMark(lineStart: number, mark: number): number {
    const text = this.#text;
    let at = text.indexOf(mark === Char.Backtick ? '```' : '~~~', lineStart);
    if (at < 0) return text.length;
    while (at > lineStart && !isLineEnd(text.charCodeAt(at - 1))) at--;
    return at;
  }

  #closeFence(contentEnd: number, end: number, closed: boolean): void {
    const fence = this.#fence!;
    this.#fence = undefined;
    const content = { start: Math.min(fence.contentStart, contentEnd), end: contentEnd };
    this.#fences.push({
      info: fence.info,
      opening: fence.opening,
      content,
      span: { start: fence.opening.start, end: Math.max(end, fence.opening.end) },
      closed,
      quoted: this.#containers.slice(0, fence.containers).some(container => container.quote),
    });
  }

  #openHtml(at: number, matched: number): boolean {
    const text = this.#text;
    const next = text.charCodeAt(at + 1);
    let kind = 0;
    if (next === Char.Exclamation) {
      if (text.startsWith('<!--', at)) kind = 2;
      else if (text.startsWith('<![CDATA[', at)) kind = 5;
      else if (isLetter(text.charCodeAt(at + 2))) kind = 4;
    } else if (next === Char.Question) kind = 3;
    else if (next === Char.Slash || isLetter(next)) {
      // A tag that opens a block stands at the line's start and is short; the rest of the line does not matter
      // but for the last kind, which must be alone on its line.
      const head = text.slice(at, Math.min(this.#lineEnd, at + 24));
      if (htmlTypeOne.test(head)) kind = 1;
      else if (htmlTypeSix.test(head)) kind = 6;
      else if (
        this.#paragraphStart < 0 &&
        this.#lineEnd - at < 1000 &&
        htmlTypeSeven.test(text.slice(at, this.#lineEnd))
      )
        kind = 7;
    }
    if (kind === 0) return false;
    this.#closeParagraph();
    this.#drop(matched);
    this.#closeCode();
    this.#settle();
    this.#html = { start: at, kind, containers: this.#containers.length };
    this.#at = at;
    if (kind < 6) this.#htmlLine();
    return true;
  }

  #htmlLine(): void {
    const html = this.#html!;
    const text = this.#text;
    if (html.kind >= 6) {
      if (this.#isRestBlank()) this.#closeHtml(this.#at);
      return;
    }
    // A comment may not close on its own opening: `<!-->` is a comment all the same.
    const from = Math.max(this.#at, html.start + 2);
    const line = text.slice(from, this.#lineEnd);
    const ends =
      html.kind === 1
        ? htmlEndOne.test(line)
        : line.includes(html.kind === 2 ? '-->' : html.kind === 3 ? '?>' : html.kind === 4 ? '>' : ']]>');
    if (ends) this.#closeHtml(this.#lineEnd);
  }

  #closeHtml(end: number): void {
    const html = this.#html;
    if (html === undefined) return;
    this.#html = undefined;
    if (html.kind !== 2) {
      this.#raw.push({ start: html.start, end });
      return;
    }
    const close = this.#text.indexOf('-->', html.start + 2);
    const commentEnd = close < 0 || close + 3 > end ? end : close + 3;
    this.#comments.push({ start: html.start, end: commentEnd });
    // What follows the comment on its last line belongs to the HTML block, not to Markdown.
    if (commentEnd < end) this.#raw.push({ start: commentEnd, end });
  }

  #isThematicBreak(at: number): boolean {
    const text = this.#text;
    const mark = text.charCodeAt(at);
    let count = 0;
    for (let i = at; i < this.#lineEnd; i++) {
      const unit = text.charCodeAt(i);
      if (unit === mark) count++;
      else if (!isBlank(unit)) return false;
    }
    return count >= 3;
  }

  #listItem(at: number, first: number, matched: number): boolean {
    const text = this.#text;
    let end = at + 1;
    if (isDigit(first)) {
      while (end < this.#lineEnd && isDigit(text.charCodeAt(end))) end++;
      const delimiter = text.charCodeAt(end);
      if (end - at > 9 || (delimiter !== Char.Dot && delimiter !== Char.CloseParen)) return false;
      end++;
    } else if (first !== Char.Star && first !== Char.Dash && first !== Char.Plus) return false;
    const atEnd = end >= this.#lineEnd;
    if (!atEnd && !isBlank(text.charCodeAt(end))) return false;
    const restBlank = atEnd || this.#isBlankFrom(end);
    // Only a numbered item 1, and no empty item, may break into a paragraph of the same container.
    if (this.#paragraphStart >= 0 && matched === this.#containers.length) {
      if (restBlank) return false;
      if (isDigit(first) && Number(text.slice(at, end - 1)) !== 1) return false;
    }
    this.#closeParagraph();
    this.#drop(matched);
    this.#closeCode();
    const lead = this.#indent();
    this.#skipTo(end);
    let padding = this.#indent();
    if (restBlank || padding > 4) padding = 1;
    const indent = lead + (end - at) + padding;
    if (restBlank) this.#at = this.#lineEnd;
    else this.#skipColumns(padding);
    this.#items.push({
      marker: { start: at, end },
      contentStart: restBlank ? Math.min(this.#lineEnd, end + 1) : this.#at,
      lineEnd: this.#lineEnd,
      depth: this.#depth(),
    });
    this.#containers.push({ quote: false, indent, items: this.#depth() + 1 });
    this.#freshItem = this.#items.length - 1;
    this.#emptyItem = restBlank;
    return true;
  }

  /** How many list items the innermost container lies in. */
  #depth(): number {
    return this.#containers.at(-1)?.items ?? 0;
  }

  #indentedLine(): void {
    if (this.#codeStart < 0) {
      this.#codeStart = this.#at;
      this.#settle();
    }
    this.#codeEnd = this.#lineEnd;
  }

  #closeCode(): void {
    if (this.#codeStart < 0) return;
    this.#raw.push({ start: this.#codeStart, end: this.#codeEnd });
    this.#codeStart = -1;
  }

  #closeParagraph(): void {
    if (this.#paragraphStart < 0) return;
    const start = skipDefinitions(this.#text, this.#paragraphStart, this.#paragraphEnd);
    if (start < this.#paragraphEnd) {
      // A definition is no first paragraph of an item.
      const item = start === this.#paragraphStart ? this.#paragraphItem : -1;
      this.#texts.push({ span: this.#trimmed(start, this.#paragraphEnd), item });
    }
    this.#paragraphStart = -1;
  }

  // Columns: a tab reaches to the next multiple of four.

  #advance(): void {
    const unit = this.#text.charCodeAt(this.#at);
    this.#column += unit === Char.Tab ? 4 - (this.#column % 4) : 1;
    this.#at++;
  }

  /** Skips blanks while they stay within `limit` columns; gives the columns skipped. */
  #skipBlanks(limit: number): number {
    const start = this.#column;
    while (this.#at < this.#lineEnd && isBlank(this.#text.charCodeAt(this.#at)) && this.#column - start < limit)
      this.#advance();
    return this.#column - start;
  }

  /** Skips so many columns of blanks; of a tab that reaches farther the rest is left. */
  #skipColumns(columns: number): void {
    const target = this.#column + columns;
    while (this.#column < target && this.#at < this.#lineEnd && isBlank(this.#text.charCodeAt(this.#at))) {
      if (this.#text.charCodeAt(this.#at) === Char.Tab && this.#column + 4 - (this.#column % 4) > target) {
        this.#column = target;
        return;
      }
      this.#advance();
    }
  }

  #skipTo(offset: number): void {
    while (this.#at < offset) this.#advance();
  }

  /** The columns of blanks from here on. */
  #indent(): number {
    let column = this.#column;
    for (let i = this.#at; i < this.#lineEnd; i++) {
      const unit = this.#text.charCodeAt(i);
      if (unit === Char.Tab) column += 4 - (column % 4);
      else if (unit === Char.Space) column++;
      else break;
    }
    return column - this.#column;
  }

  #offsetAfterBlanks(): number {
    return skipBlanks(this.#text, this.#at, this.#lineEnd);
  }

  #isRestBlank(): boolean {
    return this.#isBlankFrom(this.#at);
  }

  #isBlankFrom(from: number): boolean {
    return skipBlanks(this.#text, from, this.#lineEnd) >= this.#lineEnd;
  }

  #trimmed(from: number, to: number): Span {
    const end = trimEnd(this.#text, from, to);
    return { start: skipSpace(this.#text, from, end), end };
  }
}
