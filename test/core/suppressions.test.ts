import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { Analysis } from '../../server/src/core/analysis/analysis';
import { check } from '../../server/src/core/check';
import { parsePage } from '../../server/src/core/parse/parsePage';
import { suppressionsFor } from '../../server/src/core/parse/suppressions';
import type { Settings } from '../../server/src/core/settings';
import { shippedCatalog } from '../harness/catalog';
import { readMarks, writeMarks } from '../harness/marks';

const head = '# BlackTech\n## ID:G0098\n## Techniques Used By Group\n';
const inGraph = (lines: string) => `\`\`\`mermaid\nflowchart LR\n${lines}\n\`\`\`\n`;

/** What suppressions say: their codes, reasons and the text of the line they silence. */
function read(text: string): [codes: string[], reason: string, line: string][] {
  const page = parsePage(text);
  return page.suppressions.map(({ codes, reason, line }) => [
    codes.map(code => code.value),
    reason,
    text.slice(page.lines.startOf(line), page.lines.startOf(line + 1)).trim(),
  ]);
}

/** Checks a page with marks: of names and suppressions, what is marked must be found, and nothing else. */
function finds(source: string, rules: Settings['rules'] = new Map()): void {
  const { text, marks } = readMarks(source);
  const analysis = new Analysis(parsePage(text), shippedCatalog(), { own: { attackVersion: '18.1', rules } });
  const found = check(analysis)
    .filter(({ code }) => code === 'name-mismatch' || code === 'bad-suppression')
    .map(({ code, span }) => ({ tag: code, span }));
  strictEqual(writeMarks(text, found), writeMarks(text, marks));
}

