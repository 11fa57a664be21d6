// Tests the runner of test/e2e: each way in which a run can go wrong must be seen to go wrong.
//   npm run test:e2e:runner [-- NAME…]     names of files in test/e2e/selftest
// Exit status: 0 when every run ended as it should, 1 otherwise.
import { join } from 'node:path';
import { bundleSuites } from '../test/e2e/runner/bundle';
import { runInBrowser } from '../test/e2e/runner/inBrowser';
import { broken, failed } from '../test/e2e/runner/outcome';
import { runScript } from '../test/host/humanError';
import { defaultHost } from '../test/host/install';

const root = join(__dirname, '..');

/** The exit status of a run of each file. */
const expected: Readonly<Record<string, number>> = {
  fails: failed,
  throws: failed,
  late: failed,
  none: failed,
  killed: broken,
  exits: broken,
  hangs: broken,
  busy: broken,
  page: broken,
  server: broken,
};

async function main(): Promise<number> {
  await bundleSuites(root, { web: false });
  const chosen = process.argv.slice(2);
  const names = Object.keys(expected).filter(name => chosen.length === 0 || chosen.includes(name));
  const wrong: string[] = [];
  for (const name of names) {
    console.log(`\n--- ${name}: exit status ${expected[name]} is expected`);
    const exitCode = await runInBrowser({
      root,
      host: defaultHost,
      web: false,
      vsix: undefined,
      grep: '',
      suite: `selftest/${name}.test.js`,
      shots: join(root, 'test/shots/selftest'),
      seconds: 20,
      keep: false,
      verbose: false,
    });
    if (exitCode !== expected[name]) wrong.push(name);
  }
  console.log(
    `\n${names.length - wrong.length} of ${names.length} runs ended as they should${wrong.length > 0 ? `, not ${wrong.join(', ')}` : ''}`,
  );
  return wrong.length > 0 || names.length === 0 ? failed : 0;
}

void runScript(main);
