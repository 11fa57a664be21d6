import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { diffLines, splitLines } from '../../server/src/core/diff';

describe('the difference of two texts', () => {
  it('is by lines, each with its own line end', () => {
    deepStrictEqual(splitLines('a\nb\r\nc\rd'), ['a\n', 'b\r\n', 'c\r', 'd']);
    deepStrictEqual(splitLines(''), []);
    deepStrictEqual(diffLines(['a', 'b', 'c', 'd'], ['a', 'x', 'c', 'd', 'e']), [
      { oldStart: 1, oldEnd: 2, newStart: 1, newEnd: 2 },
      { oldStart: 4, oldEnd: 4, newStart: 4, newEnd: 5 },
    ]);
  });

  it('makes one text of the other with the fewest lines, whatever they are', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 9 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const hunks = diffLines(before, after);
        const made = [...before];
        for (const { oldStart, oldEnd, newStart, newEnd } of [...hunks].reverse())
          made.splice(oldStart, oldEnd - oldStart, ...after.slice(newStart, newEnd));
        deepStrictEqual(made, after);
        const changed = hunks.reduce((sum, hunk) => sum + hunk.oldEnd - hunk.oldStart + hunk.newEnd - hunk.newStart, 0);
        strictEqual(changed, before.length + after.length - 2 * longestCommon(before, after));
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});

/** How many lines the longest list has that both hold in order: found by trying, for short lists. */
function longestCommon([first, ...before]: readonly string[], after: readonly string[]): number {
  if (first === undefined) return 0;
  const without = longestCommon(before, after);
  const at = after.indexOf(first);
  return at < 0 ? without : Math.max(without, 1 + longestCommon(before, after.slice(at + 1)));
}
