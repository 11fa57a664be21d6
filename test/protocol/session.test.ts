import { deepStrictEqual, ok } from 'node:assert/strict';
import { Random } from '../fuzz/random';
import { Session, sessionSteps } from './session';

/* FUZZ_SESSIONS sets how many, FUZZ_SEED which. `npm run fuzz -- --only sessions` goes on for as long as you like. */

const sessions = Number(process.env['FUZZ_SESSIONS'] ?? 4);
const first = Number(process.env['FUZZ_SEED'] ?? 338);

describe('random sessions over the language server', function () {
  this.timeout(60_000);
  for (let seed = first; seed < first + sessions; seed++) {
    it(`end with the findings of a fresh start (seed ${seed})`, async () => {
      const outcome = await Session.run(new Random(seed), sessionSteps);
      ok(outcome.length > 0, 'a file is open at the end');
      for (const { uri, text, diagnostics, fresh } of outcome) {
        deepStrictEqual(diagnostics, fresh, `${uri}: ${JSON.stringify(text)}`);
      }
    });
  }

  it('find something', async () => {
    const outcome = await Session.run(new Random(first), 60);
    ok(outcome.some(({ fresh }) => fresh.length > 0));
  });
});
