import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { faultyPage, openPage, placeCaret, revertPage, seedFindings, seedPage, untilCode, untilCodes } from './pages';
import { describeInWindow, window } from './window';

describe('findings', () => {
  afterEach(revertPage);

  it('are those of the seed page', async () => {
    const { document } = await openPage(seedPage);
    await untilCodes(document, seedFindings);
  });

  it('go with an edit that puts things right, and come back with its undoing', async () => {
    const { document } = await openPage(seedPage);
    await untilCode(document, 'revoked-id', true);
    const edit = new vscode.WorkspaceEdit();
    for (const match of document.getText().matchAll(/^.*T1574.*\n/gm)) {
      edit.delete(
        document.uri,
        new vscode.Range(document.positionAt(match.index), document.positionAt(match.index + match[0].length)),
      );
    }
    await vscode.workspace.applyEdit(edit);
    await untilCodes(document, ['mitigation-missing', 'mitigation-missing', 'mitigation-missing']);
    await vscode.commands.executeCommand('undo');
    await untilCodes(document, seedFindings);
  });

  it('come on a page that is not saved yet', async () => {
    const content =
      '# BlackTech\n## ID:G0098\n## Techniques Used By Group\n* [DLL Side-Loading](techniques/T1574/002)\n';
    const document = await vscode.workspace.openTextDocument({ language: 'markdown', content });
    await vscode.window.showTextDocument(document);
    await untilCode(document, 'revoked-id', true);
  });

  it('do not come on other Markdown', async () => {
    const { document } = await openPage('README.md');
    // A page with findings comes after it: when those are there, the other page has been looked at too.
    const { document: page } = await openPage(seedPage);
    await untilCodes(page, seedFindings);
    assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);
  });

  describeInWindow('in the window', () => {
    it('stand in the Problems view', async () => {
      await openPage(seedPage);
      await vscode.commands.executeCommand('workbench.actions.view.problems');
      const rows = await window.problems({ withText: 'T1574.001' });
      assert.match(rows.join('\n'), /T1574\.002 .*revoked.*T1574\.001/s);
      await vscode.commands.executeCommand('workbench.action.closePanel');
    });

    it('go as a slip is corrected by hand', async () => {
      const editor = await openPage(faultyPage);
      await untilCode(editor.document, 'malformed-id', true);
      for (const line of ['* [Domain Trust Discovery]', 'group[Akira] --> TT1482']) {
        await placeCaret(editor, line, 'TT');
        await window.press({ keys: ['Backspace'] });
      }
      await untilCode(editor.document, 'malformed-id', false);
    });
  });
});
