import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { check } from '../../server/src/core/check';
import { codeLens } from '../../server/src/core/features/codeLens';
import { definition } from '../../server/src/core/features/definition';
import { documentLinks } from '../../server/src/core/features/documentLinks';
import { documentSymbols, type PageSymbol } from '../../server/src/core/features/documentSymbols';
import { folding } from '../../server/src/core/features/folding';
import { highlight } from '../../server/src/core/features/highlight';
import { inlayHints } from '../../server/src/core/features/inlayHints';
import { isDeclaration, placesOf } from '../../server/src/core/features/references';
import { semanticTokens } from '../../server/src/core/features/semanticTokens';
import { workspaceSymbols } from '../../server/src/core/features/workspaceSymbols';
import { shippedCatalog } from '../harness/catalog';
import { pagesOf, sameSpans, uriOf } from './pagesOf';

/** The paths that the ID or link at `$0` leads to. */
function leads(source: string): string[] {
  const { analysis, caret, context } = pagesOf(source);
  return definition(analysis, caret, context).map(uri => decodeURI(uri).slice(uriOf('').length));
}

/** All places of an ID over all files must be those marked `$[…]{x}`. */
function stands(id: string, source: string): void {
  const { files, index, analysisOf } = pagesOf(source);
  for (const [path, marked] of files) {
    const held = index.holders(id).includes(uriOf(path));
    strictEqual(held, marked.marks.length > 0, path);
    if (held)
      sameSpans(
        marked,
        placesOf(id, analysisOf(path).page).map(({ span }) => span),
      );
  }
}

const technique = '-- vault/T1566.002-Spearphishing_Link.md --\n---\naliases:\n  - T1566.002\n---\n';

describe('definition', () => {
  it('leads to the workspace’s own page, from every form of an ID', () => {
    for (const form of [
      '* [Spear$0phishing Link](techniques/T1566/002)',
      '* [x](techniques/T15$066/002)',
      'see T1566.0$002.',
      'https://attack.mitre.org/techniques/T1566/0$002',
      '[[vault/T1566.002-Spear$0phishing_Link|a name]]',
      '| [[T1566.002-Spearphishing_Link\\|T1566$0.002]] | a |',
      '```mermaid\nflowchart LR\ngroup[X] --> T1566.0$002[Spearphishing Link]\n```',
    ]) {
      deepStrictEqual(leads(`-- a.md --\n${form}\n${technique}`), ['vault/T1566.002-Spearphishing_Link.md'], form);
    }
    deepStrictEqual(leads(`-- r.yml --\ndetection:\ntags:\n  - attack.t1566.$0002\n${technique}`), [
      'vault/T1566.002-Spearphishing_Link.md',
    ]);
  });

  it('finds a page in each of the five styles, and a group’s also by its name and aliases', () => {
    for (const [id, path, text] of [
      ['T1566.002', 'Spearphishing Link.md', '---\nalias:\n- T1566.002\n---\n'],
      ['T1566.002', 'a b/Spearphishing Link - T1566.002.md', ''],
      ['T1566.002', 'techniques/T1566.002 - Spearphishing Link.md', ''],
      ['M1017', 'mitigations/M1017-User_Training.md', ''],
      ['T1566.002', 'readme.md', '# T1566.002 - Phishing: Spearphishing Link'],
      ['T1566.002', 'Spearphishing Link.md', 'ID: T1566.002'],
      ['G0098', 'groups/G0098.md', ''],
      ['G0098', 'who.md', '# BlackTech\n## ID:G0098'],
      ['G0098', 'BlackTech.md', '## Techniques Used By Group\n'],
      ['G0098', 'p.md', '# Palmerworm\n## Techniques Used By Group\n'],
    ] as const) {
      deepStrictEqual(leads(`-- a.md --\nsee ${id}$0\n-- ${path} --\n${text}\n`), [path], path);
    }
  });

  it('follows links to files, relative, from the root, encoded, and wikilinks by the end of the path', () => {
    const files = '-- n/one two.md --\n-- n/m/two.md --\n-- two.md --\n';
    for (const [link, ...expected] of [
      ['[x](o$0ne%20two.md#there)', 'n/one two.md'],
      ['[x](<one tw$0o.md>)', 'n/one two.md'],
      ['[x](./m/two$0)', 'n/m/two.md'],
      ['[x](../two.m$0d "title")', 'two.md'],
      ['[x](/two.m$0d)', 'two.md'],
      ['[[two$0]]', 'n/m/two.md', 'two.md'],
      ['[[m/two$0#part|x]]', 'n/m/two.md'],
      ['[x](https://else.where/two.m$0d)'],
      ['[x](two$0.md)'],
    ] as const) {
      deepStrictEqual(leads(`-- n/a.md --\n${link}\n${files}`), expected, link);
    }
  });

  it('has nothing for an ID without a page, a page that only mentions it, and what is no ID', () => {
    deepStrictEqual(leads('-- a.md --\nsee T1566.002$0\n-- b.md --\nT1566.002 again\n'), []);
    deepStrictEqual(leads(`-- a.md --\nsee T1566$0.003\n${technique}`), []);
    // A page that says whose it is is nobody else's, whatever its name.
    deepStrictEqual(leads('-- a.md --\nsee T1566$0\n-- Phishing.md --\n---\naliases: [T1598]\n---\nnot T1566\n'), []);
    // A name that several techniques share says nothing without the ID.
    deepStrictEqual(leads('-- a.md --\nsee T1588.002$0\n-- Tool.md --\nOur tools\n'), []);
    deepStrictEqual(leads('-- a.md --\nthe T1000$0 model\n-- T1000.md --\nx\n'), []);
  });
});

