import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import {
  compare,
  comparedGroup,
  comparedPage,
  comparisonLayer,
  comparisonMarkdown,
} from '../../server/src/core/features/compare';
import { dashboard } from '../../server/src/core/features/dashboard';
import { shippedCatalog } from '../harness/catalog';
import { pagesOf, uriOf } from './pagesOf';

const catalog = shippedCatalog();
const snapshot = catalog.at('enterprise', '18.1');
const source = `
-- G0098.md --
# BlackTech
## ID:G0098
## Techniques Used By Group
* [Phishing](techniques/T1566)
* [Network Service Discovery](techniques/T1046)

\`\`\`mermaid
flowchart LR
group[BlackTech] --> T1566[Phishing]
T1566[Phishing] --> M1017[User Training]
T1566[Phishing] --> M1031[Network Intrusion Prevention]
T1046 --> M1031
\`\`\`
-- b.md --
# A | B
## Techniques Used By Group
* [Phishing](techniques/T1566)
* [DLL Side-Loading](techniques/T1574/002)
-- r.yml --
tags: [attack.t1566]
detection:
`;
const { analysisOf, index } = pagesOf(source);
const pages = ['G0098.md', 'b.md'].map(path => comparedPage(analysisOf(path), path));

describe('compare', () => {
  it('puts pages side by side, what is shared first', () => {
    const { techniques, mitigations, groups } = compare(pages, catalog);
    deepStrictEqual(
      techniques.map(({ id, in: has }) => `${id} ${has.map(Number).join('')}`),
      ['T1566 11', 'T1046 10', 'T1574.002 01'],
    );
    deepStrictEqual(
      mitigations.map(({ id }) => id),
      ['M1017', 'M1031'],
    );
    deepStrictEqual(groups[1], { name: 'A | B', id: null, techniques: 2 });
  });

  it('takes a group as ATT&CK has it', () => {
    const group = comparedGroup('G0098', snapshot)!;
    deepStrictEqual([...group.techniques].sort(), [...snapshot.techniquesUsedBy('G0098')].sort());
    strictEqual(comparedGroup('T1566', snapshot), undefined);
    strictEqual(comparedGroup('G9999', snapshot), undefined);
  });

  it('prints Markdown tables that names with bars do not break', () => {
    const text = comparisonMarkdown(compare(pages, catalog));
    match(text, /^\| Technique \| BlackTech \(G0098\) \| A \\\| B \|$/m);
    match(text, /^## Techniques: 1 shared of 3$/m);
    match(text, /^\| T1566 Phishing \| ✓ \| ✓ \|$/m);
    match(text, /^\| T1046 Network Service Discovery \| ✓ \| {3}\|$/m);
  });

  it('prints a layer with live techniques only, scored by groups', () => {
    const layer = comparisonLayer(compare(pages, catalog), snapshot);
    deepStrictEqual(
      layer.techniques.map(({ techniqueID, score }) => `${techniqueID} ${score}`),
      ['T1046 1', 'T1566 2', 'T1574.001 1'],
    );
    deepStrictEqual(layer.versions.layer, '4.5');
    ok(layer.techniques.every(({ color }) => /^#[\da-f]{6}$/.test(color)));
  });
});

describe('the dashboard', () => {
  it('counts group pages, and ranks mitigations as the command line does', () => {
    const { groups, techniques, mitigations, uncovered } = dashboard(index, catalog);
    deepStrictEqual(groups, [
      { name: 'A | B', id: null, uri: uriOf('b.md'), techniques: 2 },
      { name: 'BlackTech', id: 'G0098', uri: uriOf('G0098.md'), techniques: 2 },
    ]);
    deepStrictEqual(
      techniques.map(({ id, pages: count }) => `${id} ${count}`),
      ['T1566 2', 'T1046 1', 'T1574.002 1'],
    );
    deepStrictEqual(
      mitigations.map(({ id, covers, adds }) => `${id} ${covers} ${adds}`),
      ['M1031 2 2', 'M1017 1 0'],
    );
    deepStrictEqual(uncovered, ['T1574.002']);
  });
});
