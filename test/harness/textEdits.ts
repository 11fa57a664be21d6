import { applyEdits } from '../../server/src/core/fixes/edit';
import { LineIndex, type Range } from '../../server/src/core/text';

/** What a text becomes when an editor applies edits of the protocol. */
export function applyTextEdits(
  text: string,
  edits: readonly { readonly range: Range; readonly newText: string }[],
): string {
  const lines = new LineIndex(text);
  return applyEdits(
    text,
    edits.map(({ range, newText }) => ({
      span: { start: lines.offsetOf(range.start), end: lines.offsetOf(range.end) },
      newText,
    })),
  );
}
