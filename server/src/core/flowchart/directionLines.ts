import { isLineTerminator, isSpace, skipSpace } from './chars';

const keyword = 'direction';
/** In the order in which Mermaid looks for them. */
export const directions = ['TB', 'BT', 'RL', 'LR', 'TD'] as const;

/** One place that says a direction: `direction`, white space, and one of the five. */
interface Place {
  readonly start: number;
  readonly end: number;
  readonly direction: string;
  readonly rank: number;
  /** Where the line of the place starts. */
  readonly line: number;
}

/** A line that Mermaid takes for one direction statement. */
export interface DirectionLine {
  /** The words that decide: `direction LR`. */
  readonly start: number;
  readonly wordsEnd: number;
  /** Where the statement ends: at the end of the line on which the words end. */
  readonly end: number;
  readonly direction: string;
}

/**
 * Finds the lines that Mermaid takes for one direction statement: every line on which `direction`
 * and a direction stand, whatever else stands there. The places are found once, when it is made.
 */
export class DirectionLines {
  readonly #text: string;
  readonly #places: readonly Place[];
  #next = 0;

  constructor(text: string) {
    this.#text = text;
    this.#places = findPlaces(text);
  }

  /** True when a token that starts at `at` swallows the rest of its line as a direction statement. */
  startsAt(at: number): boolean {
    if (this.#places.length === 0) return false;
    this.#moveTo(at);
    const next = this.#places[this.#next];
    return next !== undefined && next.line <= at;
  }

  /** The statement that starts at `at`, where `startsAt` said so. Of several directions on the line, Mermaid's first. */
  lineAt(at: number): DirectionLine {
    this.#moveTo(at);
    let best = this.#places[this.#next]!;
    for (let i = this.#next + 1; i < this.#places.length; i++) {
      const place = this.#places[i]!;
      if (place.line > at) break;
      if (place.rank <= best.rank) best = place;
    }
    const lineFeed = this.#text.indexOf('\n', best.end);
    const { start, end: wordsEnd, direction } = best;
    return { start, wordsEnd, end: lineFeed < 0 ? this.#text.length : lineFeed, direction };
  }

  /** Moves to the first place at or after `at`. */
  #moveTo(at: number): void {
    const places = this.#places;
    while (this.#next > 0 && places[this.#next - 1]!.start >= at) this.#next--;
    while (this.#next < places.length && places[this.#next]!.start < at) this.#next++;
  }
}

function findPlaces(text: string): Place[] {
  const places: Place[] = [];
  for (let at = text.indexOf(keyword); at >= 0; at = text.indexOf(keyword, at + keyword.length)) {
    const space = at + keyword.length;
    if (!isSpace(text.charCodeAt(space))) continue;
    const start = skipSpace(text, space);
    const rank = directions.findIndex(direction => text.startsWith(direction, start));
    if (rank < 0) continue;
    const line = lineStart(text, at, places.at(-1));
    places.push({ start: at, end: start + 2, direction: directions[rank]!, rank, line });
  }
  return places;
}

/** Where the line of `at` starts. What lies before the place found last is not looked at again. */
function lineStart(text: string, at: number, last: Place | undefined): number {
  const known = last?.start ?? 0;
  for (let start = at; start > known; start--) if (isLineTerminator(text.charCodeAt(start - 1))) return start;
  return last?.line ?? 0;
}