describe('references', () => {
  it('are found in every page and every spelling', () =>
    stands(
      'T1566.002',
      `
-- groups/a.md --
# A
## Techniques Used By Group
* [Spearphishing Link](techniques/$[T1566/002]{x})
* [y](https://attack.mitre.org/techniques/$[T1566/002]{x}/)
* [z](https://kb.example.org/techniques/$[T1566/002]{x})

## Notes
[z](https://kb.example.org/techniques/T1566/002)

\`\`\`mermaid
flowchart LR
group[A] --> $[T1566.002]{x}[Spearphishing Link]
$[T1566.002]{x} --> M1017["after $[T1566.002]{x}"]
\`\`\`
-- notes.md --
---
techniques:
  - '[[$[T1566.002]{x}]]'
tags: [attack.$[t1566.002]{x}]
---
- [[$[T1566.002]{x}]] Phishing: Spearphishing Link
| [[kb/$[T1566.002]{x}-Spearphishing_Link\\|$[T1566.002]{x}]] | a |
(LinkById: $[T1566.002]{x}), \`$[T1566.002]{x}\`
Not T1566.0021, xT1566.002, https://example.com/T1566.002, AT-T1566.002, T1566 or T1566.003.
-- rule.yaml --
title: x
tags:
    - attack.initial-access
    - "attack.$[t1566.002]{x}" # T1566.002
detection: T1566.002
-- layer.json --
{ "name": "T1566.002", "domain": "enterprise-attack", "techniques": [ { "techniqueID": "$[T1566.002]{x}", "tactic": "x" } ] }
-- other.json --
{ "techniqueIDs": ["T1566.002"] }
-- nothing.md --
T1566
`,
    ));

  it('tell declarations from uses', () => {
    const { analysisOf } = pagesOf(
      '-- G0098.md --\n# BlackTech\n## ID:G0098\n[BlackTech](/mitre/groups/G0098) G0098\n',
    );
    const { page } = analysisOf('G0098.md');
    deepStrictEqual(
      placesOf('G0098', page).map(reference => isDeclaration(reference, page)),
      [true, false, false],
    );
  });
});

describe('document highlight', () => {
  const marksAll = (source: string) => {
    const { analysis, caret, files, path } = pagesOf(source);
    sameSpans(files.get(path)!, highlight(analysis, caret));
  };

  it('marks the ID everywhere on the page', () =>
    marksAll(`
-- a.md --
* [Spear$0phishing Link](techniques/$[T1566/002]{x}) as $[T1566.002]{x}
\`\`\`mermaid
flowchart LR
group[A] --> $[T1566.002]{x}[x]
\`\`\`
`));

  it('marks title, ID line, self-links and nodes for the group', () =>
    marksAll(`
-- a.md --
# $[Black$0Tech]{x}
## ID:$[G0098]{x}
[BlackTech](/mitre/groups/$[G0098]{x})
\`\`\`mermaid
flowchart LR
$[group]{x}[BlackTech] --> T1566
$[group]{x} --> T1059
\`\`\`
`));

  it('leaves words to the editor', () => marksAll('-- a.md --\nwo$0rds T1566\n'));
});

