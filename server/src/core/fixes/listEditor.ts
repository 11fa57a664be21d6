import type { ListItem, Page, TechniqueItem, TechniqueList } from '../page';
import { lineEndAt, nextLineStart } from '../parse/characters';
import { plainText } from '../parse/inline';
import { objectPath } from '../parse/linkTargets';
import type { Span } from '../text';
import { apart } from './apart';
import type { Edit, TaggedEdit } from './edit';
import { linePrefix, lineStartAt, startWithSuppressions, wholeLines } from './lines';

interface Change<T> {
  readonly id: string;
  readonly label: string | undefined;
  readonly tag: T;
}

interface Addition<T> {
  readonly id: string;
  readonly label: string;
  readonly tag: T;
}

/**
 * Collects what is to change in a page's technique list, and makes the edits: the smallest ones that keep
 * the author's order, markers, indentation, link forms and what stands after the links.
 */
export class ListEditor<T> {
  readonly #page: Page;
  readonly #list: TechniqueList;
  readonly #order: readonly string[];
  readonly #changes = new Map<TechniqueItem, Change<T>>();
  readonly #removed = new Map<TechniqueItem, T>();
  readonly #notes = new Map<TechniqueItem, { readonly text: string; readonly tag: T }>();
  readonly #additions: Addition<T>[] = [];

  /** `order`: the techniques in the order of the page's graph, which new items follow. */
  constructor(page: Page, list: TechniqueList, order: readonly string[]) {
    this.#page = page;
    this.#list = list;
    this.#order = order;
  }

  /** Lets an item name another technique, or the same by another label. */
  change(item: TechniqueItem, id: string, label: string | undefined, tag: T): void {
    this.#changes.set(item, { id, label, tag });
  }

  /** Takes an item away. */
  remove(item: TechniqueItem, tag: T): void {
    this.#removed.set(item, tag);
  }

  /** Adds text at the end of an item's first line. */
  addNote(item: TechniqueItem, text: string, tag: T): void {
    this.#notes.set(item, { text: (this.#notes.get(item)?.text ?? '') + text, tag });
  }

  /** Adds an item. */
  add(id: string, label: string, tag: T): void {
    this.#additions.push({ id, label, tag });
  }

