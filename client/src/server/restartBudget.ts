/** How often something may be restarted: at most `limit` times within `milliseconds`. */
export class RestartBudget {
  readonly #limit: number;
  readonly #milliseconds: number;
  readonly #now: () => number;
  #restarts: readonly number[] = [];

  constructor(limit: number, milliseconds: number, now: () => number = Date.now) {
    this.#limit = limit;
    this.#milliseconds = milliseconds;
    this.#now = now;
  }

  /** Takes one restart out of the budget; false when it is spent. A spent budget fills again with time. */
  take(): boolean {
    const now = this.#now();
    const recent = this.#restarts.filter(time => now - time < this.#milliseconds);
    const granted = recent.length < this.#limit;
    this.#restarts = granted ? [...recent, now] : recent;
    return granted;
  }

  /** Forgets all restarts: for one that the user asks for. */
  refill(): void {
    this.#restarts = [];
  }
}