describe('suppressions', () => {
  it('are read with their codes, their reason and the next line, as HTML comments', () => {
    for (const [comment, codes, reason] of [
      ['<!-- attackmark-disable-next-line bad-link -->', ['bad-link'], ''],
      ['<!--attackmark-disable-next-line bad-link-->', ['bad-link'], ''],
      ['<!--\tattackmark-disable-next-line  bad-link\t-- so \t-->', ['bad-link'], 'so'],
      ['<!-- attackmark-disable-next-line bad-link -- so -- and so -->', ['bad-link'], 'so -- and so'],
      ['<!-- attackmark-disable-next-line bad-link -- -->', ['bad-link'], ''],
      [
        '<!-- attackmark-disable-next-line bad-link, name-mismatch unknown-id,x -- so -->',
        ['bad-link', 'name-mismatch', 'unknown-id', 'x'],
        'so',
      ],
      ['<!-- attackmark-disable-next-line\nbad-link\n--\nso\nand so\n-->', ['bad-link'], 'so\nand so'],
      ['<!-- attackmark-disable-next-line -- so -->', [], 'so'],
      ['<!-- attackmark-disable-next-line -->', [], ''],
      ['> <!-- attackmark-disable-next-line bad-link -->', ['bad-link'], ''],
      ['* x <!-- attackmark-disable-next-line bad-link -- so --> y', ['bad-link'], 'so'],
    ] as const) {
      deepStrictEqual(read(`# a\n\n${comment}\nthe next line\n`), [[codes, reason, 'the next line']], comment);
    }
  });

  it('are read as comments of a flowchart', () => {
    for (const [comment, codes, reason] of [
      ['%% attackmark-disable-next-line bad-link', ['bad-link'], ''],
      ['%%attackmark-disable-next-line bad-link, name-mismatch', ['bad-link', 'name-mismatch'], ''],
      ['  %%  attackmark-disable-next-line bad-link -- so -->  ', ['bad-link'], 'so -->'],
      ['%% attackmark-disable-next-line bad-link --', ['bad-link'], ''],
      ['%% attackmark-disable-next-line', [], ''],
    ] as const) {
      deepStrictEqual(read(inGraph(`${comment}\na --> b`)), [[codes, reason, 'a --> b']], comment);
    }
  });

  it('are none in code, prose, other comments and longer words', () => {
    for (const text of [
      'attackmark-disable-next-line bad-link',
      '`<!-- attackmark-disable-next-line bad-link -->`',
      '    <!-- attackmark-disable-next-line bad-link -->',
      '```html\n<!-- attackmark-disable-next-line bad-link -->\n```',
      '%% attackmark-disable-next-line bad-link',
      inGraph('a["%% attackmark-disable-next-line bad-link"]'),
      '<!-- x attackmark-disable-next-line bad-link -->',
      '<!-- attackmark-disable-next-lines bad-link -->',
      '<!-- attackmark-disable-line bad-link -->',
      '<!-- Attackmark-disable-next-line bad-link -->',
      '\\<!-- attackmark-disable-next-line bad-link -->',
    ]) {
      deepStrictEqual(read(text), [], text);
    }
  });

  it('in a stack all reach the line below the stack', () => {
    const stack =
      '<!-- attackmark-disable-next-line a -->\n<!-- attackmark-disable-next-line b -->\n<!-- attackmark-disable-next-line\nc -->\n';
    deepStrictEqual(
      read(`${stack}below\n`).map(([codes, , line]) => [codes, line]),
      [
        [['a'], 'below'],
        [['b'], 'below'],
        [['c'], 'below'],
      ],
    );
    const apart = '<!-- attackmark-disable-next-line a -->\n\n<!-- attackmark-disable-next-line b -->\nbelow\n';
    deepStrictEqual(
      read(apart).map(([, , line]) => line),
      ['', 'below'],
    );
  });

  it('are found by the line that they silence', () => {
    const page = parsePage('<!-- attackmark-disable-next-line a -->\n<!-- attackmark-disable-next-line b -->\nx\ny\n');
    deepStrictEqual(
      [0, 1, 2, 3].map(line => suppressionsFor(page, line).length),
      [0, 0, 2, 0],
    );
  });

  it('may stand at the page’s end, with any line ends', () => {
    deepStrictEqual(read('<!-- attackmark-disable-next-line a -->'), [[['a'], '', '']]);
    for (const end of ['\r\n', '\r']) {
      deepStrictEqual(read(`<!-- attackmark-disable-next-line a -- b -->${end}x${end}`), [[['a'], 'b', 'x']]);
      deepStrictEqual(read(inGraph('%% attackmark-disable-next-line a -- b\nx').replaceAll('\n', end)), [
        [['a'], 'b', 'x'],
      ]);
    }
  });

  it('silence the next line’s findings of their rules, and those only', () => {
    finds(
      `${head}<!-- attackmark-disable-next-line name-mismatch -- so -->\n* [x](techniques/T1106)\n* [$[x]{name-mismatch}](techniques/T1046)\n` +
        inGraph(
          '%% attackmark-disable-next-line name-mismatch\ngroup --> T1106[x] & T1046[y]\ngroup --> T1190[$[z]{name-mismatch}]',
        ),
    );
  });

  it('silence no line but the next, not their own, nor one that a blank line parts from them', () => {
    finds(
      `${head}* [$[x]{name-mismatch}](techniques/T1106) <!-- attackmark-disable-next-line $[name-mismatch]{bad-suppression} -->\n\n* [$[x]{name-mismatch}](techniques/T1046)\n`,
    );
  });

  it('that name no rule, or silence nothing, are reported', () => {
    finds(
      `${head}$[<!-- attackmark-disable-next-line -->]{bad-suppression}\n* [$[x]{name-mismatch}](techniques/T1106)\n`,
    );
    finds(
      `${head}<!-- attackmark-disable-next-line $[names]{bad-suppression} -->\n* [$[x]{name-mismatch}](techniques/T1106)\n`,
    );
    finds(
      `${head}<!-- attackmark-disable-next-line $[bad-link]{bad-suppression}, name-mismatch -->\n* [x](techniques/T1106)\n`,
    );
    finds(
      `${head}<!-- attackmark-disable-next-line $[__proto__]{bad-suppression} $[constructor]{bad-suppression} -->\n* T1106\n`,
    );
  });

  it('of a rule that is off are not reported, and none is where their own rule is off', () => {
    const page = `${head}<!-- attackmark-disable-next-line name-mismatch -->\n* [Native API](techniques/T1106)\n`;
    finds(page.replace(' name-mismatch ', ' $[name-mismatch]{bad-suppression} '));
    finds(page, new Map([['name-mismatch', 'off']]));
    finds(page, new Map([['bad-suppression', 'off']]));
  });

  it('are checked at the level that is set', () => {
    const analysis = new Analysis(parsePage('<!-- attackmark-disable-next-line x -->'), shippedCatalog(), {
      own: { rules: new Map([['bad-suppression', 'error']]) },
    });
    deepStrictEqual(
      check(analysis).map(({ code, severity }) => [code, severity]),
      [['bad-suppression', 'error']],
    );
  });
});
