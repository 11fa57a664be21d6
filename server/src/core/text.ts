/** A half-open range of UTF-16 code units in one text: `start` is the first unit, `end` the first one after it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A place in one text as editors count it: line and character from 0, characters in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Two positions, as editors count them. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** True when `offset` lies in the span or right at its end, as a caret does. */
export function touches(place: Span, offset: number): boolean {
  return offset >= place.start && offset <= place.end;
}

/** True when the unit at `offset` belongs to the span. */
export function holds(place: Span, offset: number): boolean {
  return offset >= place.start && offset < place.end;
}

/** True when an offset lies in one of some spans, which are sorted by their starts; of those around one another it looks at three. */
export function isInside(spans: readonly Span[], offset: number): boolean {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle]!.start <= offset) low = middle + 1;
    else high = middle;
  }
  for (let i = low - 1; i >= 0 && i >= low - 3; i--) if (offset < spans[i]!.end) return true;
  return false;
}

/** The text a span covers. */
export function slice(text: string, place: Span): string {
  return text.slice(place.start, place.end);
}

/**
 * Where each line of a text starts. LF, CRLF and a lone CR end a line, as in VS Code and in the
 * language server protocol. Built once for a text; look-ups are a binary search.
 */
export class LineIndex {
  readonly #text: string;
  readonly #starts: readonly number[];
  readonly #length: number;

  /** Reads the line ends of `text`: time and memory in step with its length. */
  constructor(text: string) {
    const starts = [0];
    if (text.includes('\r')) {
      for (let i = 0; i < text.length; i++) {
        const unit = text.charCodeAt(i);
        if (unit === 10 || (unit === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
      }
    } else {
      // Most pages have no CR, and the engine finds LFs faster than a loop does.
      for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    }
    this.#text = text;
    this.#starts = starts;
    this.#length = text.length;
  }

  /** How many lines the text has; a text that ends in a line end has an empty last line. */
  get count(): number {
    return this.#starts.length;
  }

  /** The offset at which a line (from 0) starts; the text's length for a line past the last. */
  startOf(line: number): number {
    return this.#starts[line] ?? this.#length;
  }

  /** The line (from 0) that holds an offset; offsets outside the text count as its nearest end. */
  lineOf(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Offset to line and character. */
  positionOf(offset: number): Position {
    const bounded = Math.max(0, Math.min(offset, this.#length));
    const line = this.lineOf(bounded);
    return { line, character: bounded - this.startOf(line) };
  }

  /** Line and character to offset; a character past the line's end counts as the line's end. */
  offsetOf(position: Position): number {
    if (position.line < 0) return 0;
    const start = this.startOf(position.line);
    return Math.max(start, Math.min(start + position.character, this.#endOf(position.line)));
  }

  /** The offset at which a line's text ends: its line end comes after it. */
  #endOf(line: number): number {
    const next = this.startOf(line + 1);
    // The last line has no end.
    if (line + 1 >= this.#starts.length) return next;
    return this.#text.startsWith('\r\n', next - 2) ? next - 2 : next - 1;
  }

  /** Span to range. */
  rangeOf(place: Span): Range {
    return { start: this.positionOf(place.start), end: this.positionOf(place.end) };
  }
}
