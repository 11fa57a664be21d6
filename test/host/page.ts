import { chromium, type Browser } from 'playwright-core';
import type { Profile } from './profile';
import type { VsCodeServer } from './server';

/** What the window shows and runs. */
export interface WindowOptions {
  readonly folder: string;
  readonly openFile?: string;
  /** The folder of an extension under development. */
  readonly extension?: string;
  /** A module whose `run` is the test suite. */
  readonly tests?: string;
}

/** The address of a window of VS Code. It holds the secret that lets its holder in. */
export function windowUrl(server: VsCodeServer, profile: Profile, options: WindowOptions): string {
  const remote = (path: string): string => `vscode-remote://${server.authority}${path}`;
  const payload: (readonly [string, string])[] = [
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
  ];
  if (options.extension !== undefined) payload.push(['extensionDevelopmentPath', remote(options.extension)]);
  if (options.tests !== undefined) payload.push(['extensionTestsPath', remote(options.tests)]);
  if (options.openFile !== undefined) payload.push(['openFile', remote(options.openFile)]);
  const query = new URLSearchParams({ tkn: profile.token, folder: options.folder, payload: JSON.stringify(payload) });
  return `http://${server.authority}/?${query}`;
}

/** Launches a browser without a window of its own that reaches this machine only. */
export function launchBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    // Playwright's handlers end this process before it can clean up.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: [
      // A container's root has no sandbox; the pages are our own.
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // Anything else fails at once instead of hanging: the run is offline, and shown to be.
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
    ],
  });
}
