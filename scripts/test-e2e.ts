// Runs test/e2e in a real VS Code.
//   npm run test:e2e [-- options]
//     a desktop VS Code where VSCODE_PATH or `code` leads to one, or --download VERSION fetches one (its window is not driven);
//     else, and with any option below, one from npm in a headless browser
//   --browser            the one from npm even where there is a desktop one
//   --host VERSION       1.93, 1.99 or 1.139
//   --web                the web build, in the worker extension host
//   --vsix FILE          the packaged extension instead of this folder's
//   --grep RE            only tests whose title matches
//   --suite PATH         other tests below test/e2e than suite/ and, without --web and --grep, reload/
//   --shots DIR          where pictures go (test/shots)
//   --timeout SECONDS    for the whole run (420)
//   --keep, --verbose    leave the throw-away folders; print everything
// Exit status: 0 passed, 1 failed, 2 it could not be run or did not run to its end.
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleSuites } from '../test/e2e/runner/bundle';
import { runInBrowser } from '../test/e2e/runner/inBrowser';
import { downloadDesktop, runOnDesktop } from '../test/e2e/runner/onDesktop';
import { findDesktop } from '../test/host/desktop';
import { runScript } from '../test/host/humanError';
import { defaultHost, parseHostVersion } from '../test/host/install';

const root = join(__dirname, '..');

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      download: { type: 'string' },
      browser: { type: 'boolean' },
      host: { type: 'string' },
      web: { type: 'boolean' },
      vsix: { type: 'string' },
      grep: { type: 'string' },
      suite: { type: 'string' },
      shots: { type: 'string' },
      timeout: { type: 'string' },
      keep: { type: 'boolean' },
      verbose: { type: 'boolean' },
    },
  });
  const { download, ...browserOptions } = values;
  await bundleSuites(root, { web: values.web === true });
  if (download !== undefined) return runOnDesktop(root, await downloadDesktop(download));
  const desktop = Object.keys(browserOptions).length === 0 ? findDesktop() : undefined;
  if (desktop !== undefined) return runOnDesktop(root, desktop);
  for (const suite of suitesOf(values)) {
    const exitCode = await runInBrowser({
      root,
      host: parseHostVersion(values.host ?? process.env['ATTACKMARK_HOST'] ?? defaultHost),
      web: values.web === true,
      vsix: values.vsix,
      grep: values.grep ?? '',
      suite,
      shots: resolve(values.shots ?? join(root, 'test/shots')),
      seconds: Number(values.timeout ?? 420),
      keep: values.keep === true,
      verbose: values.verbose === true,
    });
    if (exitCode !== 0) return exitCode;
  }
  return 0;
}

/** The suite that is asked for; else all of them, as far as they are to be had: a worker's tests are one file, without reloads. */
function suitesOf({ suite, web, grep }: { suite?: string; web?: boolean; grep?: string }): readonly string[] {
  if (suite !== undefined) return [suite];
  return web === true || grep !== undefined ? ['suite'] : ['suite', 'reload'];
}

void runScript(main);
