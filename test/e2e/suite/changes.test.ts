import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { faultyPage, openPage, placeCaret, revertPage, seedFindings, seedPage, untilCodes } from './pages';
import { until } from './until';
import { describeInWindow, window } from './window';

/** A file's text as it lies on disk. */
const onDisk = async (uri: vscode.Uri): Promise<string> =>
  new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));

describe('changes', () => {
  /** What a test writes to disk is as it was afterwards. */
  const kept = new Map<string, string>();
  const keep = async (uri: vscode.Uri) => kept.set(uri.toString(), await onDisk(uri));
  afterEach(async () => {
    await revertPage();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const [uri, text] of kept)
      await vscode.workspace.fs.writeFile(vscode.Uri.parse(uri), new TextEncoder().encode(text));
    kept.clear();
  });

  it('are made on save where the user says so', async () => {
    const { document } = await openPage(seedPage);
    await keep(document.uri);
    await untilCodes(document, seedFindings);
    const settings = vscode.workspace.getConfiguration('editor');
    await settings.update(
      'codeActionsOnSave',
      { 'source.fixAll.attackmark': 'always' },
      vscode.ConfigurationTarget.Global,
    );
    try {
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, document.lineAt(document.lineCount - 1).range.end, '\n');
      await vscode.workspace.applyEdit(edit);
      await document.save();
      assert.match(await onDisk(document.uri), /\* \[DLL\]\(techniques\/T1574\/001\)/);
      await untilCodes(document, []);
    } finally {
      await settings.update('codeActionsOnSave', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('are made in the whole workspace, each page undone alone', async () => {
    const pages = await vscode.workspace.findFiles('**/*.md');
    for (const page of pages) await keep(page);
    await openPage(seedPage);
    await vscode.commands.executeCommand('attackmark.fixAllInWorkspace');
    const changed = [];
    for (const page of pages) if ((await onDisk(page)) !== kept.get(page.toString())) changed.push(page);
    assert.ok(changed.length >= 2, `${changed.length} pages`);
    for (const page of changed.slice(0, 2)) {
      const document = await vscode.workspace.openTextDocument(page);
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('undo');
      await until('the page as it was', () => document.getText() === kept.get(page.toString()));
    }
  });

  it('replace a revoked ID in all pages', async () => {
    const { document } = await openPage(seedPage);
    await untilCodes(document, seedFindings);
    const at = document.positionAt(document.getText().indexOf('T1574/002'));
    const action = await until('the offer', async () => {
      const all = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        new vscode.Range(at, at),
        vscode.CodeActionKind.QuickFix.value,
        20,
      );
      return all.find(({ title }) => title === 'Replace T1574.002 with T1574.001 in all pages');
    });
    assert.ok(action.edit!.entries().length > 1);
  });

  describeInWindow('in the window', () => {
    it('are offered by the lamp, the right one first', async () => {
      const editor = await openPage(seedPage);
      await untilCodes(editor.document, seedFindings);
      await placeCaret(editor, '* [DLL Side-Loading]', 'techniques/T1574');
      await window.press({ keys: ['Control+.'] });
      const [first = ''] = (await window.quickFixes({ withText: 'T1574.001' })).filter(text =>
        text.includes('Replace'),
      );
      assert.match(first, /Replace T1574\.002 with T1574\.001 DLL/);
      await window.press({ keys: ['Enter'] });
      await until('the fix', () => editor.document.getText().includes('* [DLL](techniques/T1574/001)'));
      assert.ok(!editor.document.getText().includes('T1574.002'));
    });

    it('of an upgrade are read first, and one whose box is empty is not made', async () => {
      const { document } = await openPage(seedPage);
      await keep(document.uri);
      await untilCodes(document, seedFindings);
      const command = vscode.commands.executeCommand('attackmark.upgrade', { uris: [document.uri.toString()] });
      await window.quickPick({ withText: '18.1' });
      await window.type({ text: '18.1' });
      await window.press({ keys: ['Enter'] });
      await window.quickPick({ withText: 'Mitigations' });
      await window.press({ keys: ['Enter'] });
      const rows = await window.refactoring({ withText: 'ATT&CK 18.1 maps M1035, M1037 to T1190' });
      const boxes = rows.flatMap(({ isTicked }) => isTicked ?? []);
      assert.ok(boxes.length > 0 && boxes.every(isTicked => isTicked));
      await window.tickRefactoring({ withText: 'M1035[Limit Access' });
      await window.applyRefactoring({});
      await until('the upgrade', () => document.getText().includes('* [DLL](techniques/T1574/001)'));
      await untilCodes(document, ['mitigation-missing']);
      await vscode.commands.executeCommand('notifications.clearAll');
      await command;
    });

    it('begin with a new page, in the folder of the others', async () => {
      await openPage(faultyPage);
      const command = vscode.commands.executeCommand('attackmark.newGroupPage');
      await window.quickPick({ withText: 'techniques' });
      await window.type({ text: 'bahamut' });
      const [choice = ''] = await window.quickPick({ withText: 'Windshift' });
      assert.match(choice, /Windshift[^]*G0112 · \d+ techniques[^]*Bahamut/i);
      await window.press({ keys: ['Enter'] });
      await command;
      const editor = vscode.window.activeTextEditor!;
      try {
        assert.match(editor.document.uri.path, /\/more\/G0112\.md$/);
        assert.match(editor.document.getText(editor.selection), /^Describe the group here/);
        assert.match(editor.document.getText(), /^# Windshift$/m);
        await untilCodes(editor.document, []);
      } finally {
        await vscode.workspace.fs.delete(editor.document.uri);
      }
    });

    it('can wait until it is known which version a page was written for', async () => {
      const { document } = await openPage(seedPage);
      await untilCodes(document, seedFindings);
      const command = vscode.commands.executeCommand('attackmark.writtenFor');
      await vscode.commands.executeCommand('notifications.showList');
      const said = await window.messages({ withText: 'The page fits ATT&CK' });
      assert.ok(
        said.some(text => text.includes('to 15.1: nothing is found there')),
        said.join('\n'),
      );
      await window.clickInMessage({ withText: 'The page fits ATT&CK', button: 'Pin 15.1 in the Page' });
      await command;
      await untilCodes(document, []);
    });
  });
});
