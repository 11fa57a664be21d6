import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { Analysis } from '../../server/src/core/analysis/analysis';
import { check } from '../../server/src/core/check';
import { linkIdAt } from '../../server/src/core/features/refactorLink';
import { rebuildGraph, rebuildList } from '../../server/src/core/features/refactorRebuild';
import { sortPage, type SortKey } from '../../server/src/core/features/refactorSort';
import { applyEdits } from '../../server/src/core/fixes/edit';
import { removeIdEverywhere } from '../../server/src/core/fixes/ids';
import { suppressionOf } from '../../server/src/core/fixes/suppress';
import { parsePage } from '../../server/src/core/parse/parsePage';
import { withRuleOff } from '../../server/src/lsp/configurationEdit';
import { shippedCatalog } from '../harness/catalog';
import { readMarks } from '../harness/marks';

const analyse = (text: string) => new Analysis(parsePage(text), shippedCatalog(), { own: { attackVersion: '18.1' } });
const lines = (...all: string[]) => `${all.join('\n')}\n`;

const page = lines(
  '# BlackTech',
  '## ID:G0098',
  '## Techniques Used By Group',
  '1. [Tool](techniques/T1588/002) seen in May',
  '   and in June',
  '2. [Native API](techniques/T1106)',
  '3. [Malicious Link](techniques/T1204/001)',
  '',
  '```mermaid',
  'flowchart LR',
  '%% ours',
  'group --> T1588.002',
  'group --> T1106',
  'group --> T1204.001',
  'T1588.002 --> M1056',
  '%% attackmark-disable-next-line mitigation-not-in-attack -- we know',
  'T1106 --> M1017',
  'T1106 --> M1038 & M1040',
  'linkStyle 0 stroke:red',
  '```',
);

