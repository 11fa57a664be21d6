import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { activeExtension, openPage, seedFindings, seedPage, untilCodes } from './pages';
import { until } from './until';
import { describeInWindow, window } from './window';

/** The process of the language server, once there is one other than `before`. */
async function serverProcess(before?: number): Promise<number> {
  const client = (await activeExtension()).exports.client as LanguageClient;
  return until('the language server', () => {
    const pid = client.isRunning() ? client.serverProcess?.pid : undefined;
    return pid !== before && pid;
  });
}

describe('the language server', () => {
  it('is started again on demand', async () => {
    const { document } = await openPage(seedPage);
    await untilCodes(document, seedFindings);
    const before = await serverProcess();
    await vscode.commands.executeCommand('attackmark.restartServer');
    assert.notEqual(await serverProcess(before), before);
    await untilCodes(document, seedFindings);
  });

  it('comes back after a crash, with the findings', async () => {
    const { document } = await openPage(seedPage);
    await untilCodes(document, seedFindings);
    const before = await serverProcess();
    process.kill(before, 'SIGKILL');
    await serverProcess(before);
    await untilCodes(document, seedFindings);
  });

  describeInWindow('in the window', () => {
    it('that crashes over and over is given up once, with a way back', async () => {
      const { document } = await openPage(seedPage);
      const client = (await activeExtension()).exports.client as LanguageClient;
      let pid: number | undefined;
      while (client.needsStop()) {
        pid = await serverProcess(pid);
        // It has started in full: one that ends while it starts is a failed start, not a crash.
        await untilCodes(document, seedFindings);
        process.kill(pid, 'SIGKILL');
        const killed = pid;
        await until('another server or none', () => client.serverProcess?.pid !== killed || !client.needsStop());
      }
      await untilCodes(document, []);
      // Some releases show messages in the corner of the window, others in their list only.
      await vscode.commands.executeCommand('notifications.showList');
      assert.equal((await window.messages({ withText: 'crashed 5 times' })).length, 1);
      await window.clickInMessage({ withText: 'crashed 5 times', button: 'Restart' });
      await untilCodes(document, seedFindings);
    });
  });
});
