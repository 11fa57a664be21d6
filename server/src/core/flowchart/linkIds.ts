import { Char, isSpace } from './chars';

/**
 * Finds link IDs (`e1@-->`). Mermaid looks for one at every token start: words without blanks,
 * quotes and brackets up to the last `@` that is followed by neither `{` nor `"`. All starts
 * within one run of such words share that `@`, so each run is looked at once.
 */
export class LinkIds {
  readonly #text: string;
  readonly #endsRun: (unit: number) => boolean;
  /** False when the text has no `@` at all, which spares every look. */
  readonly isPossible: boolean;
  #runStart = 0;
  #runEnd = -1;
  #lastAt = -1;

  constructor(text: string, endsRun: (unit: number) => boolean = endsLinkId) {
    this.#text = text;
    this.#endsRun = endsRun;
    this.isPossible = text.includes('@');
  }

  /** Where the link ID that starts at `at` ends, or 0 when none does. */
  endAt(at: number): number {
    if (at < this.#runStart || at >= this.#runEnd) this.#readRun(at);
    return this.#lastAt > at ? this.#lastAt + 1 : 0;
  }

  #readRun(start: number): void {
    const text = this.#text;
    let end = start;
    this.#lastAt = -1;
    for (; end < text.length && !this.#endsRun(text.charCodeAt(end)); end++) {
      if (text.charCodeAt(end) !== Char.At || end + 1 >= text.length) continue;
      const after = text.charCodeAt(end + 1);
      if (after !== Char.OpenBrace && after !== Char.Quote) this.#lastAt = end;
    }
    this.#runStart = start;
    this.#runEnd = end;
  }
}

function endsLinkId(unit: number): boolean {
  switch (unit) {
    case Char.Quote:
    case Char.OpenBracket:
    case Char.CloseBracket:
    case Char.OpenParen:
    case Char.CloseParen:
    case Char.OpenBrace:
    case Char.CloseBrace:
    case Char.Pipe:
      return true;
    default:
      return isSpace(unit);
  }
}

/** What ends such a run in releases 11.12 to 11.17, where brackets do not: `group[admin@338]` is cut after the `@`. */
export function endsOldLinkId(unit: number): boolean {
  return unit === Char.Quote || isSpace(unit);
}
