import type { IdLine, Page } from '../page';
import type { Span } from '../text';

/** Where the ID line names its group: the ID itself, and the target of the link that the ID may stand in. */
export function idLinePlaces({ id, span }: IdLine, { links }: Page): Span[] {
  const own = links.find(({ textSpan }) => textSpan.start <= span.start && span.end <= textSpan.end);
  return own?.reference?.id === id ? [span, own.reference.idSpan] : [span];
}
