import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { faultyPage, openPage, seedPage } from './pages';
import { until } from './until';
import { describeInWindow, window } from './window';

describe('the dashboard', () => {
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  for (const [format, languageId, text] of [
    ['markdown', 'markdown', '## Mitigations: '],
    ['navigator', 'json', '"techniqueID"'],
  ] as const) {
    it(`compares groups (${format})`, async () => {
      await openPage(seedPage);
      const pages = await vscode.workspace.findFiles('more/*.md');
      const uris = pages.slice(0, 2).map(uri => uri.toString());
      await vscode.commands.executeCommand('attackmark.compareGroups', { uris, format });
      const document = await until('the comparison', () => {
        const active = vscode.window.activeTextEditor?.document;
        return active?.isUntitled === true && active.languageId === languageId && active;
      });
      assert.ok(document.getText().includes(text), document.getText().slice(0, 200));
    });
  }

  describeInWindow('in the window', () => {
    it('shows groups, techniques, mitigations and findings, and opens a group’s page', async () => {
      await vscode.commands.executeCommand('attackmark.dashboard.focus');
      const view = 'ATT&CK';
      const sections = await window.viewRows({ view, withText: 'Findings by code' });
      assert.match(sections.join('\n'), /Groups[\s\S]*Techniques by pages[\s\S]*Mitigations by coverage/);
      await window.clickRow({ view, withText: 'Groups' });
      // One of the first: the others are out of sight.
      await window.viewRows({ view, withText: 'Akira' });
      const isOpen = () => vscode.window.activeTextEditor?.document.uri.path.endsWith(faultyPage);
      await until('the page', async () => {
        await window.clickRow({ view, withText: 'Akira' });
        // A tree that is drawn anew under the mouse, because counts came in, loses the click.
        return until('the page after a click', isOpen, 3000).catch(() => false);
      });
      await vscode.commands.executeCommand('workbench.action.focusSideBar');
    });

    it('compares the groups that are picked', async () => {
      const command = vscode.commands.executeCommand('attackmark.compareGroups');
      const rows = await window.quickPick({ withText: 'BlackTech' });
      const names = rows.slice(0, 2).map(row => row.split(/(?:ACME-)?G\d{4}/)[0]!.trim());
      await window.press({ keys: ['ArrowDown', 'Space', 'ArrowDown', 'Space', 'Enter'] });
      await window.quickPick({ withText: 'Markdown tables' });
      await window.press({ keys: ['Enter'] });
      await command;
      await until('the comparison', () => {
        const text = vscode.window.activeTextEditor?.document.getText() ?? '';
        return text.startsWith(`# ${names.join(', ')}\n`) && text.includes('## Mitigations: ');
      });
    });
  });
});