describe('document symbols', () => {
  const outline = (symbols: readonly PageSymbol[], indent = ''): string[] =>
    symbols.flatMap(({ kind, name, detail, children }) => [
      `${indent}${kind} ${name} ${detail}`.trimEnd(),
      ...outline(children, `${indent}  `),
    ]);
  const page = `
-- a.md --
---
tags: [groups]
---
# BlackTech
## ID:G0098
## Techniques Used By Group
* [Phishing](techniques/T1566)
* T1046

# Summary of Techniques and Mitigations
\`\`\`mermaid
flowchart LR
group[BlackTech] --> T1566[Phishing]
T1566 --> M1017[User Training]
\`\`\`
### Notes
`;

  it('show title, sections and techniques with their mitigations', () => {
    const { analysis } = pagesOf(page);
    deepStrictEqual(outline(documentSymbols(analysis)), [
      'group BlackTech G0098',
      '  section Techniques Used By Group',
      '    technique Phishing T1566',
      '      mitigation User Training M1017',
      '    technique Network Service Discovery T1046',
      'section Summary of Techniques and Mitigations',
      '  section Notes',
    ]);
  });

  it('have their names inside them, as editors demand', () => {
    const { analysis } = pagesOf(page);
    const inside = ({ span, nameSpan, children }: PageSymbol): boolean =>
      span.start <= nameSpan.start && nameSpan.end <= span.end && children.every(inside);
    ok(documentSymbols(analysis).every(inside));
  });

  it('have a name even where the page leaves it out', () => {
    const { analysis } = pagesOf(
      page.replace('[Phishing](', '[](').replace('M1017[User Training]', 'M1017[" "]').replace('# BlackTech', '#'),
    );
    const names = (symbols: readonly PageSymbol[]): string[] =>
      symbols.flatMap(({ name, children }) => [name, ...names(children)]);
    deepStrictEqual(names(documentSymbols(analysis)), [
      '(no name)',
      'Techniques Used By Group',
      'Phishing',
      'User Training',
      'Network Service Discovery',
      'Summary of Techniques and Mitigations',
      'Notes',
    ]);
  });

  it('are left to the editor on other Markdown', () => {
    deepStrictEqual(documentSymbols(pagesOf('-- a.md --\n# A\nT1566\n').analysis), []);
  });
});

describe('workspace symbols', () => {
  const { index } = pagesOf(`
-- groups/G0098.md --
# BlackTech
## ID:G0098
## Techniques Used By Group
* [Phishing](techniques/T1566)
* [Spearphishing Link](techniques/T1566/002)
-- groups/other.md --
# Mine
## Techniques Used By Group
* [Phishing](techniques/T1566)
-- T1566.002-Spearphishing_Link.md --
-- prose.md --
the T1000 model
`);
  const find = (query: string) =>
    workspaceSymbols(query, index, shippedCatalog()).map(({ name, uri }) => `${name} @ ${uri.slice(uriOf('').length)}`);

  it('find pages by ID, name and alias, and IDs where they are used', () => {
    deepStrictEqual(find('T1566.002'), ['T1566.002-Spearphishing_Link @ T1566.002-Spearphishing_Link.md']);
    deepStrictEqual(find('T1566'), [
      'T1566.002-Spearphishing_Link @ T1566.002-Spearphishing_Link.md',
      'T1566 Phishing @ groups/G0098.md',
      'T1566 Phishing @ groups/other.md',
    ]);
    deepStrictEqual(find('phish').length, 3);
    deepStrictEqual(find('G0098'), ['BlackTech G0098 @ groups/G0098.md']);
    deepStrictEqual(find('palmer'), ['Palmerworm (BlackTech G0098) @ groups/G0098.md']);
    deepStrictEqual(find('Mine'), ['Mine @ groups/other.md']);
  });

  it('come in the order of how well they match: what starts with the query, what holds it, what has its letters', () => {
    const page = '## Techniques Used By Group\n';
    const { index: bears } = pagesOf(
      `-- a.md --\n# A Bear\n${page}-- b.md --\n# Bold Eagles Are\n${page}-- c.md --\n# Bear Cub\n${page}`,
    );
    deepStrictEqual(
      workspaceSymbols('bear', bears, shippedCatalog()).map(({ name }) => name),
      ['Bear Cub', 'A Bear', 'Bold Eagles Are'],
    );
  });

  it('know nothing of what is not ATT&CK’s', () => {
    deepStrictEqual(find('T1000'), []);
    deepStrictEqual(find('zzz'), []);
  });
});

describe('folding', () => {
  it('folds front matter, sections, fences, and a graph’s lines, one below the other, by the node they start from', () => {
    const { analysis, files } = pagesOf(`
-- a.md --
---
tags: [groups]
---
# A
text

## B
\`\`\`mermaid
flowchart LR
group[A] --> T1566[Phishing]
group[A] --> T1046
T1566 --> M1017
T1046 --> M1031
T1046 --> M1042

%% later
group[A] --> T1059
group[A] --> T1203

%% still later
group[A] --> T1204
group[A] --> T1190
\`\`\`
`);
    const { text } = files.get('a.md')!;
    const { lines } = analysis.page;
    const folds = folding(analysis).map(({ span }) => {
      const first = lines.lineOf(span.start);
      return `${text.slice(lines.startOf(first)).split('\n', 1)[0]!} +${lines.lineOf(span.end) - first}`;
    });
    deepStrictEqual(folds, [
      '--- +2',
      '# A +19',
      '## B +16',
      '```mermaid +15',
      'group[A] --> T1566[Phishing] +1',
      'T1046 --> M1031 +1',
      'group[A] --> T1059 +1',
      'group[A] --> T1204 +1',
    ]);
  });
});

