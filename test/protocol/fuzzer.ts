import { isDeepStrictEqual } from 'node:util';
import type { Fuzzer, Round } from '../fuzz/fuzzer';
import { Random } from '../fuzz/random';
import { Session, sessionSteps } from './session';

/** Editing sessions with the built server, which must end with the findings of a fresh start. Needs `npm run build`. */
export class Sessions implements Fuzzer {
  readonly name = 'sessions';

  async round(random: Random): Promise<Round> {
    const seed = random.next();
    try {
      const outcome = await Session.run(new Random(seed), sessionSteps);
      const wrong = outcome.find(({ diagnostics, fresh }) => !isDeepStrictEqual(diagnostics, fresh));
      if (wrong === undefined) return { tried: 1 };
      const what = `${wrong.diagnostics.length} findings, ${wrong.fresh.length} of a fresh start; ${repeat(seed)}`;
      return { tried: 1, finding: { what, input: wrong.text } };
    } catch (error) {
      return { tried: 1, finding: { what: `${String(error)}; ${repeat(seed)}`, input: '' } };
    }
  }
}

function repeat(seed: number): string {
  return `repeat it with FUZZ_SESSIONS=1 FUZZ_SEED=${seed} npx mocha test/protocol/session.test.ts`;
}
