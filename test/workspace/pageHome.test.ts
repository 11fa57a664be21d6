import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { pageHome } from '../../server/src/core/features/pageHome';
import { shippedCatalog } from '../harness/catalog';
import { folder, pagesOf } from './pagesOf';

const snapshot = shippedCatalog().at('enterprise', '18.1');
const page = (id: string, name: string) => `# ${name}\n## ID:${id}\n## Techniques Used By Group\n`;
/** Where the page of a group would go beside these, the first of which holds the caret. */
const homeBeside = (...pages: readonly (readonly [path: string, id: string, name: string])[]) => {
  const source = pages.map(([path, id, name], i) => `-- ${path} --\n${i === 0 ? '$0' : ''}${page(id, name)}`).join('');
  return pageHome(pagesOf(source).index, snapshot);
};

describe('the home of group pages', () => {
  it('is the folder with most of them', () => {
    const home = homeBeside(
      ['a/G0007.md', 'G0007', 'APT28'],
      ['b/G0016.md', 'G0016', 'APT29'],
      ['b/G0098.md', 'G0098', 'BlackTech'],
    );
    strictEqual(home.folder, `${folder}/b`);
  });

  for (const [habit, first, second, made] of [
    ['the ID', 'G0007', 'G0098', 'G0032.md'],
    ['the ID in small letters', 'g0007', 'g0098', 'g0032.md'],
    ['the name', 'APT28', 'BlackTech', 'Lazarus Group.md'],
    ['the name as a slug', 'apt28', 'blacktech', 'lazarus-group.md'],
    ['ID and name', 'G0007 APT28', 'G0098 BlackTech', 'G0032 Lazarus Group.md'],
    ['ID and slug', 'G0007-apt28', 'G0098-blacktech', 'G0032-lazarus-group.md'],
  ] as const) {
    it(`calls files by ${habit}`, () => {
      const home = homeBeside([`g/${first}.md`, 'G0007', 'APT28'], [`g/${second}.md`, 'G0098', 'BlackTech']);
      strictEqual(home.fileName('G0032', 'Lazarus Group'), made);
    });
  }

  it('of no pages is nowhere, and calls files by the ID', () => {
    const home = pageHome(pagesOf('-- notes.md --\n$0# Notes\n').index, snapshot);
    deepStrictEqual([home.folder, home.fileName('G0032', 'Lazarus Group')], [undefined, 'G0032.md']);
  });

  it('has no characters in a name that a file system cannot have', () => {
    strictEqual(homeBeside(['g/APT28.md', 'G0007', 'APT28']).fileName('G1234', 'a/b: c?'), 'a_b_ c_.md');
  });
});
