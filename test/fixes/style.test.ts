import { strictEqual } from 'node:assert/strict';
import { Analysis } from '../../server/src/core/analysis/analysis';
import { applyEdits } from '../../server/src/core/fixes/edit';
import { fixAll } from '../../server/src/core/fixes/fixAll';
import { removeIdEverywhere } from '../../server/src/core/fixes/ids';
import { parsePage } from '../../server/src/core/parse/parsePage';
import { shippedCatalog } from '../harness/catalog';

/** What fixes must keep: each test is a page's graph or list, and what all safe fixes make of it at 18.1. */
const fixed = (text: string) => fixAll(text, '', shippedCatalog(), { own: { attackVersion: '18.1' } }).text;

/** What "Remove … from the page" makes of a page. */
const without = (id: string, text: string) => {
  const analysis = new Analysis(parsePage(text), shippedCatalog(), { own: { attackVersion: '18.1' } });
  return applyEdits(text, removeIdEverywhere(analysis, id));
};

const list = (...items: string[]) =>
  ['# BlackTech', '## ID:G0098', '## Techniques Used By Group', ...items, ''].join('\n');
const page = (ids: readonly string[], ...graph: string[]) =>
  [
    ...ids.map(id => `* [${names[id]!}](techniques/${id.replace('.', '/')})`),
    '```mermaid',
    'flowchart LR',
    ...graph,
    '```',
    '',
  ].join('\n');
const names: Readonly<Record<string, string>> = {
  T1106: 'Native API',
  'T1588.002': 'Tool',
  'T1588.003': 'Code Signing Certificates',
  T1046: 'Network Service Discovery',
};

/** Compares the graph only. */
function mends(ids: readonly string[], before: readonly string[], after: readonly string[]): void {
  strictEqual(fixed(list() + page(ids, ...before)), list() + page(ids, ...after));
}

