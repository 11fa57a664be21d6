import type { Analysis } from '../analysis/analysis';
import { referenceAt } from '../places/references';
import type { IdReference } from '../places/reference';
import { holds, touches, type Span } from '../text';

/** An ATT&CK ID that stands at a place of a page. */
export interface IdAtOffset {
  /** Dots for slashes. May be malformed or unknown. */
  readonly id: string;
  /** What an editor marks: the ID, or the link or node that carries it. */
  readonly span: Span;
  /** The label that stands with it, where there is one. */
  readonly label: string | undefined;
  /** Where the ID itself is written; undefined for the node `group`, which only stands for it. */
  readonly reference: IdReference | undefined;
}

/**
 * The ID at an offset, in any of the forms there are: a link's text or target, a node and its label, the ID
 * line, a wikilink, a bare ID or a site's URL in prose, a Sigma rule's tag, a layer's technique. Undefined where
 * none stands: a word in prose that only looks like one (`T1000`, a model's number) is none.
 */
export function idAt(analysis: Analysis, offset: number): IdAtOffset | undefined {
  for (const { fence, flowchart } of analysis.page.graphs) {
    if (!holds(fence.content, offset)) continue;
    const group = flowchart.mentions.find(({ id, span }) => id === 'group' && touches(span, offset));
    if (group === undefined) continue;
    const { groupId } = analysis;
    return groupId === undefined
      ? undefined
      : { id: groupId, span: group.span, label: group.label, reference: undefined };
  }
  const reference = referenceAt(analysis.references, offset);
  if (reference === undefined) return undefined;
  const { span, around, form, label } = reference;
  // A link and a node are one thing; elsewhere the ID is marked where the pointer is on it.
  const isWhole = form === 'link' || form === 'node' || !touches(span, offset);
  return { id: analysis.idOf(reference), span: isWhole ? around : span, label, reference };
}
