import { deepStrictEqual, ok } from 'node:assert/strict';
import { definition } from '../../server/src/core/features/definition';
import { documentLinks } from '../../server/src/core/features/documentLinks';
import { pageHome } from '../../server/src/core/features/pageHome';
import { shippedCatalog } from '../harness/catalog';
import { pagesOf } from '../workspace/pagesOf';

describe('nothing leads out of the workspace:', () => {
  /** What a path would lead to that was cut at the workspace's folder in place of being refused. */
  const others = '-- secret.md --\n-- etc/passwd.md --\n';
  for (const target of [
    '../../../../etc/passwd',
    '../secret.md',
    '/../../secret.md',
    '%2e%2e/%2e%2e/secret.md',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'command:workbench.action.quit',
    '..\\..\\secret.md',
  ]) {
    it(`a link to ${target}`, () => {
      for (const source of [`[a$0](${target})`, `[[${target}$0|a]]`]) {
        const { analysis, caret, context } = pagesOf(`-- a.md --\n${source}\n${others}`);
        deepStrictEqual(definition(analysis, caret, context), []);
        deepStrictEqual(documentLinks(analysis, context), []);
      }
    });
  }

  it('the name of a group that a page is made for', () => {
    const { index } = pagesOf('-- g/APT28.md --\n$0# APT28\n## ID:G0007\n## Techniques Used By Group\n');
    const { fileName } = pageHome(index, shippedCatalog().at('enterprise', '18.1'));
    for (const name of ['../../x', '..\\x', '/etc/x', 'a\u0000b', 'C:x'])
      ok(!/[\\/:\u0000]/.test(fileName('G9999', name)), fileName('G9999', name));
  });
});
