import type { Fuzzer, Round } from '../../fuzz/fuzzer';
import type { Random } from '../../fuzz/random';
import { shrink } from '../../fuzz/shrink';
import { Jury } from './jury';
import { mutate } from '../../fuzz/mutate';
import { acceptedFlowcharts } from './sources';
import { flowchartTokens } from './tokens';

const mutantsARound = 100;

/** Flowcharts that Mermaid accepts, with some tokens changed: the reader must agree with two releases of Mermaid. */
export class MutatedFlowcharts implements Fuzzer {
  readonly name = 'mutated-flowcharts';
  readonly #withCorpus: boolean;
  #sources: readonly string[] = [];
  #jury!: Jury;

  /** `withCorpus`: also starts from flowcharts that are no part of the repository, where they are there. */
  constructor(withCorpus: boolean) {
    this.#withCorpus = withCorpus;
  }

  async open(): Promise<void> {
    this.#jury = await Jury.load();
    this.#sources = acceptedFlowcharts(this.#withCorpus);
  }

  async round(random: Random): Promise<Round> {
    for (let tried = 1; tried <= mutantsARound; tried++) {
      const text = mutate(random.pick(this.#sources), random.pick(this.#sources), flowchartTokens, random);
      const [difference] = await this.#jury.disagreements(text);
      if (difference === undefined) continue;
      const input = await shrink(text, flowchartTokens.split, async smaller => {
        const others = await this.#jury.disagreements(smaller);
        return others.some(other => kindOf(other) === kindOf(difference));
      });
      return { tried, finding: { what: (await this.#jury.disagreements(input)).join('; '), input } };
    }
    return { tried: mutantsARound };
  }
}

/** In what they differ, without the values. */
function kindOf(difference: string): string {
  return difference.slice(0, difference.indexOf(':'));
}
