import type { Flowchart } from '../flowchart/flowchart';
import { parseFlowchart } from '../flowchart/parseFlowchart';
import type { Span } from '../text';

/** Reads what stands in a fence as a flowchart; where the fence is quoted, as if the quote marks were not there. */
export function readFlowchart(text: string, content: Span, quoted: boolean): Flowchart {
  return parseFlowchart(quoted ? withoutQuoteMarks(text, content) : text, content.start, content.end);
}

/** The text with the `>` at the starts of a span's lines blanked out, so that all offsets stay what they are. */
function withoutQuoteMarks(text: string, place: Span): string {
  const content = text
    .slice(place.start, place.end)
    .replace(/(^|[\n\r])([ \t>]+)/g, (_, lineStart: string, marks: string) => lineStart + marks.replaceAll('>', ' '));
  return text.slice(0, place.start) + content + text.slice(place.end);
}
