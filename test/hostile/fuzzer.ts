import type { Fuzzer, Round } from '../fuzz/fuzzer';
import type { Random } from '../fuzz/random';
import { shrink } from '../fuzz/shrink';
import { shippedCatalog } from '../harness/catalog';
import { hostileText, innocentTexts, pageTokens, type NamedText } from './texts';
import { tryText } from './trial';

const textsARound = 40;

/** Pages and other files made hostile: nothing of the core throws on them or leaves the text. */
export class HostileTexts implements Fuzzer {
  readonly name = 'hostile-texts';
  #innocent: readonly NamedText[] = [];

  async open(): Promise<void> {
    this.#innocent = innocentTexts();
  }

  async round(random: Random): Promise<Round> {
    for (let tried = 1; tried <= textsARound; tried++) {
      const { fileName, text } = hostileText(this.#innocent, random);
      const place = random.next() / 2 ** 32;
      const attackVersion = random.pick(['latest', '18.1', '9.0', '1.0']);
      const fault = (one: string): string | undefined => {
        try {
          tryText(one, {
            catalog: shippedCatalog(),
            choices: { own: { attackVersion } },
            fileName,
            offset: Math.floor(place * (one.length + 1)),
          });
          return undefined;
        } catch (error) {
          return describe(error);
        }
      };
      const what = fault(text);
      if (what === undefined) continue;
      const kind = kindOf(what);
      const input = await shrink(text, pageTokens.split, smaller => kindOf(fault(smaller) ?? '') === kind);
      return { tried, finding: { what: `${fileName} at ${attackVersion}: ${fault(input)!}`, input } };
    }
    return { tried: textsARound };
  }
}

function describe(error: unknown): string {
  const { cause, stack } = error as Error;
  return cause === undefined ? String(stack).split('\n').slice(0, 3).join(' ') : `${String(error)}: ${describe(cause)}`;
}

/** What went wrong, without offsets. */
function kindOf(what: string): string {
  return what.replace(/\d+/g, '#');
}
