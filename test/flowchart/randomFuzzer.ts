import fc from 'fast-check';
import type { Fuzzer, Round } from '../fuzz/fuzzer';
import type { Random } from '../fuzz/random';
import { Jury } from './mutations/jury';
import { randomFlowchart } from './randomFlowcharts';

const flowchartsARound = 100;

/** Flowcharts put together at random: the reader must agree with two releases of Mermaid. */
export class RandomFlowcharts implements Fuzzer {
  readonly name = 'random-flowcharts';
  #jury!: Jury;

  async open(): Promise<void> {
    this.#jury = await Jury.load();
  }

  async round(random: Random): Promise<Round> {
    const agrees = async (text: string) => {
      const found = await this.#jury.disagreements(text);
      if (found.length > 0) throw new Error(found.join('; '));
    };
    const run = await fc.check(fc.asyncProperty(randomFlowchart, agrees), {
      numRuns: flowchartsARound,
      seed: random.next(),
    });
    if (!run.failed) return { tried: run.numRuns };
    const [input = ''] = run.counterexample ?? [];
    return { tried: run.numRuns, finding: { what: (await this.#jury.disagreements(input)).join('; '), input } };
  }
}
