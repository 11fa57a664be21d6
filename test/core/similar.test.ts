import { strictEqual } from 'node:assert/strict';
import { editDistance } from '../../server/src/core/similar';

describe('the distance of two texts', () => {
  it('counts letters put in, left out and replaced', () => {
    strictEqual(editDistance('phishing', 'phishing', 3), 0);
    strictEqual(editDistance('phising', 'phishing', 3), 1);
    strictEqual(editDistance('phisshing', 'phishing', 3), 1);
    strictEqual(editDistance('T1565', 'T1566', 3), 1);
    strictEqual(editDistance('kitten', 'sitting', 3), 3);
  });

  it('counts two neighbours that changed places once', () => {
    strictEqual(editDistance('T1656', 'T1566', 3), 1);
    strictEqual(editDistance('ba', 'ab', 3), 1);
    strictEqual(editDistance('phihsnig', 'phishing', 3), 2);
  });

  it('is one over the limit for all that is farther', () => {
    strictEqual(editDistance('abc', 'xyz', 2), 3);
    strictEqual(editDistance('a', 'abcdefgh', 2), 3);
    strictEqual(editDistance('kitten', 'sitting', 2), 3);
  });
});
