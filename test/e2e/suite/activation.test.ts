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

  it('has its manifest’s texts', async () => {
    const { contributes } = (await activeExtension()).packageJSON as { contributes: object };
    // VS Code puts the texts in the place of their keys, where it finds them.
    assert.deepEqual(JSON.stringify(contributes).match(/"%[^"]+%"/g) ?? [], []);
    assert.ok(JSON.stringify(contributes).includes('"ATT&CK: Pin ATT&CK Version…"'));
  });

  it('registers every command of its manifest', async () => {
    const { contributes } = (await activeExtension()).packageJSON as {
      contributes: { commands: readonly { readonly command: string }[] };
    };
    const commands = await vscode.commands.getCommands(true);
    const missing = contributes.commands.filter(({ command }) => !commands.includes(command));
    assert.deepEqual(missing, []);
  });
});
