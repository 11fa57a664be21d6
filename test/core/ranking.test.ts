import assert from 'node:assert/strict';
import { rankMitigations } from '../../server/src/core/features/ranking';

describe('ranking', () => {
  const rank = (techniques: string, ...coverage: string[]) => {
    const map = new Map(
      coverage.map(line => {
        const [id, ...covered] = line.split(' ');
        return [id!, new Set(covered)];
      }),
    );
    const { mitigations, uncovered } = rankMitigations(techniques.split(' '), map);
    return [
      ...mitigations.map(({ id, covers, adds }) => `${id} +${adds.length} of ${covers.length}`),
      uncovered.join(' '),
    ];
  };

  it('takes the best next one each time, not the next in size', () => {
    assert.deepEqual(rank('T1 T2 T3 T4 T5', 'M1 T1 T2 T3', 'M2 T1 T2', 'M3 T4'), [
      'M1 +3 of 3',
      'M3 +1 of 1',
      'M2 +0 of 2',
      'T5',
    ]);
  });

  it('prefers among equals what covers more in all, then the lower ID', () => {
    assert.deepEqual(rank('T1 T2 T3 T4', 'M9 T1 T2', 'M3 T3 T1', 'M2 T4', 'M1 T3 T2'), [
      'M1 +2 of 2',
      'M3 +1 of 2',
      'M2 +1 of 1',
      'M9 +0 of 2',
      '',
    ]);
  });

  it('counts no technique that it was not asked about', () => {
    assert.deepEqual(rank('T1', 'M1 T1 T2 T3'), ['M1 +1 of 1', '']);
  });

  it('has nothing to rank where there is nothing', () => {
    assert.deepEqual(rankMitigations([], new Map()), { mitigations: [], uncovered: [] });
    assert.deepEqual(rankMitigations(['T1'], new Map()), { mitigations: [], uncovered: ['T1'] });
  });
});
