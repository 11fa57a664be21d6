import fc from 'fast-check';
import assert from 'node:assert/strict';
import { parseFlowchart } from '../../server/src/core/flowchart/parseFlowchart';
import { readMarks } from '../harness/marks';
import { groups } from './cases';
import { spanMarks } from './outline';
import { randomFlowchart } from './randomFlowcharts';

/* Whatever stands in a block, reading it ends, throws nothing, and gives spans that lie in the block. */

const textBefore = 'before\n```mermaid\n';
const textAfter = '\n```\nafter';

function checkRanges(block: string): void {
  const start = textBefore.length;
  const end = start + block.length;
  const chart = parseFlowchart(textBefore + block + textAfter, start, end);
  for (const { tag, span } of spanMarks(chart)) {
    const isInside = span.start >= start && span.end <= end && span.start <= span.end;
    assert.ok(isInside, `${tag} ${span.start - start}..${span.end - start} of ${JSON.stringify(block)}`);
  }
  assert.equal(chart.accept, !chart.problems.some(({ kind }) => kind === 'syntax'));
}

const samples = [
  '---\ntitle: x\n---\n%%{init: {"theme": "dark"}}%%\nflowchart LR\n  %% note\n  A["x (y)"] -->|z| B{{w}} & C:::k -. t .-> D@{ shape: cyl, label: "#35;" }\n',
  'graph TD;A[x (y)] --> end; subgraph s["T"]\r\n direction TB\r\n é1@--> B\r\n end\r\nclick A call f(x) "t" \r\nlinkStyle 0,1 stroke:#f00;\r\n',
  'flowchart\nA-->B[/x/]---oC>y]\n~~~\naccDescr {\n d }\nstyle A,B fill:#f00;\nA -- "`m`" --> B@{\n  label: |\n    x\n}\n\uFEFF🦀',
];

describe('spans of a flowchart stay in their block', () => {
  it('for every prefix, and with every unit left out', () => {
    for (const sample of samples) {
      for (let at = 0; at <= sample.length; at++) {
        checkRanges(sample.slice(0, at));
        checkRanges(sample.slice(0, at) + sample.slice(at + 1));
      }
    }
  });

  it('for every case of the reader', () => {
    for (const { text } of Object.values(groups).flat()) checkRanges(`flowchart LR\n${readMarks(text).text}`);
  });

  it('for random texts', () => {
    fc.assert(fc.property(randomFlowchart, checkRanges), { numRuns: 1000, seed: 338 });
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => checkRanges(`flowchart LR\n${text}`)),
      { numRuns: 1000, seed: 338 },
    );
  });
});
