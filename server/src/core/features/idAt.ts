import { nodeKind, type Analysis } from '../analysis/analysis';
import { findIds, idForm } from '../parse/ids';
import { touches, type Span } from '../text';

/** An ATT&CK ID that stands at a place of a page. */
export interface IdAtOffset {
  /** Dots for slashes. May be malformed or unknown. */
  readonly id: string;
  /** What an editor marks: the ID, or the link or node that carries it. */
  readonly span: Span;
  /** The label that stands with it, where there is one. */
  readonly label: string | undefined;
}

/**
 * The ID at an offset, in any of the forms a page has: a link's text or target, a node and its label, the
 * ID line, a bare ID or a site's URL in prose. Undefined where none stands.
 */
export function idAt(analysis: Analysis, offset: number): IdAtOffset | undefined {
  const { page } = analysis;
  for (const { fence, flowchart } of page.graphs) {
    if (offset < fence.content.start || offset >= fence.content.end) continue;
    for (const { id, span, label } of flowchart.mentions) {
      if (!touches(span, offset)) continue;
      if (id === 'group') return analysis.groupId === undefined ? undefined : { id: analysis.groupId, span, label };
      if (nodeKind(id) !== 'other' || idForm(id)?.wellFormed === true) return { id, span, label };
    }
  }
  const { idLine } = page;
  if (idLine !== undefined && idLine.id !== '' && touches(idLine.span, offset)) {
    return { id: idLine.id, span: idLine.span, label: page.title?.text };
  }
  for (const { span, text, reference } of page.links) {
    if (reference !== undefined && touches(span, offset)) return { id: reference.id, span, label: text };
  }
  const line = page.lines.lineOf(offset);
  const place = { start: page.lines.startOf(line), end: page.lines.startOf(line + 1) };
  const token = findIds(page.text, place).find(({ span }) => touches(span, offset));
  return token === undefined ? undefined : { id: token.id, span: token.span, label: undefined };
}
