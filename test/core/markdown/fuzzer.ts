import type { Fuzzer, Round } from '../../fuzz/fuzzer';
import { mutate } from '../../fuzz/mutate';
import type { Random } from '../../fuzz/random';
import { shrink } from '../../fuzz/shrink';
import { markdownDifferences } from './agreement';
import { markdownPages, snippets } from './sources';
import { markdownTokens } from './tokens';

const mutantsARound = 150;
/** micromark takes long for a whole page; a finding seldom needs more than some lines. */
const mostLines = 16;

/** Pieces of Markdown pages with some tokens changed: the product must find their blocks and spans where micromark does. */
export class MutatedMarkdown implements Fuzzer {
  readonly name = 'mutated-markdown';
  readonly #withMaterial: boolean;
  #pages: readonly (readonly string[])[] = [];

  /** `withMaterial`: also starts from pages that are no part of the repository, where they are there. */
  constructor(withMaterial: boolean) {
    this.#withMaterial = withMaterial;
  }

  async open(): Promise<void> {
    this.#pages = [...snippets, ...markdownPages(this.#withMaterial)].map(page => page.split(/(?<=\n)/));
  }

  async round(random: Random): Promise<Round> {
    for (let tried = 1; tried <= mutantsARound; tried++) {
      const text = this.mutant(random);
      const [difference] = markdownDifferences(text);
      if (difference === undefined) continue;
      const part = difference.split(':')[0]!;
      const input = await shrink(text, markdownTokens.split, smaller =>
        markdownDifferences(smaller).some(other => other.startsWith(part)),
      );
      return { tried, finding: { what: markdownDifferences(input).join('\n       '), input } };
    }
    return { tried: mutantsARound };
  }

  mutant(random: Random): string {
    return mutate(this.#piece(random), this.#piece(random), markdownTokens, random);
  }

  /** Some lines of a page, one after another. */
  #piece(random: Random): string {
    const lines = random.pick(this.#pages);
    const start = random.below(lines.length);
    return lines.slice(start, start + 1 + random.below(mostLines)).join('');
  }
}
