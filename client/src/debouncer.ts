/** Runs an action once things have been quiet for a while. */
export class Debouncer {
  readonly #milliseconds: number;
  readonly #action: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(milliseconds: number, action: () => void) {
    this.#milliseconds = milliseconds;
    this.#action = action;
  }

  /** Runs the action soon; a call before then puts it off. */
  run(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#action, this.#milliseconds);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}
