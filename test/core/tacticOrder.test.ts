import { deepStrictEqual } from 'node:assert/strict';
import { sortTactics } from '../../server/src/core/tacticOrder';

describe('tactics', () => {
  it('stand in the order of the matrix, under old names too, and those of no matrix come last, by name', () => {
    deepStrictEqual(sortTactics(['zzz', 'impact', 'aaa', 'discovery-ics', 'execution-ics', 'initial-access']), [
      'initial-access',
      'execution-ics',
      'discovery-ics',
      'impact',
      'aaa',
      'zzz',
    ]);
  });
});
