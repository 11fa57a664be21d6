import type { Output } from './host';

/** How long a command runs before it shows that it does, and how often it says so, in milliseconds. */
const silence = 1000;
const interval = 100;

/** A line on a terminal that counts what is done; silent where nobody watches and where it is over in a second. */
export class Progress {
  readonly #output: Output;
  readonly #total: number;
  readonly #what: string;
  #done = 0;
  #next = performance.now() + silence;
  #shown = false;

  constructor(output: Output, total: number, what: string) {
    this.#output = output;
    this.#total = total;
    this.#what = what;
  }

  /** So many more are under way. */
  step(count = 1): void {
    this.#done += count;
    if (!this.#output.isTerminal || performance.now() < this.#next) return;
    this.#next = performance.now() + interval;
    this.#shown = true;
    this.#output.write(`\r${this.#what} ${this.#done} of ${this.#total}…`);
  }

  /** Takes the line away. */
  done(): void {
    if (this.#shown) this.#output.write('\r\u001b[K');
  }
}
