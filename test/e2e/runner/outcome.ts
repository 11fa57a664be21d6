/** Exit statuses of a run. */
export const passed = 0;
export const failed = 1;
/** The host crashed, hung or ran nothing: the tests say nothing either way. */
export const broken = 2;

/** How a run ended, and why. The first end counts. */
export class Outcome {
  #exitCode: number | undefined;
  #reason = '';
  #settle: (() => void) | undefined;
  /** Settles with the first end. */
  readonly settled = new Promise<void>(resolve => {
    this.#settle = resolve;
  });

  end(exitCode: number, reason: string): void {
    if (this.#exitCode !== undefined) return;
    this.#exitCode = exitCode;
    this.#reason = reason;
    this.#settle?.();
  }

  get isOver(): boolean {
    return this.#exitCode !== undefined;
  }

  get exitCode(): number {
    return this.#exitCode ?? broken;
  }

  get reason(): string {
    return this.#reason;
  }
}
