import { inOrder, type Edit } from './edit';

/**
 * The edits in their order, none of which begins before the one above it ends. Two lines that go may both reach for the
 * line end between them: the later deletion begins where the earlier one ends, and so does a new line there. What changes
 * deleted text is left out.
 */
export function apart<E extends Edit>(edits: readonly E[], lineEnd: string): E[] {
  let last = 0;
  return inOrder(edits).flatMap((edit): E[] => {
    const { span, newText } = edit;
    const start = last;
    last = Math.max(last, span.end);
    if (span.start >= start) return [edit];
    if (newText === '') return start < span.end ? [{ ...edit, span: { start, end: span.end } }] : [];
    if (!newText.startsWith(lineEnd)) return [];
    return [{ ...edit, span: { start, end: start }, newText: newText.slice(lineEnd.length) + lineEnd }];
  });
}
