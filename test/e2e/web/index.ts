// What VS Code's web worker host loads as the test suite: one file, in which nothing but `vscode` is left to be required.
import 'mocha/mocha.js';
import { Report, suiteSetting } from '../report';

/** Runs the tests that need no Node; fails unless some were run and all passed. */
export async function run(): Promise<void> {
  const report = new Report();
  mocha.setup({ ui: 'bdd', reporter: 'spec', timeout: 30_000, retries: 1 });
  Mocha.reporters.Base.consoleLog = (...values: unknown[]) => report.print(fill(values));
  const grep = suiteSetting('e2e.grep');
  if (grep !== '') mocha.grep(new RegExp(grep));

  // Only now: the test files call `describe` as they are loaded.
  await import('../suite/activation.test');
  await import('../suite/findings.test');
  await import('../suite/hover.test');
  await import('../suite/completion.test');
  await import('../suite/version.test');
  await import('../suite/walkthrough.test');
  await import('../suite/navigation.test');
  await import('../suite/places.test');
  await import('../suite/dashboard.test');

  const stats = await new Promise<Mocha.Stats>(resolve => {
    const runner = mocha.run(() => resolve(runner.stats!));
    runner.on('retry', (test: Mocha.Test, error: Error) => report.retried(test.fullTitle(), error));
  });
  await report.close(stats);
}

/** Fills mocha's `%s` and `%d`. */
function fill([pattern, ...values]: readonly unknown[]): string {
  return String(pattern ?? '').replace(/%[sd]/g, () => String(values.shift()));
}
