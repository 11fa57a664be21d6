import type { Analysis } from '../analysis/analysis';
import { touches, type Span } from '../text';
import { idAt } from './idAt';

/**
 * All places of a page on which the ID at an offset stands, in any spelling; for the group also the nodes called
 * `group` and the title. Empty where no ID stands there.
 */
export function highlight(analysis: Analysis, offset: number): Span[] {
  const { page, groupId } = analysis;
  const { title } = page;
  const onTitle = title !== undefined && touches(title.span, offset);
  const id = idAt(analysis, offset)?.id ?? (onTitle && analysis.isGroupPage ? groupId : undefined);
  if (id === undefined) return [];
  const spans = analysis.references.flatMap(reference => (analysis.idOf(reference) === id ? [reference.span] : []));
  if (id === groupId) {
    if (title !== undefined) spans.push(title.span);
    for (const { flowchart } of analysis.graphs) {
      for (const mention of flowchart.mentions) if (mention.id === 'group') spans.push(mention.idSpan);
    }
  }
  return spans.sort((a, b) => a.start - b.start);
}
