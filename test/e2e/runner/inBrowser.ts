import { cpSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { format } from 'node:util';
import type { Page } from 'playwright-core';
import { findChromium } from '../../host/chromium';
import { HumanError } from '../../host/humanError';
import { installHost, type HostVersion } from '../../host/install';
import { launchBrowser, windowUrl } from '../../host/page';
import { createProfile, type Profile } from '../../host/profile';
import { installExtension, startServer, type VsCodeServer } from '../../host/server';
import type { SuiteSettings, VerdictMessage } from '../messages';
import { openBridge, type Bridge } from './bridge';
import { CleanUp } from './cleanUp';
import { broken, failed, Outcome, passed } from './outcome';
import { forwardWebSockets, loadAsWebExtension, serveWebExtension } from './webExtension';
import { perform, windowActions } from './windowActions';

/** What is run, and how. */
export interface BrowserRun {
  readonly root: string;
  readonly host: HostVersion;
  /** Run the web build, in the worker extension host. */
  readonly web: boolean;
  /** Run this packaged extension instead of the folder's. */
  readonly vsix: string | undefined;
  /** Only tests whose title matches. */
  readonly grep: string;
  /** A folder of tests, or one test file, below `out/test/e2e`. */
  readonly suite: string;
  /** Where pictures go. */
  readonly shots: string;
  readonly seconds: number;
  /** Leave the throw-away folders, with VS Code's logs. */
  readonly keep: boolean;
  readonly verbose: boolean;
}

/** The parts of a run that know each other before they exist. */
interface Parts {
  page?: Page;
  server?: VsCodeServer;
  verdict?: VerdictMessage;
}

/**
 * Runs the suite in the extension host of a VS Code from npm, whose window a headless browser shows and the suite
 * drives over the bridge. Gives the exit status.
 */
export async function runInBrowser(run: BrowserRun): Promise<number> {
  const chromium = findChromium();
  const host = installHost(run.host);
  mkdirSync(run.shots, { recursive: true });
  const outcome = new Outcome();
  const cleanUp = new CleanUp();
  const interrupted = new AbortController();
  void outcome.settled.then(() => interrupted.abort());
  const parts: Parts = {};
  const started = Date.now();
  limit(run.seconds, outcome, cleanUp);
  try {
    const profile = createProfile(host);
    cleanUp.add(() => (run.keep ? console.log('kept', profile.root) : profile.remove()));
    const bridge = await bridgeTo(parts, run);
    cleanUp.add(() => bridge.close());
    profile.writeSettings(suiteSettings(run, profile, bridge));
    if (run.vsix !== undefined) installExtension(host, profile, resolve(run.vsix));

    parts.server = await startServer(host, profile, {
      signal: interrupted.signal,
      ...(run.verbose && { onOutput: text => process.stderr.write(text) }),
    });
    const { server } = parts;
    cleanUp.add(() => server.stop());
    void server.ended.then(reason => outcome.end(broken, reason));

    const browser = await launchBrowser(chromium);
    cleanUp.add(() => browser.close());
    parts.page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await watch(parts.page, parts, outcome, run.verbose);
    await goToSuite(parts.page, server, profile, bridge, run);
    await outcome.settled;
    if (outcome.exitCode !== passed) await photograph(parts.page, join(run.root, 'test/shots/failure.png'));
  } catch (error) {
    // An interrupted start is no error of its own.
    if (error instanceof HumanError && !outcome.isOver) throw error;
    outcome.end(broken, format(error));
  } finally {
    await cleanUp.run();
  }
  if (outcome.exitCode === broken) console.error(parts.server?.log().split('\n').slice(-30).join('\n') ?? '');
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`e2e: ${outcome.reason}; VS Code ${run.host}; ${seconds} s; exit status ${outcome.exitCode}`);
  return outcome.exitCode;
}