describe('fixes keep how a page is written', () => {
  it('bare repeats of labelled nodes', () =>
    mends(
      ['T1588.002', 'T1106'],
      [
        'group[BlackTech] --> T1588.002[Tool]',
        'group --> T1106[Native API]',
        'T1588.002 --> M1056[Pre-compromise]',
        'T1106 --> M1040[Behavior Prevention on Endpoint]',
      ],
      [
        'group[BlackTech] --> T1588.002[Tool]',
        'group --> T1106[Native API]',
        'T1588.002 --> M1056[Pre-compromise]',
        'T1106 --> M1040[Behavior Prevention on Endpoint]',
        'T1106 --> M1038[Execution Prevention]',
      ],
    ));

  it('graphs without any labels', () =>
    mends(
      ['T1588.002', 'T1588.003'],
      ['group --> T1588.002 --> M1056'],
      ['group --> T1588.002 --> M1056', 'group --> T1588.003', 'T1588.003 --> M1056'],
    ));

  it('quoting, shapes, arrows, indentation and semicolons', () =>
    mends(
      ['T1588.002', 'T1588.003'],
      ['  group(["BlackTech"]) ==> T1588.002{{"Tool"}};', '  T1588.002{{"Tool"}} -.-> M1056("Pre-compromise");'],
      [
        '  group(["BlackTech"]) ==> T1588.002{{"Tool"}};',
        '  group(["BlackTech"]) ==> T1588.003{{"Code Signing Certificates"}};',
        '  T1588.002{{"Tool"}} -.-> M1056("Pre-compromise");',
        '  T1588.003{{"Code Signing Certificates"}} -.-> M1056("Pre-compromise");',
      ],
    ));

  it('ampersands', () =>
    mends(
      ['T1106', 'T1046'],
      ['group --> T1106 & T1046', 'T1106 --> M1038 & M1040', 'T1046 --> M1030 & M1031'],
      ['group --> T1106 & T1046', 'T1106 --> M1038 & M1040', 'T1046 --> M1030 & M1031 & M1042'],
    ));

  it('mitigations that stand with their technique', () =>
    mends(
      ['T1106', 'T1588.003', 'T1588.002'],
      ['group --> T1106', 'T1106 --> M1038', 'T1106 --> M1040', 'group --> T1588.002', 'T1588.002 --> M1056'],
      [
        'group --> T1106',
        'T1106 --> M1038',
        'T1106 --> M1040',
        'group --> T1588.003',
        'T1588.003 --> M1056',
        'group --> T1588.002',
        'T1588.002 --> M1056',
      ],
    ));

  it('the order of the list, whatever the order of the IDs', () =>
    mends(
      ['T1588.003', 'T1106', 'T1588.002'],
      ['group --> T1588.003', 'group --> T1588.002', 'T1588.003 --> M1056', 'T1588.002 --> M1056'],
      [
        'group --> T1588.003',
        'group --> T1106',
        'group --> T1588.002',
        'T1588.003 --> M1056',
        'T1106 --> M1038',
        'T1106 --> M1040',
        'T1588.002 --> M1056',
      ],
    ));

  it('subgraphs, comments and styles', () =>
    mends(
      ['T1588.002', 'T1588.003'],
      ['subgraph ours', '  %% first', '  group --> T1588.002', 'end', 'T1588.002 --> M1056', 'style M1056 fill:#eee'],
      [
        'subgraph ours',
        '  %% first',
        '  group --> T1588.002',
        '  group --> T1588.003',
        'end',
        'T1588.002 --> M1056',
        'T1588.003 --> M1056',
        'style M1056 fill:#eee',
      ],
    ));

  it('the subgraph that a node is in', () =>
    mends(
      ['T1588.002', 'T1588.003', 'T1106'],
      [
        'subgraph ours',
        '  group --> T1588.002',
        '  group --> T1588.003',
        '  subgraph one',
        '    T1588.002 --> M1017',
        '    T1106 --> M1017 & M1013',
        '  end',
        'end',
        'group --> T1106',
        'subgraph others',
        '  T1588.003 --> M1056',
        '  T1106 --> M1038',
        'end',
        'T1106 --> M1040',
      ],
      [
        'subgraph ours',
        '  group --> T1588.002',
        '  group --> T1588.003',
        '  subgraph one',
        '    T1588.002 --> M1017',
        '    T1106 --> M1017 & M1013',
        '  end',
        'end',
        'T1588.002 --> M1056',
        'group --> T1106',
        'subgraph others',
        '  T1588.003 --> M1056',
        '  T1106 --> M1038',
        'end',
        'T1106 --> M1040',
      ],
    ));

  it('the numbers of link styles', () =>
    mends(
      ['T1588.002', 'T1588.003'],
      [
        'group --> T1588.002',
        'group --> T1588.002',
        'group --> T1588.003',
        'T1588.002 --> M1056',
        'T1588.003 --> M1056',
        'linkStyle 1,3 stroke:red',
        'linkStyle 4 stroke:blue',
        'linkStyle default stroke:grey',
      ],
      [
        'group --> T1588.002',
        'group --> T1588.003',
        'T1588.002 --> M1056',
        'T1588.003 --> M1056',
        'linkStyle 2 stroke:red',
        'linkStyle 3 stroke:blue',
        'linkStyle default stroke:grey',
      ],
    ));

  it('the numbers of link styles in a quote', () => {
    const graph = (...lines: string[]) => ['```mermaid', 'flowchart LR', ...lines, '```', ''].join('\n> ');
    const before = ['group --> T1588.002', 'group --> T1588.002', 'T1588.002 --> M1056', 'linkStyle 2 stroke:red'];
    const after = ['group --> T1588.002', 'T1588.002 --> M1056', 'linkStyle 1 stroke:red'];
    const item = list('* [Tool](techniques/T1588/002)');
    strictEqual(fixed(`${item}\n> ${graph(...before)}`), `${item}\n> ${graph(...after)}`);
  });

  it('what stands on the line of a link style that goes, and the numbers of one that is not first on its line', () =>
    mends(
      ['T1588.002', 'T1588.003'],
      [
        'group --> T1588.002; linkStyle 0 stroke:grey',
        'group --> T1588.002; group --> T1588.003',
        'T1588.002["; linkStyle 1 x"] --> M1056; T1588.003 --> M1056; linkStyle 3 stroke:blue; %% linkStyle 3 x',
        'linkStyle 1 stroke:red; style M1056 fill:#eee',
      ],
      [
        'group --> T1588.002; linkStyle 0 stroke:grey',
        'group --> T1588.003',
        'T1588.002["Tool"] --> M1056; T1588.003 --> M1056; linkStyle 2 stroke:blue; %% linkStyle 3 x',
        'style M1056 fill:#eee',
      ],
    ));

  it('no node of the name of a link that went', () => {
    const graph = (...lines: string[]) => `${list()}\`\`\`mermaid\nflowchart LR\n${lines.join('\n')}\n\`\`\`\n`;
    strictEqual(
      without(
        'T1106',
        graph(
          'group e1@--> T1588.002',
          'group e2@--> T1106 & T1588.003',
          'T1106 e3@--> M1038',
          'e1@{ animate: true }; e3@{ animate: true }',
          'e2@{ animate: true }',
          'e3@{',
          '  curve: linear',
          '}',
          'style e3 fill:#eee',
        ),
      ),
      graph('group e1@--> T1588.002', 'group e2@--> T1588.003', 'e1@{ animate: true }', 'e2@{ animate: true }'),
    );
  });

  it('a label that stood on the edge that went', () =>
    mends(
      ['T1588.002'],
      ['group --> T1588.002', 'group[BlackTech] --> T1588.002[Tool]', 'T1588.002 --> M1056'],
      ['group[BlackTech] --> T1588.002[Tool]', 'T1588.002 --> M1056'],
    ));

  it('the other edges of a chain', () =>
    mends(
      ['T1106'],
      ['group --> T1106 --> M1038', 'group --> T1106 --> M1040'],
      ['group --> T1106 --> M1038', 'T1106 --> M1040'],
    ));

  it('lines with several statements', () =>
    mends(
      ['T1588.002'],
      ['group --> T1588.002; group --> T1588.002; T1588.002 --> M1056;'],
      ['group --> T1588.002; T1588.002 --> M1056;'],
    ));

  it('a comment that silenced the line that went goes too, and no other', () =>
    mends(
      ['T1588.002'],
      [
        'group --> T1588.002',
        '%% attackmark-disable-next-line mitigation-not-in-attack -- ours',
        'T1588.002 --> M1017',
        '%% attackmark-disable-next-line mitigation-not-in-attack -- ours',
        'T1588.002 --> M1017',
        'T1588.002 --> M1056',
      ],
      [
        'group --> T1588.002',
        '%% attackmark-disable-next-line mitigation-not-in-attack -- ours',
        'T1588.002 --> M1017',
        'T1588.002 --> M1056',
      ],
    ));

  it('an edge with words of its own is not taken for a duplicate to remove', () =>
    mends(
      ['T1588.002'],
      ['group --> T1588.002 --> M1056', 'group -->|since 2019| T1588.002'],
      ['group --> T1588.002 --> M1056', 'group -->|since 2019| T1588.002'],
    ));

  it('a fence in a quote or an item', () => {
    for (const prefix of ['> ', '  ']) {
      const graph = (...lines: string[]) =>
        ['```mermaid', 'flowchart LR', ...lines, '```'].map(line => `${prefix}${line}\n`).join('');
      const before = `${list('* [Tool](techniques/T1588/002)')}\n- Drawn:\n${graph('group[BlackTech] --> T1588.002[Tool]')}`;
      const after = `${list('* [Tool](techniques/T1588/002)')}\n- Drawn:\n${graph('group[BlackTech] --> T1588.002[Tool]', 'T1588.002[Tool] --> M1056[Pre-compromise]')}`;
      strictEqual(fixed(before), after);
    }
  });

  describe('in lists', () => {
    const graph = '```mermaid\nflowchart LR\ngroup --> T1588.002 --> M1056\ngroup --> T1588.003 --> M1056\n```\n';
    const adds = (before: string[], after: string[]) =>
      strictEqual(fixed(`${list(...before)}\n${graph}`), `${list(...after)}\n${graph}`);

    it('the marker, the root and the ending of links', () =>
      adds(
        ['+  [Tool](</mitre/techniques/T1588/002.md> "T") and a note'],
        [
          '+  [Tool](</mitre/techniques/T1588/002.md> "T") and a note',
          '+  [Code Signing Certificates](</mitre/techniques/T1588/003.md>)',
        ],
      ));
    it('numbers', () =>
      adds(
        ['1. [Tool](techniques/T1588/002)'],
        ['1. [Tool](techniques/T1588/002)', '2. [Code Signing Certificates](techniques/T1588/003)'],
      ));
    it('bare IDs', () => adds(['- T1588.002'], ['- T1588.002', '- T1588.003']));
    it('what belongs to the item before', () =>
      adds(
        ['* [Tool](techniques/T1588/002)', '  goes on', '  * nested', '', '  and on'],
        [
          '* [Tool](techniques/T1588/002)',
          '  goes on',
          '  * nested',
          '',
          '  and on',
          '* [Code Signing Certificates](techniques/T1588/003)',
        ],
      ));
    it('a comment that silences the next item, indented into the one before', () => {
      const silenced = [
        '  <!-- attackmark-disable-next-line missing-in-graph',
        '  -- ours -->',
        '* [Native API](techniques/T1106)',
      ];
      adds(
        ['* [Tool](techniques/T1588/002)', ...silenced],
        ['* [Tool](techniques/T1588/002)', '* [Code Signing Certificates](techniques/T1588/003)', ...silenced],
      );
    });
    it('items within an item, four blanks deep', () =>
      adds(
        [
          '* For later:',
          '    * [Tool](techniques/T1588/002)',
          '    * Not in ATT&CK: a phone call',
          '    * [Tool](techniques/T1588/002)',
        ],
        [
          '* For later:',
          '    * [Tool](techniques/T1588/002)',
          '    * [Code Signing Certificates](techniques/T1588/003)',
          '    * Not in ATT&CK: a phone call',
        ],
      ));
    it('what an item that goes says of itself goes too, and other techniques below it stay', () =>
      strictEqual(
        without(
          'T1106',
          list(
            '- [Tool](techniques/T1588/002)',
            '- [Native API](techniques/T1106)',
            '  in words',
            '  - seen in May',
            '  <!-- attackmark-disable-next-line technique-not-in-attack -- ours -->',
            '- [Native API](techniques/T1106)',
            '    - Since 2020:',
            '        - [Code Signing Certificates](techniques/T1588/003)',
            '          and a note',
            '    - [Native API](techniques/T1106)',
            '  <!-- the last one -->',
            '- [Network Service Discovery](techniques/T1046)',
          ),
        ),
        list(
          '- [Tool](techniques/T1588/002)',
          '- Since 2020:',
          '    - [Code Signing Certificates](techniques/T1588/003)',
          '      and a note',
          '  <!-- the last one -->',
          '- [Network Service Discovery](techniques/T1046)',
        ),
      ));
    it('nothing of an item with notes is taken away', () => {
      const twice = list(
        '* [Tool](techniques/T1588/002)',
        '* [Code Signing Certificates](techniques/T1588/003)',
        '* [Tool](techniques/T1588/002) seen in May',
      );
      strictEqual(fixed(`${twice}\n${graph}`), `${twice}\n${graph}`);
    });
  });

  it('a missing final newline where the last line goes', () => {
    for (const end of ['\n', '\r\n']) {
      const graph = ['```mermaid', 'flowchart LR', 'group --> T1588.002 --> M1056', '```'];
      const page = (...items: string[]) =>
        ['# BlackTech', '## ID:G0098', ...graph, '## Techniques Used By Group', ...items].join(end);
      const item = '* [Tool](techniques/T1588/002)';
      strictEqual(fixed(page(item, item)), page(item));
    }
  });

  it('CRLF, the BOM and a missing final newline', () => {
    const before =
      `\ufeff${list('* [Tool](techniques/T1588/002)')}\n\`\`\`mermaid\nflowchart LR\ngroup --> T1588.002`.replaceAll(
        '\n',
        '\r\n',
      );
    const after = `${before}\r\nT1588.002 --> M1056[Pre-compromise]\r\n\`\`\``.replace('[Pre-compromise]', '');
    strictEqual(fixed(before), after);
  });

  it('a class that a node has on a mention which goes', () => {
    const chart = (...edges: string[]) => ['group[BlackTech] --> T1588.002[Tool]', ...edges, 'classDef used fill:#f00'];
    mends(['T1588.002'], chart('T1588.002 --> M1056[Pre-compromise]', 'T1588.002:::used --> M1056'), [
      'group[BlackTech] --> T1588.002[Tool]:::used',
      'T1588.002 --> M1056[Pre-compromise]',
      'classDef used fill:#f00',
    ]);
    mends(
      ['T1588.002'],
      ['group --> T1588.002:::used', 'T1588.002 --> M1056', 'T1588.002@{ label: "Tool" } --> M1056'],
      // Mermaid refuses attributes before a class.
      ['group --> T1588.002:::used@{ label: "Tool" }', 'T1588.002 --> M1056'],
    );
  });

  it('statements that share a line, one of which goes on with what a line is put below', () =>
    mends(
      ['T1588.002', 'T1046'],
      ['group --> T1588.002; T1046 --> M1042 & M1031', 'T1588.002 --> M1056'],
      ['group --> T1588.002; T1046 --> M1042 & M1031 & M1030', 'group --> T1046;', 'T1588.002 --> M1056'],
    ));
});
