import { Char } from './chars';

/**
 * Finds where `@{ … }` ends: at the first `}` outside double quotes. A `^` outside quotes breaks it.
 * Remembers failed searches, so that many unfinished `@{` do not each read to the text's end.
 */
export class AttributeEnds {
  readonly #text: string;
  /** The stretches of the last failed searches, from places with an even and an odd number of quotes before them. */
  readonly #failedFrom = [0, 0];
  readonly #failedTo = [-1, -1];
  #quotes = 0;
  #countedTo = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The offset after the `}` of the `@{` at `start`, or 0 where it has none. */
  from(start: number): number {
    const text = this.#text;
    const bodyStart = start + 2;
    if (this.#failedBefore(bodyStart)) return 0;
    let quoted = false;
    for (let at = bodyStart; ; at++) {
      const unit = text.charCodeAt(at);
      if (unit === Char.Quote) quoted = !quoted;
      else if (unit === Char.CloseBrace && !quoted) return at + 1;
      else if (at >= text.length || (unit === Char.Caret && !quoted)) return this.#fail(bodyStart, at);
      // A search that is still going after a line end is rare: only then is it worth asking.
      else if (unit === Char.LineFeed && !quoted && this.#failedBefore(at)) return 0;
    }
  }

  #fail(from: number, to: number): number {
    const parity = this.#parityAt(from);
    this.#failedFrom[parity] = from;
    this.#failedTo[parity] = to;
    return 0;
  }

  /** True when an earlier search went over `at` outside quotes, and failed. */
  #failedBefore(at: number): boolean {
    // Counting quotes is for the rare place that some failed search went over.
    if (!this.#isWithin(at, 0) && !this.#isWithin(at, 1)) return false;
    return this.#isWithin(at, this.#parityAt(at));
  }

  #isWithin(at: number, parity: number): boolean {
    return at >= this.#failedFrom[parity]! && at <= this.#failedTo[parity]!;
  }

  #parityAt(at: number): number {
    const text = this.#text;
    for (; this.#countedTo < at; this.#countedTo++) {
      if (text.charCodeAt(this.#countedTo) === Char.Quote) this.#quotes++;
    }
    while (this.#countedTo > at) if (text.charCodeAt(--this.#countedTo) === Char.Quote) this.#quotes--;
    return this.#quotes % 2;
  }
}
