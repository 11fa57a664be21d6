import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { campaign } from '../../fuzz/campaign';
import { Random } from '../../fuzz/random';
import { MutatedFlowcharts } from './fuzzer';
import { Jury } from './jury';
import { mutate } from '../../fuzz/mutate';
import { acceptedFlowcharts } from './sources';
import { flowchartTokens } from './tokens';

/* FUZZ_RUNS sets how many mutants, FUZZ_SEED which. `npm run fuzz -- --only mutated-flowcharts` tries them for as long as you like. */

const inputs = Number(process.env['FUZZ_RUNS'] ?? 500);
const seed = Number(process.env['FUZZ_SEED'] ?? 338);

describe('the flowchart reader on mutated flowcharts', function () {
  this.timeout(20_000 + inputs * 200);

  it('agrees with the two newest major versions of Mermaid, and names the place of an error no later', async () => {
    const fuzzer = new MutatedFlowcharts(false);
    await fuzzer.open();
    const [tally] = await campaign([fuzzer], seed, { inputs });
    deepStrictEqual(tally!.finding, undefined);
  });

  it('starts from texts that are accepted, and mutates some of them beyond that', async () => {
    const jury = await Jury.load();
    const random = new Random(seed);
    const sources = acceptedFlowcharts(false);
    const mutants = Array.from({ length: 200 }, () =>
      mutate(random.pick(sources), random.pick(sources), flowchartTokens, random),
    );
    const accepted = await jury.countAccepted(mutants);
    strictEqual(await jury.countAccepted(sources.slice(0, 100)), 100);
    strictEqual(accepted > 40 && accepted < 160, true, `${accepted} of 200 mutants are accepted`);
  });

  it('takes texts apart without losing anything', () => {
    for (const text of acceptedFlowcharts(false)) strictEqual(flowchartTokens.split(text).join(''), text);
    deepStrictEqual(flowchartTokens.split('A["x y"] -.->|z| B:::k\r\n%% é1'), [
      ...[
        'A',
        '[',
        '"',
        'x',
        ' ',
        'y',
        '"',
        ']',
        ' ',
        '-.->',
        '|',
        'z',
        '|',
        ' ',
        'B',
        ':::',
        'k',
        '\r\n',
        '%%',
        ' ',
        'é1',
      ],
    ]);
  });
});

describe('the place of an error', () => {
  let jury: Jury;
  before(async () => {
    jury = await Jury.load();
  });

  const cases: Readonly<Record<string, string>> = {
    'a quote in the text of a link': 'A -- x" (y)" --> B',
    'a quote behind the quoted text of a link': 'A == "x" y" ==> B',
    'a quote in the Markdown text of a link': 'A --"`*"x"-- B',
    'a quote right behind the backtick of a link': 'A --"`"x"-- B',
    'a backtick in the Markdown text of a link': 'A --"`a`b`"--> B',
    'a quote in the text of a broken link': 'A -- x" y -- B',
    'quotes behind blanks': 'A[  "x" -->]n1["y"]',
    'a label that is closed lines below': 'A[x\ny"] --> B',
    'an unknown shape': 'A@{ shape: foo }\nB',
    'a subgraph that nothing ends': 'subgraph s\nA --> B\n',
    'a directive that is not closed, behind a subgraph': 'subgraph s\nend\n%%{\n',
    'a link with a name behind a keyword': 'default[x]:::ke-->1@--> A',
    'a link in an ellipse': 'a(-a ~~~ b---o A(-x-)\nA[x] -->\tA -- x --> A[x]\n',
    'a blank before the end of a class': 'classDef Afill:#f00 ; ',
    'a description that opens on the next line': 'classDef 2 accDescr\n{',
  };
  for (const [title, text] of Object.entries(cases)) {
    it(`is no later than where Mermaid gives up: ${title}`, async () => {
      deepStrictEqual(await jury.disagreements(`flowchart LR\n${text}`), []);
    });
  }
});
