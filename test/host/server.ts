import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { HumanError } from './humanError';
import type { VsCodeHost } from './install';
import type { Profile } from './profile';

/** A running VS Code server. */
export interface VsCodeServer {
  readonly port: number;
  /** `127.0.0.1:9500`: the authority of its `vscode-remote:` URIs. */
  readonly authority: string;
  /** What it printed so far. */
  log(): string;
  /** Settles with a reason when it ends by itself, or when its extension host dies. */
  readonly ended: Promise<string>;
  /** Ends it and everything that it started. */
  stop(): Promise<void>;
}

/** What the caller hears as it goes. */
export interface ServerOptions {
  readonly onOutput?: (text: string) => void;
  readonly signal?: AbortSignal;
}

const portRange = process.env['ATTACKMARK_HOST_PORTS'] ?? '9500-9599';
const startTime = 60_000;
const graceTime = 3_000;

/** Starts VS Code's server on a free port of this machine alone. */
export async function startServer(
  host: VsCodeHost,
  profile: Profile,
  options: ServerOptions = {},
): Promise<VsCodeServer> {
  const child = spawn(
    host.node,
    [
      ...programArguments(host, profile),
      ...['--host', '127.0.0.1', '--port', portRange, '--connection-token-file', profile.tokenFile],
      // The newest release ignores extensions under development without it.
      '--enable-smoke-test-driver',
      '--disable-telemetry',
      '--disable-workspace-trust',
      '--disable-getting-started-override',
    ],
    // A group of its own, so that the extension host and the language server end with it.
    { env: cleanEnvironment(), detached: true, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let log = '';
  const ended = new Promise<string>(resolve => {
    child.once('exit', (code, signal) => resolve(`VS Code's server ended (${code ?? signal})`));
    child.once('error', error => resolve(`VS Code's server did not start (${error.message})`));
    onText(child, text => {
      const died = /Extension Host Process exited with code: (\S+), signal: (\S+)\./.exec(text);
      if (died !== null && died[1] !== '0') resolve(`the extension host died (code ${died[1]}, signal ${died[2]})`);
    });
  });
  const listening = new Promise<number>(resolve => {
    onText(child, text => {
      log += text;
      options.onOutput?.(text);
      const port = /agent listening on (\d+)/.exec(log)?.[1];
      if (port !== undefined) resolve(Number(port));
    });
  });
  try {
    const failure = Promise.race([ended, late(startTime), aborted(options.signal)]).then(reason => {
      throw new HumanError(`${reason}\n${log}`);
    });
    const port = await Promise.race([listening, failure]);
    return { port, authority: `127.0.0.1:${port}`, log: () => log, ended, stop: () => stop(child) };
  } catch (error) {
    await stop(child);
    throw error;
  }
}

/** Installs a packaged extension into the profile, and makes sure that it was. */
export function installExtension(host: VsCodeHost, profile: Profile, vsix: string): void {
  const { stdout, stderr } = spawnSync(
    host.node,
    [...programArguments(host, profile), '--install-extension', vsix, '--force'],
    {
      env: cleanEnvironment(),
      encoding: 'utf8',
      timeout: startTime,
    },
  );
  // The exit status says 0 for more than success.
  if (!/successfully installed/.test(stdout))
    throw new HumanError(`${vsix} could not be installed.\n${stdout}${stderr}`);
}

function programArguments(host: VsCodeHost, profile: Profile): string[] {
  return [
    ...(host.hasCommandLine ? [join(host.folder, 'out/server-main.js')] : [join(__dirname, 'serve.cjs'), host.folder]),
    '--accept-server-license-terms',
    ...['--user-data-dir', profile.userData],
    ...['--extensions-dir', profile.extensions],
    ...['--builtin-extensions-dir', profile.builtinExtensions],
  ];
}

/** The environment without what an outer VS Code put there, and without an extension gallery: nothing is looked up. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(([name]) => !/^(?:VSCODE_|ELECTRON_|NODE_OPTIONS$)/.test(name));
  const gallery = { serviceUrl: '', itemUrl: '', resourceUrlTemplate: '' };
  return { ...Object.fromEntries(entries), EXTENSIONS_GALLERY: JSON.stringify(gallery) };
}

function onText(child: ChildProcess, listener: (text: string) => void): void {
  child.stdout?.on('data', (data: Buffer) => listener(data.toString()));
  child.stderr?.on('data', (data: Buffer) => listener(data.toString()));
}

async function stop(child: ChildProcess): Promise<void> {
  signalGroup(child, 'SIGTERM');
  if (isRunning(child)) {
    const exited = new Promise<void>(resolve => child.once('exit', () => resolve()));
    await Promise.race([exited, late(graceTime)]);
  }
  // What ignored the request, the server itself or a child of it.
  signalGroup(child, 'SIGKILL');
}

function isRunning(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // Nobody is left in the group.
  }
}

function late(milliseconds: number): Promise<string> {
  return new Promise(resolve => {
    setTimeout(() => resolve(`VS Code's server did not start within ${milliseconds / 1000} s`), milliseconds).unref();
  });
}

function aborted(signal: AbortSignal | undefined): Promise<string> {
  return new Promise(resolve => {
    if (signal?.aborted === true) resolve('stopped');
    signal?.addEventListener('abort', () => resolve('stopped'), { once: true });
  });
}
