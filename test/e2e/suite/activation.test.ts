import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { suiteSetting } from '../report';
import { activeExtension, openPage, seedPage } from './pages';
import { until } from './until';

describe(`activation in VS Code ${vscode.version}`, () => {
  it('comes with a Markdown page', async () => {
    await openPage(seedPage);
    await until('the extension to be active', () => vscode.extensions.getExtension('attackmark.attackmark')?.isActive);
  });

  it('is the extension under test', async function () {
    const root = suiteSetting('e2e.extensionRoot');
    if (root === '') this.skip();
    const { extensionPath } = await activeExtension();
    assert.ok(extensionPath.startsWith(root), extensionPath);
  });

  it('registers its commands', async () => {
    await activeExtension();
    const commands = await vscode.commands.getCommands(true);
    const missing = ['attackmark.pinVersion', 'attackmark.restartServer', 'attackmark.showOutput'].filter(
      id => !commands.includes(id),
    );
    assert.deepEqual(missing, []);
  });
});