describe('document links', () => {
  it('lead to the own page, else to the site, and say where', () => {
    const { analysis, context } = pagesOf(`
-- a.md --
T1566.002, T1566 and T1000; TT1566
-- T1566.002-x.md --
`);
    deepStrictEqual(
      documentLinks(analysis, context).map(({ target, tooltip }) => [target, tooltip]),
      [
        [uriOf('T1566.002-x.md'), 'T1566.002 Phishing: Spearphishing Link'],
        ['https://attack.mitre.org/techniques/T1566', 'T1566 Phishing at attack.mitre.org'],
      ],
    );
  });
});

describe('code lens', () => {
  const lenses = (source: string, version = '18.1') => {
    const { analysis, context } = pagesOf(source, { attackVersion: version });
    return codeLens(analysis, check(analysis), context).map(({ title }) => title);
  };

  it('counts a group’s techniques and findings, and what ATT&CK has changed since', () => {
    const page =
      '-- G0098.md --\n# BlackTech\n## ID:G0098\n## Techniques Used By Group\n* [SSH](techniques/T1021/004)\n* [x](techniques/T1566)\n';
    deepStrictEqual(lenses(page).slice(0, 2), ['2 techniques', '2 findings']);
    // The seed's group got techniques after 11.3; what a successor took over counts as the same.
    match(lenses(page, '9.0').at(-1)!, /^\d+ added(, \d+ removed)? by ATT&CK \d+\.\d+$/);
    ok(!lenses(page, 'latest').some(title => title.includes('by ATT&CK')));
  });

  it('counts the pages that use a technique or a mitigation', () => {
    const uses = '-- a.md --\nT1566.002\n-- b.md --\n[[T1566.002-x]] M1017\n';
    deepStrictEqual(lenses(`-- T1566.002-x.md --\n# x$0\n${uses}`), ['used by 2 pages', '5 mitigations']);
    deepStrictEqual(lenses(`-- M1017.md --\n# User Training$0\nmitigates M1017\n${uses}`).slice(0, 1), [
      'used by 1 page',
    ]);
    deepStrictEqual(lenses('-- a.md --\n# T$0\nT1566.002\n'), []);
  });
});

describe('inlay hints', () => {
  const page =
    '-- a.md --\n## Techniques Used By Group\n* [Phishing](techniques/T1566)$0\n* T1046\n* [x](techniques/T9999)\n';
  const hints = (wanted: 'off' | 'ids' | 'tactics' | 'all') => {
    const { analysis, files } = pagesOf(page);
    const { text } = files.get('a.md')!;
    return inlayHints(analysis, { start: 0, end: text.length }, wanted).map(
      ({ offset, text: hint }) => `${text.slice(0, offset).split('\n').at(-1)!}‹${hint}›`,
    );
  };

  it('write what the setting says behind a live technique’s name', () => {
    deepStrictEqual(hints('off'), []);
    deepStrictEqual(hints('ids'), ['* [Phishing‹T1566›']);
    deepStrictEqual(hints('tactics'), ['* [Phishing‹Initial Access›', '* T1046‹Discovery›']);
    deepStrictEqual(hints('all')[0], '* [Phishing‹T1566 · Initial Access›');
  });

  it('are written for the lines that an editor shows, and no others', () => {
    const { analysis, caret } = pagesOf(page);
    deepStrictEqual(
      inlayHints(analysis, { start: 0, end: caret }, 'tactics').map(({ text }) => text),
      ['Initial Access'],
    );
    deepStrictEqual(inlayHints(analysis, { start: 0, end: 5 }, 'tactics'), []);
  });
});

describe('semantic tokens', () => {
  it('colour IDs by what they are, and strike revoked ones through', () => {
    const { analysis } = pagesOf('-- a.md --\nT1574.002, M1017 and G0098; T1000, `T1566`, TT1566, S0436, TA0001\n');
    deepStrictEqual(
      semanticTokens(analysis).map(
        ({ span, type, deprecated }) =>
          `${analysis.page.text.slice(span.start, span.end)} ${type}${deprecated ? ' deprecated' : ''}`,
      ),
      [
        'T1574.002 technique deprecated',
        'M1017 mitigation',
        'G0098 group',
        'T1566 technique',
        'S0436 software',
        'TA0001 tactic',
      ],
    );
  });
});
