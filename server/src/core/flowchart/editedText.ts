import type { Span } from '../text';

/** One replacement in a text: `[start, end)` becomes `newText`. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

/**
 * A text as Mermaid sees it after its preprocessing, which still knows where each unit stands in
 * the text it was made from. Every pass of the preprocessing adds one layer of replacements; a pass
 * that finds nothing adds none, so that a plain block costs one addition for each offset.
 */
export class EditedText {
  #text: string;
  readonly #base: number;
  readonly #end: number;
  readonly #layers: Layer[] = [];

  /** Starts from `source[start, end)`. */
  constructor(source: string, start: number, end: number) {
    this.#text = source.slice(start, end);
    this.#base = start;
    this.#end = end;
  }

  get text(): string {
    return this.#text;
  }

  /** Applies replacements, which are sorted and do not overlap. */
  apply(replacements: readonly Replacement[]): void {
    if (replacements.length === 0) return;
    const old = this.#text;
    const layer = new Layer();
    const parts: string[] = [];
    let from = 0;
    let length = 0;
    for (const { start, end, newText } of replacements) {
      if (start > from) {
        layer.add(length, from, start);
        parts.push(old.slice(from, start));
        length += start - from;
      }
      if (newText !== '') {
        layer.add(length, start, end);
        parts.push(newText);
        length += newText.length;
      }
      from = end;
    }
    layer.add(length, from, old.length);
    parts.push(old.slice(from));
    this.#text = parts.join('');
    this.#layers.push(layer);
  }

  /** Puts a text of the same length in the place of this one. */
  substitute(text: string): void {
    this.#text = text;
  }

  /** Adds the line end that Mermaid puts after every diagram. */
  addLineEnd(): void {
    this.#text += '\n';
  }

  /** Where the unit at `offset` stands in the source. */
  sourceStart(offset: number): number {
    let at = offset;
    for (let i = this.#layers.length - 1; i >= 0; i--) at = this.#layers[i]!.original(at);
    return Math.min(at + this.#base, this.#end);
  }

  /** Where, in the source, a stretch that ends before `offset` ends. */
  sourceEnd(offset: number): number {
    if (this.#layers.length === 0) return Math.min(offset + this.#base, this.#end);
    return offset === 0 ? this.sourceStart(0) : Math.min(this.sourceStart(offset - 1) + 1, this.#end);
  }

  /** The stretch of the source that `[start, end)` was made from. */
  sourceSpan(start: number, end: number): Span {
    const from = this.sourceStart(start);
    return { start: from, end: end > start ? Math.max(from, this.sourceEnd(end)) : from };
  }
}

/** Maps offsets of a text to offsets of the text before one pass. */
class Layer {
  readonly #starts: number[] = [];
  readonly #origins: number[] = [];
  readonly #limits: number[] = [];
  /** The stretch of the last look-up: offsets are asked for nearly in order. */
  #last = 0;

  /** From `start` on stands what was, or was made from, `[origin, limit)`. */
  add(start: number, origin: number, limit: number): void {
    this.#starts.push(start);
    this.#origins.push(origin);
    this.#limits.push(limit);
  }

  original(offset: number): number {
    const index = this.#find(offset);
    const origin = this.#origins[index]!;
    const at = origin + offset - this.#starts[index]!;
    // What replaced a shorter stretch, and the place after the text's end, count as the stretch's last unit or end.
    const limit = this.#limits[index]!;
    return index === this.#starts.length - 1 ? Math.min(at, limit) : Math.min(at, Math.max(origin, limit - 1));
  }

  #find(offset: number): number {
    const starts = this.#starts;
    let low = 0;
    let high = starts.length - 1;
    const last = this.#last;
    if (starts[last]! <= offset) {
      if (last === high || starts[last + 1]! > offset) return last;
      if (last + 2 > high || starts[last + 2]! > offset) return (this.#last = last + 1);
      low = last + 1;
    }
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return (this.#last = low);
  }
}
