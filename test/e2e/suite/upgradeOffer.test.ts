import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { faultyPage, openPage, seedPage, untilCode } from './pages';
import { describeInWindow, window } from './window';

describeInWindow('the offer to upgrade', () => {
  const settings = () => vscode.workspace.getConfiguration('attackmark');
  before(() => settings().update('offerUpgrade', true, vscode.ConfigurationTarget.Workspace));
  after(() => settings().update('offerUpgrade', undefined, vscode.ConfigurationTarget.Workspace));

  it('comes on a page that was written for an older ATT&CK, and not on one with slips', async () => {
    const faulty = await openPage(faultyPage);
    await untilCode(faulty.document, 'malformed-id', true);
    await openPage(seedPage);
    await vscode.commands.executeCommand('notifications.showList');
    // All messages are those since the window opened: one, about the page with seven findings of age.
    const withText = 'findings on this page come from ATT&CK changing';
    const messages = (await window.messages({ withText })).filter(text => text.includes(withText));
    assert.deepEqual(
      messages.map(text => text.split(' ')[0]),
      ['7'],
    );
    await window.clickInMessage({ withText, button: 'Not Now' });
  });
});
