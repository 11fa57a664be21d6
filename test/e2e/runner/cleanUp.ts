/** What has to be undone at the end, last things first. */
export class CleanUp {
  readonly #steps: (() => Promise<void> | void)[] = [];

  add(step: () => Promise<void> | void): void {
    this.#steps.push(step);
  }

  /** Undoes everything; a step that fails, or that does not end in time, does not keep the others from running. */
  async run(): Promise<void> {
    for (const step of this.#steps.splice(0).reverse()) {
      try {
        await Promise.race([step(), patience()]);
      } catch (error) {
        console.error('clean-up:', error);
      }
    }
  }
}

function patience(): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, 8_000).unref());
}
