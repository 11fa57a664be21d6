import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openPage, revertPage, seedFindings, seedPage, untilCodes } from './pages';
import { until } from './until';
import { describeInWindow, window } from './window';

const pin = (version: string, place: 'page' | 'workspace' | 'user'): Thenable<unknown> =>
  vscode.commands.executeCommand('attackmark.pinVersion', { version, place });

describe('the ATT&CK version', () => {
  afterEach(revertPage);

  it('is pinned in the page, and the findings follow', async () => {
    const { document } = await openPage(seedPage);
    await untilCodes(document, seedFindings);
    const text = document.getText();
    await pin('15.1', 'page');
    assert.equal(document.getText(), text.replace('   - groups\n', '   - groups\nattack-version: 15.1\n'));
    await untilCodes(document, []);
    await pin('latest', 'page');
    assert.equal(document.getText(), text);
    await untilCodes(document, seedFindings);
  });

  for (const place of ['workspace', 'user'] as const) {
    it(`is pinned in the settings (${place}), and the findings follow`, async () => {
      const { document } = await openPage(seedPage);
      await untilCodes(document, seedFindings);
      await pin('15.1', place);
      await untilCodes(document, []);
      await pin('latest', place);
      await untilCodes(document, seedFindings);
      const setting = vscode.workspace.getConfiguration('attackmark').inspect('attackVersion');
      assert.deepEqual([setting?.globalValue, setting?.workspaceValue], [undefined, undefined]);
    });
  }

  it('comes from .attackmark.json, and the findings follow the file', async () => {
    const { document } = await openPage(seedPage);
    const file = vscode.Uri.joinPath(document.uri, '../.attackmark.json');
    await untilCodes(document, seedFindings);
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode('{ "attackVersion": "15.1" }'));
    await untilCodes(document, []);
    await vscode.workspace.fs.delete(file);
    await untilCodes(document, seedFindings);
  });

  describeInWindow('in the window', () => {
    it('stands in the language status with who decided it', async () => {
      const { document } = await openPage(seedPage);
      const status = await window.languageStatus({ withText: '· enterprise' });
      assert.match(status, /ATT&CK \d+\.\d+ · enterprise/);
      assert.match(status, /latest by default/);
      await window.moveMouseAway();
      await pin('15.1', 'page');
      await untilCodes(document, []);
      assert.match(await window.languageStatus({ withText: 'ATT&CK 15.1' }), /15\.1 from the page’s front matter/);
      await window.moveMouseAway();
    });

    it('is picked from the releases, newest first, by keyboard', async () => {
      const { document } = await openPage(seedPage);
      await untilCodes(document, seedFindings);
      const command = vscode.commands.executeCommand('attackmark.pinVersion');
      const [latest = '', newest = '', next = ''] = await window.quickPick({ withText: 'latest' });
      assert.match(latest, /latest[\s\S]*current/);
      assert.ok(Number.parseFloat(newest) > Number.parseFloat(next), `${newest} before ${next}`);
      await window.type({ text: '15.1' });
      await window.press({ keys: ['Enter'] });
      const places = await window.quickPick({ withText: 'This page' });
      assert.equal(places.length, 3);
      await window.press({ keys: ['Enter'] });
      await command;
      await until('the pin', () => document.getText().includes('attack-version: 15.1'));
      await untilCodes(document, []);
    });
  });
});
