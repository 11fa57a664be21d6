import { strictEqual } from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { isServerGone } from '../server/serverGone';

describe('a server that is gone', () => {
  it('is told from the error of a message to it, over a pipe', async () => {
    const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'], {
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    child.stdin.on('error', () => undefined);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const error = await new Promise<Error | null | undefined>(resolve => child.stdin.write('a message', resolve));
    strictEqual(error instanceof Error && isServerGone(error), true, String(error));
  });

  it('is told from the error of a message to it, over Node’s own channel', async () => {
    const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'], {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    child.kill('SIGKILL');
    await once(child, 'exit');
    const error = await new Promise<Error | null>(resolve => child.send('a message', resolve));
    strictEqual(error !== null && isServerGone(error), true, String(error));
  });

  it('is not told from any other error', () => {
    strictEqual(isServerGone(new Error('Unexpected token')), false);
    strictEqual(isServerGone(Object.assign(new Error('no such file'), { code: 'ENOENT' })), false);
  });
});
