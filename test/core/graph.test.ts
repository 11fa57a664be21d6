import assert from 'node:assert/strict';
import { graphMermaid } from '../../server/src/core/features/graph';
import { modelOf } from '../preview/models';

describe('the graph of a page', () => {
  const modelOfGraph = (...lines: readonly string[]) =>
    modelOf(['# BlackTech', '## ID:G0098', '', '```mermaid', 'flowchart LR', ...lines, '```', ''].join('\n'));

  it('has labels as they are drawn, of nodes and of edges', () => {
    const model = modelOfGraph(
      'group[BlackTech] --> T1566["`**Phishing** _mail_`"]',
      'T1566 -->|"stops &amp; warns<br/>#quot;often#quot;"| M1017[User<br/>Training]',
      'T1566@{ label: "Phishing #amp; more" }',
      'M1017["`User **Training**`"]',
    );
    const labels = Object.fromEntries(model.nodes.map(({ id, label }) => [id, label]));
    assert.deepEqual([labels['T1566'], labels['M1017']], ['Phishing & more', 'User Training']);
    assert.deepEqual(
      model.edges.filter(({ kind }) => kind === 'page').map(({ label }) => label),
      ['', 'stops & warns "often"'],
    );
  });

  it('is written as Mermaid that Mermaid reads the same way, labels with nothing to read and with backticks too', () => {
    const lines = ['group[BlackTech] --> T1566[`Phishing` mail]', 'T1566 --> M1017[fa:fa-user]'];
    const mermaid = graphMermaid(modelOfGraph(...lines));
    assert.deepEqual(mermaid.trimEnd().split('\n').slice(1), [
      'group[BlackTech] --> T1566["#96;Phishing` mail"]',
      'T1566["#96;Phishing` mail"] --> M1017[" "]',
    ]);
    assert.equal(graphMermaid(modelOfGraph(...mermaid.trimEnd().split('\n').slice(1))), mermaid);
  });
});
