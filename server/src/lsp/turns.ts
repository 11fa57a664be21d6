/** Lets pending messages in, a cancellation among them. */
export function nextTurn(): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, 0));
}

/** Work that is done a few milliseconds at a stretch: other messages come in between. */
export class Stretches {
  readonly #length: number;
  #since = performance.now();

  /** @param length how long a stretch is, in milliseconds */
  constructor(length: number) {
    this.#length = length;
  }

  /** True once the stretch is over. */
  get isOver(): boolean {
    return performance.now() - this.#since >= this.#length;
  }

  /** Lets others in for some turns, and begins the next stretch. */
  async pause(turns = 1): Promise<void> {
    for (let turn = 0; turn < turns; turn++) await nextTurn();
    this.#since = performance.now();
  }
}
