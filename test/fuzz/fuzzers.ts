import { MutatedMarkdown } from '../core/markdown/fuzzer';
import { MutatedFlowcharts } from '../flowchart/mutations/fuzzer';
import { RandomFlowcharts } from '../flowchart/randomFuzzer';
import { HostileTexts } from '../hostile/fuzzer';
import { Sessions } from '../protocol/fuzzer';
import type { Fuzzer } from './fuzzer';

/** Every fuzzer there is, each beside the tests of what it tries. */
export function allFuzzers(): Fuzzer[] {
  return [
    new RandomFlowcharts(),
    new MutatedFlowcharts(true),
    new MutatedMarkdown(true),
    new HostileTexts(),
    new Sessions(),
  ];
}
