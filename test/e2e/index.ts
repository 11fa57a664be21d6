// What VS Code loads as the test suite, in the runner's browser and on the desktop alike.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';
import { Report, suiteSetting } from './report';

/** Runs all test files of the suite; fails unless some were run and all passed. */
export async function run(): Promise<void> {
  const report = new Report();
  const suite = suiteSetting('e2e.suite') || 'suite';
  Mocha.reporters.Base.consoleLog = (...values: unknown[]) => report.print(format(...values));
  // A window on a busy machine misses a click now and then; what fails twice is broken, and the report names each. A
  // test that reloads the window goes on in the next one.
  const mocha = new Mocha({
    ui: 'bdd',
    reporter: 'spec',
    color: false,
    timeout: 30_000,
    retries: suite === 'suite' ? 1 : 0,
    forbidOnly: process.env['CI'] !== undefined,
  });
  const grep = suiteSetting('e2e.grep');
  if (grep !== '') mocha.grep(new RegExp(grep));
  for (const file of testFiles(suite)) mocha.addFile(file);

  const stats = await new Promise<Mocha.Stats>(resolve => {
    const runner = mocha.run(() => resolve(runner.stats!));
    runner.on('retry', (test: Mocha.Test, error: Error) => report.retried(test.fullTitle(), error));
  });
  await report.close(stats);
}

function testFiles(suite: string): string[] {
  const path = join(__dirname, suite);
  if (path.endsWith('.test.js')) return [path];
  const names = readdirSync(path).filter(name => name.endsWith('.test.js'));
  return names.sort().map(name => join(path, name));
}
