// Tries the product on inputs that nobody wrote, until the time is over: npm run fuzz -- --minutes 10
//   --minutes N     how long; 2 unless said otherwise     --runs N   no more than that many inputs for each fuzzer
//   --seed S        the inputs of this seed; else half of the time goes to seed 338, half to a fresh one
//   --only NAME,…   these fuzzers                         --lenient  what the fresh seed finds fails nothing: it is no
//                                                                    news of the change under test, but to be mended
// Prints what each came to and the smallest input of each finding; exit code 1 when there is one.
import { parseArgs } from 'node:util';
import { campaign, type Tally } from '../test/fuzz/campaign';
import { allFuzzers } from '../test/fuzz/fuzzers';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string' },
    runs: { type: 'string' },
    seed: { type: 'string' },
    only: { type: 'string' },
    lenient: { type: 'boolean', default: false },
  },
});
const fixedSeed = 338;

async function main(): Promise<void> {
  const only = values.only?.split(',');
  const fuzzers = allFuzzers().filter(({ name }) => only?.includes(name) ?? true);
  if (fuzzers.length === 0)
    throw new Error(
      `no such fuzzer; there are ${allFuzzers()
        .map(({ name }) => name)
        .join(', ')}`,
    );
  const fresh = Math.floor(Math.random() * 2 ** 31);
  const seeds = values.seed === undefined ? [fixedSeed, fresh] : [Number(values.seed)];
  const minutes = values.minutes ?? (values.runs === undefined ? '2' : 'Infinity');
  const extent = {
    milliseconds: (Number(minutes) * 60_000) / seeds.length,
    inputs: values.runs === undefined ? Infinity : Number(values.runs),
  };
  for (const fuzzer of fuzzers) await fuzzer.open?.();
  let failed = 0;
  for (const seed of seeds) {
    console.log(`seed ${seed}`);
    const tallies = await campaign(fuzzers, seed, extent);
    for (const tally of tallies) console.log(describe(tally));
    const found = tallies.filter(({ finding }) => finding).length;
    if (!values.lenient || seed !== fresh) failed += found;
    else if (found > 0) console.log('  New findings: mend them, and make them cases. They fail nothing here.');
  }
  for (const fuzzer of fuzzers) await fuzzer.close?.();
  console.log(`${seeds.length * fuzzers.length - failed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

function describe({ name, tried, milliseconds, finding }: Tally): string {
  const line = `  ${finding ? 'FAIL' : 'ok  '} ${name}: ${tried} inputs in ${(milliseconds / 1000).toFixed(1)} s`;
  return finding ? `${line}\n       ${finding.what}\n       on ${JSON.stringify(finding.input)}` : line;
}

void main();
