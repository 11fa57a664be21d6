import fc from 'fast-check';
import assert from 'node:assert/strict';
import { MermaidJudge } from './mermaidJudge';
import { applyFixes, read } from './outline';
import { randomFlowchart } from './randomFlowcharts';
import { differences, ownVerdict } from './verdicts';

/*
 * Random flowcharts, judged by Mermaid itself. FUZZ_RUNS sets how many, FUZZ_SEED which; a failure
 * prints the smallest text on which the two differ, which then belongs into cases.ts.
 */

const numRuns = Number(process.env.FUZZ_RUNS ?? 1500);
const seed = Number(process.env.FUZZ_SEED ?? 338);

describe('the flowchart reader on random flowcharts', function () {
  this.timeout(numRuns * 200);

  it('agrees with Mermaid', async () => {
    const judge = await MermaidJudge.load();
    const agrees = async (text: string): Promise<void> => {
      assert.deepEqual(differences(ownVerdict(text), await judge.judge(text)), []);
    };
    await fc.assert(fc.asyncProperty(randomFlowchart, agrees), { numRuns, seed });
  });

  it('mends what it has fixes for', () => {
    const mends = (text: string): void => {
      // Mermaid drops the last `;` of a line that styles something with a colour: a new line there changes which that is.
      if (text.split('\n').some(isColourStyle)) return;
      const chart = read(text);
      const problems = chart.problems.filter(({ kind }) => kind === 'syntax');
      if (problems.length === 0 || !problems.every(({ fix }) => fix)) return;
      const left = read(applyFixes(text, chart, ['syntax'])).problems.filter(({ kind }) => kind === 'syntax');
      // A mended line may bring a member into a subgraph that Mermaid then breaks on.
      assert.deepEqual(
        left.filter(({ id }) => id !== 'subgraph-member'),
        [],
      );
    };
    fc.assert(fc.property(randomFlowchart, mends), { numRuns, seed });
  });
});

function isColourStyle(line: string): boolean {
  return line.includes('style') && line.includes('#') && line.includes(';');
}
