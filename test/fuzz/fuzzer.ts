import type { Random } from './random';

/** Tries a part of the product on inputs that nobody wrote. */
export interface Fuzzer {
  /** As it is given to `npm run fuzz -- --only`. */
  readonly name: string;
  /** Loads what it needs; called once, before the first round. */
  open?(): Promise<void>;
  /** Tries some inputs, for about a second. The same numbers give the same inputs. */
  round(random: Random): Promise<Round>;
  /** Ends what `open` began. */
  close?(): Promise<void>;
}

/** What came of a round, which ends at the first finding. */
export interface Round {
  readonly tried: number;
  readonly finding?: Finding;
}

export interface Finding {
  /** What is wrong, in a line. */
  readonly what: string;
  /** The smallest input found on which it is. */
  readonly input: string;
}