describe('refactorings', () => {
  describe('sort', () => {
    const sorted = (key: SortKey) => applyEdits(page, sortPage(analyse(page), key));

    it('lets items move with what belongs to them, numbers stay, and the graph follow', () => {
      strictEqual(
        sorted('ID'),
        lines(
          '# BlackTech',
          '## ID:G0098',
          '## Techniques Used By Group',
          '1. [Native API](techniques/T1106)',
          '2. [Malicious Link](techniques/T1204/001)',
          '3. [Tool](techniques/T1588/002) seen in May',
          '   and in June',
          '',
          '```mermaid',
          'flowchart LR',
          '%% ours',
          'group --> T1106',
          'group --> T1204.001',
          'group --> T1588.002',
          '%% attackmark-disable-next-line mitigation-not-in-attack -- we know',
          'T1106 --> M1017',
          'T1106 --> M1038 & M1040',
          'T1588.002 --> M1056',
          'linkStyle 2 stroke:red',
          '```',
        ),
      );
    });

    it('lets a comment that silences an item of a numbered list move with it', () => {
      const text = lines(
        '## Techniques Used By Group',
        '1. [Tool](techniques/T1588/002)',
        '   <!-- attackmark-disable-next-line name-mismatch -- ours -->',
        '2. [API](techniques/T1106)',
      );
      strictEqual(
        applyEdits(text, sortPage(analyse(text), 'ID')),
        lines(
          '## Techniques Used By Group',
          '   <!-- attackmark-disable-next-line name-mismatch -- ours -->',
          '1. [API](techniques/T1106)',
          '2. [Tool](techniques/T1588/002)',
        ),
      );
    });

    it('keeps a comment one that comes to stand above all items', () => {
      for (const marker of ['*   ', '1.  ', '*\t', '> -    ']) {
        const indent = marker === '*\t' ? ' \t' : marker.replace(/[^ >]/g, ' ');
        const quote = marker.startsWith('>') ? '> ' : '';
        const tool = `${marker}[Tool](techniques/T1588/002)`;
        const silenced = [
          '<!-- attackmark-disable-next-line name-mismatch -- ours -->',
          `${marker}[API](techniques/T1106)`,
        ];
        const text = lines(`${quote}## Techniques Used By Group`, tool, indent + silenced[0]!, silenced[1]!);
        const top = [`${quote}## Techniques Used By Group`, quote + silenced[0]!, silenced[1]!];
        strictEqual(applyEdits(text, sortPage(analyse(text), 'ID')), lines(...top, tool));
        strictEqual(applyEdits(text, removeIdEverywhere(analyse(text), 'T1588.002')), lines(...top));
      }
    });

    it('goes by name and by tactic too', () => {
      const order = (key: SortKey) => analyse(sorted(key)).items.map(({ id }) => id);
      deepStrictEqual(order('name'), ['T1204.001', 'T1106', 'T1588.002']);
      deepStrictEqual(order('tactic'), ['T1588.002', 'T1204.001', 'T1106']);
    });

    it('changes nothing that it need not', () => {
      for (const key of ['ID', 'name', 'tactic'] as const) deepStrictEqual(sortPage(analyse(sorted(key)), key), []);
      const codes = (text: string) =>
        check(analyse(text))
          .map(({ code }) => code)
          .sort();
      deepStrictEqual(codes(sorted('ID')), codes(page));
    });
  });

  describe('sort the graph', () => {
    const sorted = (...graph: string[]) => {
      const text = lines('# BlackTech', '## ID:G0098', '## Techniques Used By Group', ...graph);
      const once = applyEdits(text, sortPage(analyse(text), 'ID'));
      deepStrictEqual(sortPage(analyse(once), 'ID'), []);
      return once.split('\n').slice(3, -1);
    };

    it('in a quote, with the comments that silence statements', () => {
      deepStrictEqual(
        sorted(
          '> ```mermaid',
          '> flowchart LR',
          '>   T1588.002 --> M1056',
          '>   %% attackmark-disable-next-line mitigation-not-in-attack -- we know',
          '>   T1106 --> M1017',
          '> ```',
        ),
        [
          '> ```mermaid',
          '> flowchart LR',
          '>   %% attackmark-disable-next-line mitigation-not-in-attack -- we know',
          '>   T1106 --> M1017',
          '>   T1588.002 --> M1056',
          '> ```',
        ],
      );
    });

    it('with a comment on a line of its own, where its statement comes behind another one', () => {
      deepStrictEqual(
        sorted(
          '```mermaid',
          'flowchart LR',
          '  T1105 --> M1031; T1588.002 --> M1056',
          '  %% attackmark-disable-next-line mitigation-not-in-attack -- we know',
          '  T1106 --> M1017',
          '```',
        ),
        [
          '```mermaid',
          'flowchart LR',
          '  T1105 --> M1031; ',
          '  %% attackmark-disable-next-line mitigation-not-in-attack -- we know',
          '  T1106 --> M1017',
          '  T1588.002 --> M1056',
          '```',
        ],
      );
    });

    it('not across lines that speak of what is above them', () => {
      // Mermaid refuses a style for a link that is still to come, and forgets a class for a node that is.
      for (const line of [
        'linkStyle 0 stroke:red',
        'class T1588.002 hot',
        'click T1588.002 "https://example.org"',
        'e1@{ animate: true }',
      ]) {
        const graph = ['```mermaid', 'flowchart LR', 'group e1@--> T1588.002', line, 'group --> T1106', '```'];
        deepStrictEqual(sorted(...graph), graph);
      }
    });

    it('without giving the name of a link to another one', () => {
      const graph = ['```mermaid', 'flowchart LR', 'group e1@--> T1588.002 & T1106', '```'];
      deepStrictEqual(sorted(...graph), graph);
    });
  });

  it('sort no graph whose broken statements reach into one another', () => {
    // The link that is none makes the next one's label reach into the line after it.
    const broken = lines('```mermaid', 'flowchart LR', 'group->T865', 'group->T853', '--T859--on', 'T0817--d', '```');
    deepStrictEqual(sortPage(analyse(broken), 'ID'), []);
  });

  it('rebuild the graph from the list, with or without what ATT&CK does not have', () => {
    const drawn = lines(
      '# BlackTech',
      '## ID:G0098',
      '## Techniques Used By Group',
      '* [Tool](techniques/T1588/002)',
      '',
      '```mermaid',
      'flowchart LR',
      'classDef ours fill:#eee',
      'group --> T1106 --> M1040',
      'T1588.002 --> M1017',
      'style T1106 fill:red',
      '```',
    );
    const graphOf = (beyond: 'keep' | 'remove') =>
      applyEdits(drawn, rebuildGraph(analyse(drawn), beyond))
        .split('\n')
        .slice(6, -2);
    deepStrictEqual(graphOf('keep'), [
      'flowchart LR',
      'classDef ours fill:#eee',
      'group --> T1588.002',
      'T1588.002 --> M1017',
      'T1588.002 --> M1056',
    ]);
    deepStrictEqual(graphOf('remove'), [
      'flowchart LR',
      'classDef ours fill:#eee',
      'group --> T1588.002',
      'T1588.002 --> M1056',
    ]);
  });

  it('rebuild the list from the graph, and lose no notes', () => {
    const text = page.replace(
      '3. [Malicious Link](techniques/T1204/001)',
      '3. [SSH](techniques/T1021/004)\n4. [Audit Things](techniques/T1046) by us',
    );
    const { items } = analyse(applyEdits(text, rebuildList(analyse(text))));
    deepStrictEqual(
      items.map(({ id }) => id),
      ['T1588.002', 'T1106', 'T1204.001', 'T1046'],
    );
  });

  it('rebuild the list from the graph without its slips, and once is enough', () => {
    const text = lines(
      '## Techniques Used By Group',
      '* T1588.002',
      '* TT1106',
      '```mermaid',
      'flowchart LR',
      'group --> T1588.002 & TT1106 & T1046',
      '```',
    );
    const after = applyEdits(text, rebuildList(analyse(text)));
    strictEqual(after, text.replace('* T1588.002', '* T1588.002\n* T1046'));
    deepStrictEqual(rebuildList(analyse(after)), []);
  });

  it('make an ID in prose a link, in the form that the page uses', () => {
    const link = (source: string) => {
      const { text, caret } = readMarks(source);
      const found = linkIdAt(analyse(text), caret!);
      return found === undefined ? undefined : applyEdits(text, found.edits);
    };
    strictEqual(
      link('[BlackTech](/mitre/groups/G0098) uses T15$066.002.\n'),
      '[BlackTech](/mitre/groups/G0098) uses [Spearphishing Link](/mitre/techniques/T1566/002).\n',
    );
    for (const none of [
      '`T15$066.002`',
      '[[T15$066.002]]',
      '# T15$066.002',
      '<!-- T15$066.002 -->',
      '---\nseen: T15$066.002\n---',
      'T99$099',
      '[x](techniques/T15$066/002)',
    ])
      strictEqual(link(`${none}\n`), undefined);
  });
});

