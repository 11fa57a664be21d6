import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './catalog';

/** What a run of the command line gave. */
export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly input?: string | Buffer;
  readonly env?: Readonly<Record<string, string>>;
  /** The built command line, where it is not the project's own. */
  readonly script?: string;
}

/** No run takes so long, in milliseconds: one that does hangs, and ends without a status. */
const longest = 120_000;

const ownScript = join(root, 'dist', 'cli.js');

/** Runs the built command line and waits for it. */
export function attackmark(
  args: readonly string[],
  { cwd = root, input, env, script = ownScript }: RunOptions = {},
): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 27,
    timeout: longest,
    env: { ...process.env, ...env },
    ...(input !== undefined && { input }),
  });
  return { status, stdout, stderr };
}

/** The same without stopping this process, which may serve what the command asks for. */
export function attackmarkAsync(
  args: readonly string[],
  { cwd = root, env, script = ownScript }: RunOptions = {},
): Promise<Outcome> {
  return new Promise(resolve => {
    const child = spawn(process.execPath, [script, ...args], {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
    child.on('close', status => resolve({ status, stdout, stderr }));
  });
}
