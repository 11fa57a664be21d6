import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { VsCodeHost } from './install';

/** The throw-away folders of one VS Code. */
export interface Profile {
  /** Holds all the others. */
  readonly root: string;
  readonly userData: string;
  readonly extensions: string;
  readonly builtinExtensions: string;
  /** Holds the secret without which the server answers nobody. */
  readonly tokenFile: string;
  readonly token: string;
  /** Writes the user's settings: these, beside those that keep VS Code quiet. Unregistered keys can be read in the extension host. */
  writeSettings(settings: Readonly<Record<string, unknown>>): void;
  remove(): void;
}

/** Quiet, offline, the same every time. */
const quietSettings = {
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'workbench.enableExperiments': false,
  'workbench.settings.enableNaturalLanguageSearch': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  // On by default in the browser; a page is saved when its author says so.
  'files.autoSave': 'off',
  'git.enabled': false,
  'chat.disableAIFeatures': true,
  'window.confirmBeforeClose': 'never',
};

/**
 * Extensions that come with VS Code and are left out: heavy ones, and ones that want the network. With too few left,
 * the page starts web copies of its own, whose files are not shipped, and complains about each.
 */
const leftOut =
  /^(?:copilot|git|mermaid-.*|microsoft-authentication|ms-vscode\..*|node_modules|terminal-suggest|tunnel-forwarding)$/;

/** Makes the folders for one VS Code. */
export function createProfile(host: VsCodeHost): Profile {
  const root = mkdtempSync(join(tmpdir(), 'attackmark-vscode-'));
  const userData = join(root, 'data');
  const extensions = join(root, 'extensions');
  const builtinExtensions = join(root, 'builtin');
  const tokenFile = join(root, 'token');
  const token = crypto.randomUUID();
  for (const folder of [join(userData, 'User'), extensions, builtinExtensions]) mkdirSync(folder, { recursive: true });
  writeFileSync(tokenFile, token, { mode: 0o600 });

  const shipped = join(host.folder, 'extensions');
  for (const entry of readdirSync(shipped, { withFileTypes: true })) {
    if (!entry.isDirectory() || leftOut.test(entry.name)) continue;
    symlinkSync(join(shipped, entry.name), join(builtinExtensions, entry.name), 'dir');
  }
  const profile: Profile = {
    root,
    userData,
    extensions,
    builtinExtensions,
    tokenFile,
    token,
    writeSettings: settings => {
      const all = { ...quietSettings, ...settings };
      writeFileSync(join(userData, 'User/settings.json'), JSON.stringify(all, null, 2));
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
  profile.writeSettings({});
  return profile;
}
