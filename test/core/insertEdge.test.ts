import assert from 'node:assert/strict';
import { Analysis } from '../../server/src/core/analysis/analysis';
import { insertEdge } from '../../server/src/core/features/insertEdge';
import { applyEdits } from '../../server/src/core/fixes/edit';
import { parsePage } from '../../server/src/core/parse/parsePage';
import { shippedCatalog } from '../harness/catalog';

const page = (...lines: readonly string[]): string =>
  ['# BlackTech', '## ID:G0098', '', '```mermaid', 'flowchart LR', ...lines, '```', ''].join('\n');

/** The flowchart's lines after an edge was drawn. */
function drawn(text: string, from: string, to: string): string {
  const analysis = new Analysis(parsePage(text, ''), shippedCatalog(), { own: { attackVersion: '18.1' } });
  return applyEdits(text, insertEdge(analysis, from, to));
}

describe('insertEdge', () => {
  it('draws the edge after the technique’s last one', () => {
    assert.equal(
      drawn(
        page(
          'group[BlackTech] --> T1190[Exploit Public-Facing Application]',
          'T1190[Exploit Public-Facing Application] --> M1048[Application Isolation and Sandboxing]',
          'T1203[Exploitation for Client Execution] --> M1048[Application Isolation and Sandboxing]',
        ),
        'T1190',
        'M1037',
      ),
      page(
        'group[BlackTech] --> T1190[Exploit Public-Facing Application]',
        'T1190[Exploit Public-Facing Application] --> M1048[Application Isolation and Sandboxing]',
        'T1190[Exploit Public-Facing Application] --> M1037[Filter Network Traffic]',
        'T1203[Exploitation for Client Execution] --> M1048[Application Isolation and Sandboxing]',
      ),
    );
  });

  it('writes as the page writes', () => {
    assert.equal(
      drawn(
        page(
          '  group("BlackTech") ==> T1190("Exploit Public-Facing Application")',
          '  T1190 ==> M1048("Application Isolation and Sandboxing")',
        ),
        'T1190',
        'M1037',
      ),
      page(
        '  group("BlackTech") ==> T1190("Exploit Public-Facing Application")',
        '  T1190 ==> M1048("Application Isolation and Sandboxing")',
        '  T1190 ==> M1037("Filter Network Traffic")',
      ),
    );
  });

  it('calls a technique that ATT&CK does not have what the graph calls it', () => {
    const line = 'group[BlackTech] --> T9001[A Technique of Ours]';
    assert.equal(
      drawn(page(line), 'T9001', 'M1037'),
      page(line, 'T9001[A Technique of Ours] --> M1037[Filter Network Traffic]'),
    );
  });

  it('keeps CRLF', () => {
    const text = page('group[BlackTech] --> T1190[Exploit Public-Facing Application]').replaceAll('\n', '\r\n');
    assert.doesNotMatch(drawn(text, 'T1190', 'M1037'), /[^\r]\n/);
  });

  it('draws nothing twice', () => {
    const text = page('T1190 --> M1037');
    assert.equal(drawn(text, 'T1190', 'M1037'), text);
    const once = drawn(text, 'T1190', 'M1048');
    assert.equal(drawn(once, 'T1190', 'M1048'), once);
  });

  it('draws from techniques to mitigations only', () => {
    const text = page('T1190 --> M1037');
    assert.equal(drawn(text, 'M1037', 'T1190'), text);
    assert.equal(drawn(text, 'group', 'T1203'), text);
  });
});
