import { strictEqual } from 'node:assert/strict';
import { Analysis } from '../../server/src/core/analysis/analysis';
import { parsePage } from '../../server/src/core/parse/parsePage';
import { writtenFor } from '../../server/src/core/upgrade/writtenFor';
import { shippedCatalog } from '../harness/catalog';

const catalog = shippedCatalog();
const versionOf = (techniques: readonly string[]) => {
  const items = techniques.map(id => `- ${id}`);
  const text = ['# BlackTech', '## ID:G0098', '## Techniques Used By Group', ...items, ''].join('\n');
  return writtenFor(new Analysis(parsePage(text), catalog));
};

describe('the version that a page was written for', () => {
  it('is the newest of those whose list for the group the page has', () => {
    strictEqual(versionOf(catalog.at('enterprise', '8.2').techniquesUsedBy('G0098')), '8.2');
    strictEqual(versionOf(catalog.at('enterprise', '9.0').techniquesUsedBy('G0098')), '10.1');
  });

  it('is the newest that has its IDs where the page has its own idea of the group’s techniques', () => {
    // A release in which ATT&CK lists fewer techniques for the group is no better for that.
    strictEqual(versionOf(['T1190', 'T1485']), catalog.at('enterprise', 'latest').version);
  });
});
