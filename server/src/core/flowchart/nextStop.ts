/**
 * Finds the next unit of a kind in a text, and remembers the answer: however many places on the way
 * ask, the way is gone once. Without that, text with many unfinished constructs costs quadratic time.
 */
export class NextStop {
  readonly #text: string;
  readonly #isStop: (unit: number) => boolean;
  #start = 0;
  #stop = -1;

  constructor(text: string, isStop: (unit: number) => boolean) {
    this.#text = text;
    this.#isStop = isStop;
  }

  /** The offset of the first stop at or after `at`; the text's length where there is none. */
  from(at: number): number {
    if (at >= this.#start && at <= this.#stop) return this.#stop;
    const text = this.#text;
    const isStop = this.#isStop;
    // From a place before the way that is known, only the way up to it is new.
    const known = at < this.#start ? this.#start : text.length;
    let stop = at;
    while (stop < known && !isStop(text.charCodeAt(stop))) stop++;
    if (stop < known || known !== this.#start) this.#stop = stop;
    this.#start = at;
    return this.#stop;
  }
}
