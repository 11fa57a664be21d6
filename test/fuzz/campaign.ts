import type { Finding, Fuzzer } from './fuzzer';
import { Random } from './random';

/** How long to go on: for a time in milliseconds, or until each fuzzer has tried that many inputs. */
export interface Extent {
  readonly milliseconds?: number;
  readonly inputs?: number;
}

/** What a fuzzer did under one seed. */
export interface Tally {
  readonly name: string;
  tried: number;
  milliseconds: number;
  finding?: Finding;
}

/**
 * Lets fuzzers take turns, round by round, and gives what each came to. A fuzzer that has found something is done. Each
 * round has its own numbers, made of the seed, the fuzzer's name and the round's number: leaving a fuzzer out, or more
 * time, changes no other round.
 */
export async function campaign(fuzzers: readonly Fuzzer[], seed: number, extent: Extent): Promise<Tally[]> {
  const { milliseconds = Infinity, inputs = Infinity } = extent;
  const start = performance.now();
  const tallies = fuzzers.map(({ name }): Tally => ({ name, tried: 0, milliseconds: 0 }));
  const isOn = (tally: Tally) => tally.finding === undefined && tally.tried < inputs;
  for (let round = 0; tallies.some(isOn); round++) {
    for (const [index, tally] of tallies.entries()) {
      if (!isOn(tally)) continue;
      // Every fuzzer has its turn at least once.
      if (round > 0 && performance.now() - start >= milliseconds) return tallies;
      await takeTurn(fuzzers[index]!, tally, new Random(roundSeed(seed, tally.name, round)));
    }
  }
  return tallies;
}

async function takeTurn(fuzzer: Fuzzer, tally: Tally, random: Random): Promise<void> {
  const start = performance.now();
  const { tried, finding } = await fuzzer.round(random);
  tally.tried += tried;
  tally.milliseconds += performance.now() - start;
  if (finding) tally.finding = finding;
}

function roundSeed(seed: number, name: string, round: number): number {
  let hash = seed | 0;
  for (const unit of `${name} ${round}`) hash = Math.imul(hash ^ unit.charCodeAt(0), 0x01000193);
  return hash;
}
