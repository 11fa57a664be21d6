import assert from 'node:assert/strict';
import { graphMermaid } from '../../server/src/core/features/graph';
import { modelOf } from '../preview/models';

describe('the graph of a page', () => {
  const modelOfGraph = (...lines: readonly string[]) =>
    modelOf(['# BlackTech', '## ID:G0098', '', '```mermaid', 'flowchart LR', ...lines, '```', ''].join('\n'));

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
