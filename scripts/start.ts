// Opens VS Code on samples/, with the extension as it is built from this folder.
//   npm start [-- --browser] [--host 1.93|1.99|1.139]    the desktop VS Code where there is one, else one from npm in the browser
//   npm start -- --check                                 the one from npm, without a window: waits for findings, takes a picture, ends
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findChromium } from '../test/host/chromium';
import { findDesktop, hasDisplay, openInBrowser, type DesktopVsCode } from '../test/host/desktop';
import { HumanError, runScript } from '../test/host/humanError';
import { defaultHost, installHost, parseHostVersion, type HostVersion } from '../test/host/install';
import { launchBrowser, windowUrl } from '../test/host/page';
import { createProfile } from '../test/host/profile';
import { startServer, type VsCodeServer } from '../test/host/server';

const root = join(__dirname, '..');
const folder = join(root, 'samples');
const file = join(folder, 'groups/G0098.md');
const shots = join(root, 'test/shots');
const checkTime = 60_000;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      browser: { type: 'boolean' },
      check: { type: 'boolean' },
      host: { type: 'string', default: defaultHost },
    },
  });
  build();
  const desktop = values.browser === true || values.check === true || !hasDisplay() ? undefined : findDesktop();
  if (desktop !== undefined) return openDesktop(desktop);
  return openFromNpm(parseHostVersion(values.host), values.check === true);
}

function build(): void {
  const { status } = spawnSync(process.execPath, [join(root, 'scripts/build.mjs')], { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new HumanError('The build failed: see above.');
}

function openDesktop({ executable }: DesktopVsCode): number {
  const { status } = spawnSync(executable, ['--new-window', `--extensionDevelopmentPath=${root}`, folder, file], {
    stdio: 'inherit',
  });
  return status ?? 1;
}

async function openFromNpm(version: HostVersion, check: boolean): Promise<number> {
  // Said before anything is installed or started.
  const chromium = check ? findChromium() : undefined;
  const host = installHost(version);
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => interrupted.abort());
  const profile = createProfile(host);
  let server: VsCodeServer | undefined;
  try {
    server = await startServer(host, profile, { signal: interrupted.signal });
    const url = windowUrl(server, profile, { folder, openFile: file, extension: root });
    const stopped = Promise.race([server.ended, aborted(interrupted.signal)]);
    if (chromium !== undefined) return await checkFindings(chromium, server, url, stopped);

    console.log(`VS Code ${version} with Attackmark, on samples/ (Ctrl+C ends it):\n\n  ${url}\n`);
    if (!openInBrowser(url)) console.log('Open this address in a browser.');
    const reason = await stopped;
    if (interrupted.signal.aborted) return 0;
    throw new HumanError(reason);
  } finally {
    await server?.stop();
    profile.remove();
  }
}

/** Proves that a window opens and that the sample page's findings are underlined in it. */
async function checkFindings(
  chromium: string,
  server: VsCodeServer,
  url: string,
  stopped: Promise<string>,
): Promise<number> {
  const browser = await launchBrowser(chromium);
  mkdirSync(shots, { recursive: true });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(url);
    const found = page.locator('.squiggly-error, .squiggly-warning').first();
    const shown = found.waitFor({ state: 'attached', timeout: checkTime }).then(
      () => undefined,
      () => `no finding was shown within ${checkTime / 1000} s`,
    );
    const failure = await Promise.race([shown, stopped]);
    const picture = join(shots, failure === undefined ? 'start.png' : 'start-failed.png');
    await page.screenshot({ path: picture, animations: 'disabled' });
    if (failure !== undefined) {
      throw new HumanError(`npm start does not work: ${failure}. See ${picture}.\n${lastLines(server.log())}`);
    }
    console.log(`Findings are shown in ${file}: see ${picture}`);
    return 0;
  } finally {
    await browser.close();
  }
}

function lastLines(log: string): string {
  return log.split('\n').slice(-30).join('\n');
}

function aborted(signal: AbortSignal): Promise<string> {
  return new Promise(resolve => signal.addEventListener('abort', () => resolve('it was interrupted'), { once: true }));
}

void runScript(main);
