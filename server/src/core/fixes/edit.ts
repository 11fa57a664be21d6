import type { Span } from '../text';

/** Puts a text in the place of a stretch of a page; an empty stretch is an insertion. */
export interface Edit {
  readonly span: Span;
  readonly newText: string;
}

/** An edit with the reasons it is made for. */
export interface TaggedEdit<T> extends Edit {
  readonly tags: readonly T[];
}

/**
 * Applies edits that do not overlap, in any order. Insertions at one offset come out in the order in
 * which they are given, before what replaces the text that starts there.
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = '';
  let last = 0;
  for (const { span, newText } of inOrder(edits)) {
    if (span.start < last) throw new RangeError(`Edits overlap at ${span.start}.`);
    result += text.slice(last, span.start) + newText;
    last = span.end;
  }
  return result + text.slice(last);
}

/** The edits by their place: insertions before what replaces the text at the same offset. */
export function inOrder<E extends Edit>(edits: readonly E[]): E[] {
  const isInsertion = ({ span }: Edit) => (span.start === span.end ? 0 : 1);
  return [...edits].sort((a, b) => a.span.start - b.span.start || isInsertion(a) - isInsertion(b));
}

/**
 * True when two groups of edits cannot be applied together: they touch the same text, or both insert
 * at one place, where it might be the same thing twice.
 */
export function areInConflict(some: readonly Edit[], others: readonly Edit[]): boolean {
  return some.some(({ span: a }) =>
    others.some(({ span: b }) => {
      if (a.start === a.end && b.start === b.end) return a.start === b.start;
      return a.start < b.end && b.start < a.end;
    }),
  );
}

/** The edit without what its old and new text have in common at their ends. */
export function trimmed<E extends Edit>(text: string, edit: E): E {
  const { newText } = edit;
  let { start, end } = edit.span;
  let from = 0;
  let to = newText.length;
  while (start < end && from < to && text.charCodeAt(start) === newText.charCodeAt(from)) {
    start++;
    from++;
  }
  while (start < end && from < to && text.charCodeAt(end - 1) === newText.charCodeAt(to - 1)) {
    end--;
    to--;
  }
  return { ...edit, span: { start, end }, newText: newText.slice(from, to) };
}