  /** Everything that was asked for, as edits that do not overlap. */
  edits(): TaggedEdit<T>[] {
    const edits: TaggedEdit<T>[] = [];
    const gone = new Map<TechniqueItem, Span>();
    for (const [item, tag] of this.#removed) {
      const { span, indents } = this.#removal(item);
      gone.set(item, span);
      for (const place of [span, ...indents]) edits.push({ span: place, newText: '', tags: [tag] });
    }
    edits.push(...this.#commentsAtTop());
    for (const [item, { id, label, tag }] of this.#changes) {
      if (this.#removed.has(item)) continue;
      for (const edit of itemEdits(this.#page.text, item, id, label)) edits.push({ ...edit, tags: [tag] });
    }
    for (const [item, { text, tag }] of this.#notes) {
      const at = item.item.lineEnd;
      edits.push({ span: { start: at, end: at }, newText: text, tags: [tag] });
    }
    return apart([...edits, ...this.#additionEdits(gone)], this.#page.lineEnd);
  }

  /**
   * What goes with an item: what is its own below it. Other techniques stay, and all from the first item that leads to one,
   * without what they are indented by because of the item that goes.
   */
  #removal(own: TechniqueItem): { readonly span: Span; readonly indents: readonly Span[] } {
    const { text } = this.#page;
    const start = startWithSuppressions(this.#page, own.item.marker.start);
    const end = this.#endOf(own);
    const nested = this.#nested(own, end);
    if (nested !== undefined) {
      const stays = { start: startWithSuppressions(this.#page, nested.marker.start), end };
      return { span: { start, end: stays.start }, indents: this.#indents(own, nested, stays) };
    }
    const span = wholeLines(this.#page, start, end);
    // Of two blank lines around a lone item one goes with it.
    const before = text.slice(0, span.start);
    const after = lineEndAt(text, span.end);
    const isLoose = /(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)$/.test(before) && text.slice(span.end, after).trim() === '';
    const whole = isLoose && after < text.length ? { start: span.start, end: nextLineStart(text, after) } : span;
    return { span: whole, indents: [] };
  }

  /** The first item within an item that stays, where techniques that stay are below it. */
  #nested(own: TechniqueItem, end: number): ListItem | undefined {
    const isBelow = ({ marker }: ListItem) => marker.start > own.item.lineEnd && marker.start < end;
    const hasOthers = this.#list.items.some(other => isBelow(other.item) && !this.#removed.has(other));
    return hasOthers ? this.#page.listItems.find(isBelow) : undefined;
  }

  /** A comment that ends an item is more likely about the next one. */
  #endOf(own: TechniqueItem): number {
    const { comments } = this.#page;
    let end = blockEndOf(this.#page, own);
    for (;;) {
      const last = comments.find(comment => comment.start > own.item.lineEnd && comment.end === end);
      if (last === undefined) return end;
      const { text } = this.#page;
      const before = text.slice(own.item.lineEnd, last.start);
      if (!/(?:^|[\n\r])[ \t]*$/.test(before)) return end;
      end = own.item.lineEnd + before.trimEnd().length;
    }
  }

  /** What the lines of nested items that stay are indented by because of the item that goes. */
  #indents(own: TechniqueItem, nested: ListItem, stays: Span): Span[] {
    const { lines, text } = this.#page;
    const outer = linePrefix(this.#page, own.item.marker.start);
    const inner = linePrefix(this.#page, nested.marker.start);
    if (!inner.startsWith(outer) || inner === outer) return [];
    const spans: Span[] = [];
    for (let line = lines.lineOf(stays.start); line < lines.count && lines.startOf(line) < stays.end; line++) {
      const at = lines.startOf(line);
      if (text.startsWith(inner, at)) spans.push({ start: at + outer.length, end: at + inner.length });
    }
    return spans;
  }

  /** What silences the item that comes to be the first one stands indented into one that goes. */
  #commentsAtTop(): TaggedEdit<T>[] {
    const { heading, span } = this.#list;
    const own = this.#page.listItems.filter(
      ({ marker }) => heading.block.end <= marker.start && marker.start < span.end,
    );
    const removed = new Map([...this.#removed].map(([{ item }, tag]) => [item, tag]));
    const [first] = own;
    const next = own.find(item => !removed.has(item));
    if (first === undefined || next === undefined || next === first) return [];
    const start = startWithSuppressions(this.#page, next.marker.start);
    const end = lineStartAt(this.#page, next.marker.start);
    const text = this.#page.text.slice(start, end);
    const newText = commentsForTop(text, linePrefix(this.#page, next.marker.start));
    return newText === text ? [] : [{ span: { start, end }, newText, tags: [removed.get(first)!] }];
  }

  #additionEdits(gone: ReadonlyMap<TechniqueItem, Span>): TaggedEdit<T>[] {
    const { text, lineEnd } = this.#page;
    const ids = new Map<string, TechniqueItem>();
    const staying = this.#list.items.filter(item => !gone.has(item));
    for (const item of staying) ids.set(this.#changes.get(item)?.id ?? item.id, item);
    return this.#additions.map(({ id, label, tag }) => {
      const anchor = this.#anchor(id, ids, staying);
      if (anchor === undefined) {
        const at = this.#list.heading.block.end;
        return {
          span: { start: at, end: at },
          newText: `${lineEnd}* [${escaped(label)}](${objectPath({ id, type: 'technique' })})`,
          tags: [tag],
        };
      }
      const start = lineStartAt(this.#page, anchor.item.marker.start);
      const blank = this.#isLoose(anchor) ? lineEnd : '';
      const line = text.slice(start, anchor.item.marker.start) + this.#newItem(anchor, id, label);
      const deleted = gone.get(anchor);
      if (deleted !== undefined) {
        const at = deleted.start;
        return lineStartAt(this.#page, at) === at
          ? { span: { start: at, end: at }, newText: line + lineEnd, tags: [tag] }
          : { span: { start: at, end: at }, newText: lineEnd + line, tags: [tag] };
      }
      const at = blockEndOf(this.#page, anchor);
      return { span: { start: at, end: at }, newText: lineEnd + blank + line, tags: [tag] };
    });
  }

  /** The item after which a technique goes: that of the nearest technique before it in the graph. */
  #anchor(
    id: string,
    ids: ReadonlyMap<string, TechniqueItem>,
    staying: readonly TechniqueItem[],
  ): TechniqueItem | undefined {
    const at = this.#order.indexOf(id);
    for (let i = at - 1; i >= 0; i--) {
      const item = ids.get(this.#order[i]!);
      if (item !== undefined) return item;
    }
    return staying.at(-1) ?? this.#list.items.at(-1);
  }

  #isLoose({ item }: TechniqueItem): boolean {
    const { lines, text } = this.#page;
    const line = lines.lineOf(item.marker.start);
    const index = this.#page.listItems.indexOf(item);
    const before = this.#page.listItems[index - 1];
    if (line === 0 || before === undefined || before.depth !== item.depth) return false;
    if (before.marker.start < this.#list.span.start) return false;
    return text.slice(lines.startOf(line - 1), lines.startOf(line)).trim() === '';
  }

  /** A new item in the manner of a neighbour: its marker, its form of link, its wording of labels. */
  #newItem(model: TechniqueItem, id: string, label: string): string {
    const { text } = this.#page;
    const { item, link, idSpan } = model;
    const marker = nextMarker(text.slice(item.marker.start, item.marker.end), this.#numberBefore(model));
    const gap = text.slice(item.marker.end, item.contentStart) || ' ';
    const linked = link === undefined || !model.goodForm ? this.#list.items.find(isLinked) : model;
    if (linked?.link === undefined) {
      if (link !== undefined || this.#list.items.length === 0) {
        return `${marker}${gap}[${escaped(label)}](${objectPath({ id, type: 'technique' })})`;
      }
      const written = text.slice(idSpan.start, idSpan.end).includes('/') ? id.replace('.', '/') : id;
      return `${marker}${gap}${written}`;
    }
    const { targetSpan, reference } = linked.link;
    const before = text.slice(targetSpan.start, reference!.idSpan.start);
    const after = text.slice(reference!.idSpan.end, targetSpan.end).replace(/[?#].*$/, '');
    const open = text[targetSpan.start - 1] === '<' ? '<' : '';
    const target = `${open}${before}${id.replace('.', '/')}${after}${open === '' ? '' : '>'}`;
    return `${marker}${gap}[${escaped(label)}](${target})`;
  }

  #numberBefore(model: TechniqueItem): string | undefined {
    const { text, listItems } = this.#page;
    const before = listItems[listItems.indexOf(model.item) - 1];
    return before === undefined || before.depth !== model.item.depth
      ? undefined
      : text.slice(before.marker.start, before.marker.end);
  }
}

/**
 * The comments above an item, at the beginning of a text, as they have to stand where no item is above them: an indent of
 * four blanks more than the item's would make them code. `prefix` is what the item's line starts with.
 */
export function commentsForTop(text: string, prefix: string): string {
  return text.replace(/^(?:[ \t>]*<!--(?:(?!-->)[^])*-->[ \t]*(?:\r\n|\n|\r))+/, comments =>
    comments.replace(/^[ \t>]*(?=<!--)/gm, indent => (widthOf(indent) < widthOf(prefix) + 4 ? indent : prefix)),
  );
}

/** How many columns a line's blanks and quote marks take. */
function widthOf(indent: string): number {
  let width = 0;
  for (const mark of indent) width += mark === '\t' ? 4 - (width % 4) : 1;
  return width;
}

/** The end of the last line that belongs to an item: its continuation lines and nested blocks included. */
export function blockEndOf(page: Page, { item }: Pick<TechniqueItem, 'item'>): number {
  const { text, lines, suppressions, techniqueList } = page;
  const column = item.marker.start - lineStartAt(page, item.marker.start);
  // What silences the item below stands indented into this one, and belongs to that one.
  const isNext = (start: number, stop: number) =>
    suppressions.some(({ span }) => span.start <= stop && start <= span.end);
  const sectionEnd = techniqueList?.span.end ?? text.length;
  let end = item.lineEnd;
  let wasBlank = false;
  for (let line = lines.lineOf(item.lineEnd) + 1; line < lines.count; line++) {
    const start = lines.startOf(line);
    const stop = lineEndAt(text, start);
    const content = text.slice(start, stop);
    // The heading that ends the section may be indented.
    if (start >= sectionEnd || stop > sectionEnd) break;
    if (content.trim() === '') {
      wasBlank = true;
      continue;
    }
    const indent = /^[ \t]*/.exec(content)![0].length;
    const isOwn = indent > column || (!wasBlank && isContinuation(content));
    if (!isOwn) break;
    if (!isNext(start, stop)) end = stop;
    wasBlank = false;
  }
  return end;
}

/** What an item holds besides its link: text of the author's before and after it, further lines or items that are its own. */
export function noteOf(
  page: Page,
  own: TechniqueItem,
): { readonly head: string; readonly tail: string; readonly more: boolean } {
  const { text } = page;
  const { item, link, idSpan } = own;
  // A box to tick says nothing that would be missed, and neither do marks around the link.
  const before = text.slice(item.contentStart, link?.span.start ?? idSpan.start).replace(/^\[[ xX]\](?=[ \t])/, '');
  const rest = text.slice(link?.span.end ?? idSpan.end, item.lineEnd).trimEnd();
  const opening = /(?<![*_~[])[*_~[]*$/.exec(before)![0];
  const closing = [...opening].reverse().join('').replaceAll('[', ']');
  // Two brackets are a wikilink's; one alone begins a link to somewhere else.
  const isFramed = rest.startsWith(closing) && closing.split(']').length % 2 === 1;
  const head = (isFramed ? before.slice(0, before.length - opening.length) : before).trim();
  const tail = isFramed ? rest.slice(closing.length) : rest;
  // The line of an item within an item is the outer one's too.
  const lineStart = lineStartAt(page, item.marker.start);
  const isAlone = lineStart + linePrefix(page, item.marker.start).length === item.marker.start;
  return { head, tail, more: !isAlone || blockEndOf(page, own) > item.lineEnd };
}

/** The edits that let an item name a technique by another ID or label. */
export function itemEdits(text: string, item: TechniqueItem, id: string, label: string | undefined): Edit[] {
  const edits: Edit[] = [];
  const raw = text.slice(item.idSpan.start, item.idSpan.end);
  if (id !== item.id || (item.link !== undefined && !item.goodForm)) {
    const isPath = item.link !== undefined || raw.includes('/');
    const newText = isPath ? id.replace('.', '/') : id;
    if (newText !== raw) edits.push({ span: item.idSpan, newText });
  }
  if (label === undefined) return edits;
  if (item.labelSpan !== undefined && item.label !== undefined) {
    if (label !== item.label) edits.push(labelEdit(text, item.labelSpan, item.label, label));
  }
  return edits;
}

function labelEdit(text: string, span: Span, old: string, label: string): Edit {
  // Marks around the label stay: `[**Phishing**](…)`.
  const raw = text.slice(span.start, span.end);
  const at = raw.indexOf(old);
  const isFramed = at > 0 && /^[*_`\s]+$/.test(raw.slice(0, at));
  const inner = isFramed ? { start: span.start + at, end: span.start + at + old.length } : span;
  const newText = raw.startsWith('`') ? label : escaped(label);
  return { span: inner, newText };
}

/** A name as a link's text: what Markdown would read as a mark is escaped, and nothing else. */
export function escaped(name: string): string {
  const isPlain = plainText(name) === name && !/[[\]\\<]/.test(name);
  return isPlain ? name : name.replace(/[\\[\]*_`<&~]/g, mark => `\\${mark}`);
}

function isLinked({ link, goodForm }: TechniqueItem): boolean {
  return link?.reference !== undefined && goodForm;
}

/** True for a line, indented no more than its item, that goes on with the paragraph above it and starts nothing new. */
function isContinuation(line: string): boolean {
  return !/^[ \t]*(?:[-*+][ \t]|\d{1,9}[.)][ \t]|#{1,6}(?:[ \t]|$)|```|~~~|>|<)/.test(line);
}

/** `*` after `*`, `4.` after `3.`; `1.` where the author numbers all items so. */
function nextMarker(marker: string, before: string | undefined): string {
  const match = /^(\d+)([.)])$/.exec(marker);
  if (match === null || before === marker) return marker;
  return `${Number(match[1]) + 1}${match[2]!}`;
}
