import { deepStrictEqual, notDeepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { campaign } from './campaign';
import type { Fuzzer, Round } from './fuzzer';
import { Random } from './random';
import { shrink } from './shrink';

/** Looks for a text with two of one letter in it. */
class Letters implements Fuzzer {
  readonly name: string;
  readonly texts: string[] = [];
  readonly #isFault: (text: string) => boolean;

  constructor(isFault: (text: string) => boolean = () => false, name = 'letters') {
    this.#isFault = isFault;
    this.name = name;
  }

  async round(random: Random): Promise<Round> {
    for (let tried = 1; tried <= 10; tried++) {
      const text = Array.from({ length: 12 }, () => random.pick([...'abcdef'])).join('');
      this.texts.push(text);
      if (!this.#isFault(text)) continue;
      return {
        tried,
        finding: { what: 'fault', input: await shrink(text, one => one.match(/.{1,3}/g) ?? [], this.#isFault) },
      };
    }
    return { tried: 10 };
  }
}

describe('a campaign of fuzzers', () => {
  it('finds a fault, and the smallest text that has it', async () => {
    const [tally] = await campaign([new Letters(text => text.includes('f') && text.includes('a'))], 1, {
      inputs: 1000,
    });
    strictEqual([...tally!.finding!.input].sort().join(''), 'af');
    ok(tally!.tried <= 100, String(tally!.tried));
  });

  it('goes on until each fuzzer has had its inputs', async () => {
    const tallies = await campaign([new Letters(), new Letters(text => text.length > 0, 'others')], 1, { inputs: 35 });
    deepStrictEqual(
      tallies.map(({ tried, finding }) => [tried, finding?.input]),
      [
        [40, undefined],
        [1, tallies[1]!.finding!.input],
      ],
    );
    strictEqual(tallies[1]!.finding!.input.length, 1);
  });

  it('gives each fuzzer a turn however short the time', async () => {
    const tallies = await campaign([new Letters(), new Letters()], 1, { milliseconds: 0 });
    deepStrictEqual(
      tallies.map(({ tried }) => tried),
      [10, 10],
    );
  });

  it('tries the same inputs for the same seed, whoever else takes part', async () => {
    const textsOf = async (seed: number, ...others: Fuzzer[]) => {
      const fuzzer = new Letters();
      await campaign([...others, fuzzer], seed, { inputs: 50 });
      return fuzzer.texts;
    };
    const texts = await textsOf(1);
    deepStrictEqual(await textsOf(1, new Letters(undefined, 'others')), texts);
    notDeepStrictEqual(await textsOf(2), texts);
    strictEqual(new Set(texts).size, texts.length);
  });
});

describe('random numbers', () => {
  it('are spread over their range', () => {
    const random = new Random(7);
    const counts = [0, 0, 0, 0, 0];
    for (let i = 0; i < 10_000; i++) counts[random.below(5)]!++;
    ok(
      counts.every(count => count > 1800 && count < 2200),
      counts.join(' '),
    );
    strictEqual(random.below(0), 0);
  });
});
