import { strictEqual } from 'node:assert/strict';
import { compileGlobs } from '../../server/src/core/globs';

describe('globs', () => {
  const cases: readonly (readonly [glob: string, matches: readonly string[], others: readonly string[]])[] = [
    ['*.md', ['a.md', 'x/y/a.md'], ['a.mdx', 'a.txt']],
    ['groups/*.md', ['groups/a.md'], ['groups/x/a.md', 'x/groups/a.md']],
    ['groups/**/*.md', ['groups/a.md', 'groups/x/y/a.md'], ['a.md', 'groups/a.txt']],
    ['**/old', ['old', 'x/old', 'x/old/a.md'], ['older/a.md', 'x/bold/a.md']],
    ['drafts/', ['drafts', 'drafts/x/a.md', 'x/drafts/a.md'], ['drafts2/a.md']],
    ['/drafts/', ['drafts', 'drafts/x/a.md'], ['x/drafts/a.md']],
    ['a{b,c/{d,}}*', ['ab', 'abx', 'ac/', 'ac/dx'], ['a', 'ac', 'x/ab']],
    ['a/**', ['a/b', 'a/b/c'], ['b']],
    ['./drafts/a.md', ['drafts/a.md'], ['a.md']],
    ['G000?.md', ['G0001.md', 'x/G0009.md'], ['G00012.md', 'G000/.md']],
    ['*.{md,markdown}', ['a.md', 'a.markdown'], ['a.{md,markdown}', 'a.m']],
    ['G000[1-3].md', ['G0001.md', 'G0003.md'], ['G0004.md']],
    ['G000[!1-3].md', ['G0004.md'], ['G0001.md']],
    ['a+b (1).md', ['a+b (1).md'], ['aab 1.md']],
    ['a[z-b]', [], ['a', 'az']],
    ['{a', [], ['a', '{a']],
    ['', [], ['', 'a']],
  ];
  for (const [glob, matches, others] of cases) {
    it(`“${glob}” matches what editors match`, () => {
      const isMatch = compileGlobs([glob]);
      for (const path of matches) strictEqual(isMatch(path), true, path);
      for (const path of others) strictEqual(isMatch(path), false, path);
    });
  }

  it('are tested in time that grows in step with the path, whatever they are', () => {
    const stars = compileGlobs(['*a'.repeat(200), '**/'.repeat(200) + 'x', '{*,**,?}'.repeat(50)]);
    strictEqual(stars('a'.repeat(150)), true);
    strictEqual(compileGlobs(['*a'.repeat(200) + 'b'])('a'.repeat(4000)), false);
    strictEqual(compileGlobs(['**/a/'.repeat(100) + 'x'])('a/'.repeat(2000)), false);
    strictEqual(compileGlobs(['x'.repeat(1001)])('x'.repeat(1001)), false);
  });

  it('match together what any of them does', () => {
    const isMatch = compileGlobs(['a[z-b]', 'x', 'y']);
    strictEqual(isMatch('x') && isMatch('y'), true);
    strictEqual(isMatch('z') || compileGlobs([])('x'), false);
  });
});
