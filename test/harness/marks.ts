import type { Span } from '../../server/src/core/text';

/** A marked stretch of a text. */
export interface Mark {
  readonly tag: string;
  readonly span: Span;
}

/** A text whose marks were taken out. */
export interface Marked {
  readonly text: string;
  readonly marks: readonly Mark[];
  /** Where `$0` stood. */
  readonly caret: number | undefined;
}

/**
 * Takes the marks out of a text: `$0` is the caret, `$[…]{tag}` a stretch with a tag. Marks may nest, and
 * a stretch may hold brackets.
 */
export function readMarks(source: string): Marked {
  let text = '';
  let caret: number | undefined;
  const open: number[] = [];
  const marks: Mark[] = [];
  for (let at = 0; at < source.length;) {
    if (source.startsWith('$0', at)) {
      caret = text.length;
      at += 2;
    } else if (source.startsWith('$[', at)) {
      open.push(text.length);
      at += 2;
    } else {
      const close = /^\]\{([\w-]+)\}/.exec(source.slice(at, at + 40));
      if (close !== null && open.length > 0) {
        marks.push({ tag: close[1]!, span: { start: open.pop()!, end: text.length } });
        at += close[0].length;
      } else text += source[at++]!;
    }
  }
  if (open.length > 0) throw new Error('A mark is not closed: $[ without ]{tag}.');
  marks.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end || (a.tag < b.tag ? -1 : 1));
  return { text, marks, caret };
}

/** A text with spans marked again: how a test shows what it got. */
export function writeMarks(text: string, marks: readonly Mark[]): string {
  const inserts = marks.flatMap(({ tag, span }) => [
    { at: span.start, end: false, width: span.end - span.start, text: '$[' },
    { at: span.end, end: true, width: span.end - span.start, text: `]{${tag}}` },
  ]);
  // At one place: ends first, inner ends before outer ones, outer starts before inner ones.
  inserts.sort(
    (a, b) => a.at - b.at || Number(b.end) - Number(a.end) || (a.end ? a.width - b.width : b.width - a.width),
  );
  let result = '';
  let last = 0;
  for (const { at, text: insert } of inserts) {
    result += text.slice(last, at) + insert;
    last = at;
  }
  return result + text.slice(last);
}
