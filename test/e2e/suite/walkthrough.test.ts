import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { codes, openPage, seedPage, untilCode, untitledPage } from './pages';
import { until } from './until';
import { describeInWindow, window } from './window';

describe('getting started', () => {
  let other: vscode.TextDocument;
  beforeEach(async () => {
    other = (await openPage(seedPage)).document;
  });
  afterEach(async () => {
    // A page that was never saved is asked about, unless it is thrown away.
    for (const document of vscode.workspace.textDocuments.filter(({ isUntitled }) => isUntitled)) {
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    }
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('opens a sample page with findings, and the same one again', async () => {
    await vscode.commands.executeCommand('attackmark.openSample');
    const page = await untitledPage();
    await untilCode(page, 'malformed-id', true);
    await vscode.window.showTextDocument(other);
    await vscode.commands.executeCommand('attackmark.openSample');
    assert.equal((await untitledPage()).uri.path, page.uri.path);
    assert.ok(!page.isClosed);
  });

  it('opens the graph of the sample page', async () => {
    await vscode.commands.executeCommand('attackmark.openSample', 'preview');
    const page = await untitledPage();
    await until('its graph', () =>
      vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => label === `Graph ${page.uri.path}`)),
    );
  });

  describeInWindow('in the window', () => {
    it('shows the fixes of a sample page that was not open yet', async () => {
      await vscode.commands.executeCommand('attackmark.openSample', 'fixes');
      await window.quickFixes({ withText: 'Replace TT1482 with T1482 Domain Trust Discovery' });
      await window.press({ keys: ['Escape'] });
    });

    it('leads from the sample page to a mended finding', async () => {
      await vscode.commands.executeCommand('workbench.action.openWalkthrough', 'attackmark.attackmark#start', false);
      const said = await window.walkthrough({ withText: 'Bring it to a newer ATT&CK' });
      const steps = ['Open a sample page', 'See what is found', 'Mend it', 'Look at the graph'];
      assert.deepEqual(
        steps.filter(step => !said.includes(step)),
        [],
      );
      await window.clickInWalkthrough({ step: 'Open a sample page', button: 'Open Sample Page' });
      const page = await untitledPage();
      await untilCode(page, 'malformed-id', true);
      const before = codes(page).length;
      await window.clickInWalkthrough({ step: 'Mend it', button: 'Show the Fixes' });
      await window.quickFixes({ withText: 'Replace TT1482 with T1482 Domain Trust Discovery' });
      await window.press({ keys: ['Enter'] });
      await untilCode(page, 'malformed-id', false);
      assert.ok(codes(page).length < before);
    });
  });
});