/** Ends the run when it takes too long or is interrupted. */
function limit(seconds: number, outcome: Outcome, cleanUp: CleanUp): void {
  const timer = setTimeout(() => outcome.end(broken, `timed out after ${seconds} s`), seconds * 1000);
  cleanUp.add(() => clearTimeout(timer));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    const onSignal = (): void => outcome.end(broken, `stopped by ${signal}`);
    process.once(signal, onSignal);
    cleanUp.add(() => void process.removeListener(signal, onSignal));
  }
}

async function bridgeTo(parts: Parts, run: BrowserRun): Promise<Bridge> {
  const port = (): number => parts.server?.port ?? 0;
  const bridge = await openBridge({
    action: async (name, argument) => {
      if (parts.page === undefined) throw new Error('there is no window yet');
      return perform(windowActions(parts.page, run.shots), name, argument);
    },
    log: text => console.log(text),
    verdict: verdict => {
      parts.verdict = verdict;
    },
    ...(run.web && { other: serveWebExtension(run.root, port) }),
  });
  if (run.web) forwardWebSockets(bridge.server, port);
  return bridge;
}

function suiteSettings(run: BrowserRun, profile: Profile, bridge: Bridge): SuiteSettings & Record<string, unknown> {
  return {
    // Tests that are about something else are not to be asked: the one about the offer switches it on.
    'attackmark.offerUpgrade': false,
    'e2e.bridge': bridge.url,
    'e2e.grep': run.grep,
    'e2e.suite': run.suite,
    'e2e.extensionRoot': run.web ? '/extension' : run.vsix === undefined ? run.root : profile.extensions,
  };
}

/** Listens to the page: VS Code's log, its end of the tests, a crash. */
async function watch(page: Page, parts: Parts, outcome: Outcome, verbose: boolean): Promise<void> {
  page.on('crash', () => outcome.end(broken, 'the page crashed'));
  if (verbose) {
    page.on('pageerror', error => console.error('[page error]', error.stack));
    page.on('console', message => console.error('[console]', message.type(), message.text()));
    page.on('requestfailed', request => console.error('[request failed]', request.url(), request.failure()?.errorText));
  }
  await page.exposeFunction('codeAutomationLog', (type: string, values: unknown[]) => {
    const text = format(...values);
    if (verbose || (type === 'error' && !noise.test(text))) console.log(`[vscode ${type}] ${text}`);
  });
  await page.exposeFunction('codeAutomationExit', (code: number) => {
    const { verdict } = parts;
    // VS Code says 0 when the extension host was killed, too: 0 counts with the suite's own verdict only.
    if (code === 0 && verdict === undefined) outcome.end(broken, 'the extension host ended without a verdict');
    else if (code === 0 && verdict !== undefined && verdict.passes > 0 && verdict.failures === 0)
      outcome.end(passed, 'passed');
    else outcome.end(failed, `failed (VS Code says ${code})`);
  });
}

/** Lines of VS Code's own log that say nothing about the extension. */
const noise = /Service Worker\] registration|authentication provider 'github'/;

/** Opens a window on a copy of the samples, with the extension and the suite in it. */
async function goToSuite(
  page: Page,
  server: VsCodeServer,
  profile: Profile,
  bridge: Bridge,
  run: BrowserRun,
): Promise<void> {
  const folder = join(profile.root, 'workspace');
  cpSync(join(run.root, 'samples'), folder, { recursive: true });
  const tests = join(run.root, 'out/test/e2e/index.js');
  if (run.web) {
    await loadAsWebExtension(page, bridge.authority);
    await page.goto(windowUrl({ ...server, authority: bridge.authority }, profile, { folder }));
  } else {
    // A packaged extension is installed; the window still needs one under development to run tests.
    const extension = run.vsix === undefined ? run.root : join(run.root, 'test/e2e/empty-extension');
    await page.goto(windowUrl(server, profile, { folder, extension, tests }));
  }
}

async function photograph(page: Page, path: string): Promise<void> {
  try {
    await page.screenshot({ path, timeout: 3000 });
  } catch {
    // There is no page left to take a picture of.
  }
}
