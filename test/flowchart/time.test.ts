import assert from 'node:assert/strict';
import { cpuTime } from '../harness/cpuTime';
import { read } from './outline';

/*
 * Time stays in step with the length of the text, however hostile. Each text is one of a kind that
 * costs a careless reader quadratic time or its stack; the bound is far above what the reader needs
 * and far below what such a reader takes.
 */

const mostMilliseconds = 4000;

const hostile: Readonly<Record<string, string>> = {
  'a megabyte on one line': 'A[x] --> '.repeat(110_000),
  'broken labels on one line': 'A[x (y)] --> '.repeat(80_000),
  'labels without an end on one line': 'A[x --> '.repeat(120_000),
  'classes without blanks': 'A:::x'.repeat(100_000),
  'words on one line': 'foo bar baz '.repeat(80_000),
  'opening brackets': '['.repeat(100_000),
  'nodes with opening brackets': 'A['.repeat(100_000),
  'labels without an end on many lines': 'A>x\n'.repeat(100_000),
  'quotes without an end': 'A["x\n'.repeat(100_000),
  'attributes without an end': 'A@{ "x\n'.repeat(100_000),
  'descriptions without an end': 'A accDescr {\n'.repeat(60_000),
  'calls without an end': 'click A call x(\n'.repeat(60_000),
  'link texts without an end': 'A -- x\n'.repeat(100_000),
  'nested subgraphs': 'subgraph a\n'.repeat(10_000) + 'end\n'.repeat(10_000),
  'subgraphs without an end': 'subgraph a;'.repeat(50_000),
  'blank lines': 'A' + ' \n'.repeat(300_000) + 'B',
  'blank lines before dots': ' \n'.repeat(100_000) + '.'.repeat(200_000),
  'at signs': 'a@'.repeat(300_000),
  'at signs in labels': 'A[x@y] --> '.repeat(50_000),
  'directions in titles': 'subgraph direction LR\n'.repeat(40_000) + 'end\n'.repeat(40_000),
  'open tags': '<a b="c'.repeat(100_000),
  'comments in labels': 'A["x\n%% c\n"]\n'.repeat(40_000),
  'links that are named like nodes': Array.from({ length: 20_000 }, (_, i) => `A --> B\nL_A_B_${i}\n`).join(''),
  'YAML brackets': `A@{ x: ${'['.repeat(50_000)} }`,
};

describe('the time the flowchart reader takes', function () {
  this.timeout(20 * mostMilliseconds);
  for (const [name, text] of Object.entries(hostile)) {
    it(`is bounded for ${name}`, () => {
      const time = cpuTime(() => read(`flowchart LR\n${text}`));
      assert.ok(time < mostMilliseconds, `${time.toFixed(0)} ms`);
    });
  }
});