describe('suppressions', () => {
  const suppressed = (text: string, code: string) => {
    const analysis = analyse(text);
    const finding = check(analysis).find(other => other.code === code)!;
    const [fix] = suppressionOf(finding, analysis);
    return fix && applyEdits(text, fix.edits);
  };

  it('stand above the line, in the comments of its language, and silence the finding', () => {
    const text = lines(
      '# BlackTech',
      '## ID:G0098',
      '## Techniques Used By Group',
      '* [Tool](techniques/T1588/002)',
      '* [Native](techniques/T1106)',
      '',
      '```mermaid',
      'flowchart LR',
      '  group --> T1588.002 & T1106',
      '  T1588.002 --> M1056 & M1017',
      '  T1106 --> M1038 & M1040',
      '```',
    );
    const list = suppressed(text, 'name-mismatch')!;
    ok(
      list.includes(
        '(techniques/T1588/002)\n  <!-- attackmark-disable-next-line name-mismatch -- reason -->\n* [Native]',
      ),
    );
    const graph = suppressed(list, 'mitigation-not-in-attack')!;
    ok(graph.includes('  %% attackmark-disable-next-line mitigation-not-in-attack -- reason\n  T1588.002'));
    deepStrictEqual(
      check(analyse(graph)).filter(({ severity }) => severity !== 'hint'),
      [],
    );
    strictEqual(analyse(graph).items.length, 2);
  });

  it('stand in no statement that goes over lines', () => {
    const graph = (statement: string) => lines('```mermaid', 'flowchart LR', 'group --> T1106', statement, '```');
    strictEqual(suppressed(graph('T1106 -->\n  M1017'), 'mitigation-not-in-attack'), undefined);
    ok(suppressed(graph('T1106 --> M1017'), 'mitigation-not-in-attack')!.includes('-- reason\nT1106'));
  });

  it('are comments, not code, where prose parts an item from the one above', () => {
    const text = lines(
      '## Techniques Used By Group',
      '*   [Tool](techniques/T1588/002)',
      '',
      'Later:',
      '',
      '*   [Native](techniques/T1106)',
    );
    const after = suppressed(text, 'name-mismatch')!;
    deepStrictEqual(
      check(analyse(after)).filter(({ code }) => code === 'name-mismatch' || code === 'bad-suppression'),
      [],
    );
  });

  it('are indented as far as the item is, by a tab too', () => {
    const text = lines(
      '## Techniques Used By Group',
      '  1)\t[Tool](techniques/T1588/002)',
      '',
      '  2)\t[Native](techniques/T1106)',
    );
    const after = suppressed(text, 'name-mismatch')!;
    ok(after.includes('\n\n    \t<!-- attackmark-disable-next-line name-mismatch -- reason -->\n  2)'));
    ok(!check(analyse(after)).some(({ code }) => code === 'name-mismatch' || code === 'bad-suppression'));
  });

  it('join one that is there, and never stand in front matter', () => {
    const twice = lines(
      '## Techniques Used By Group',
      '* [Tool](techniques/T1588/002)',
      '<!-- attackmark-disable-next-line duplicate-in-list -- why -->',
      '* [Tol](techniques/T1588/002)',
    );
    ok(suppressed(twice, 'name-mismatch')!.includes('duplicate-in-list name-mismatch -- why'));
    strictEqual(suppressed(lines('---', 'tags: groups', '---', 'x'), 'missing-section'), undefined);
  });

  it('in .attackmark.json keep its comments and layout', () => {
    strictEqual(
      withRuleOff('{\n  // ours\n  "domain": "ics"\n}\n', 'bad-link'),
      '{\n  // ours\n  "domain": "ics",\n  "rules": {\n    "bad-link": "off"\n  }\n}\n',
    );
    strictEqual(withRuleOff('', 'bad-link'), '{\n  "rules": {\n    "bad-link": "off"\n  }\n}\n');
  });
});
