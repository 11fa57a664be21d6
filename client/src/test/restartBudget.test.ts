import assert from 'node:assert/strict';
import { RestartBudget } from '../server/restartBudget';

describe('restart budget', () => {
  it('grants so many restarts within the time, and new ones as the old ones age', () => {
    let now = 0;
    const budget = new RestartBudget(2, 1000, () => now);
    assert.deepEqual([budget.take(), budget.take(), budget.take()], [true, true, false]);
    now = 999;
    assert.equal(budget.take(), false);
    now = 1000;
    assert.deepEqual([budget.take(), budget.take(), budget.take()], [true, true, false]);
  });

  it('is full again when the user restarts', () => {
    const budget = new RestartBudget(1, 1000, () => 0);
    assert.deepEqual([budget.take(), budget.take()], [true, false]);
    budget.refill();
    assert.equal(budget.take(), true);
  });
});
