import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ask, exists, layFiles, placeOf, removeFiles, untilTexts, uriOf } from './files';
import { openPage, placeCaret, seedPage } from './pages';
import { until } from './until';
import { describeInWindow, window } from './window';

describe('navigation', () => {
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await removeFiles('kb', 'moved');
  });

  it('has a definition and references for an ID', async () => {
    const { document } = await openPage(seedPage);
    const own = await ask<vscode.Location[]>(
      'vscode.executeDefinitionProvider',
      document.uri,
      placeOf(document, '/mitre/groups/G0098'),
    );
    assert.ok(
      own.some(({ uri, range }) => uri.path.endsWith(seedPage) && document.lineAt(range.start).text === '# BlackTech'),
    );
    const places = await ask<vscode.Location[]>(
      'vscode.executeReferenceProvider',
      document.uri,
      placeOf(document, 'T1566/001'),
    );
    assert.ok(new Set(places.map(({ uri }) => uri.path)).size > 1);
    const here = await ask<vscode.DocumentHighlight[]>(
      'vscode.executeDocumentHighlights',
      document.uri,
      placeOf(document, 'T1566/002'),
    );
    assert.ok(here.length > 2);
  });

  it('has an outline, symbols, folds and links', async () => {
    const { document } = await openPage(seedPage);
    const outline = await until('the outline', async () => {
      const all = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
        'vscode.executeDocumentSymbolProvider',
        document.uri,
      );
      const names = (symbols: readonly vscode.DocumentSymbol[]): string[] =>
        symbols.flatMap(({ name, children }) => [name, ...names(children)]);
      const found = names(all);
      return found.includes('Spearphishing Link') && found;
    });
    assert.ok(outline.includes('BlackTech') && outline.includes('User Training'));
    const symbols = await until('the symbols', async () => {
      const all = await vscode.commands.executeCommand<vscode.SymbolInformation[]>(
        'vscode.executeWorkspaceSymbolProvider',
        'Palmerworm',
      );
      return all.length > 0 && all;
    });
    assert.match(symbols[0]!.name, /^Palmerworm \(BlackTech G0098\)$/);
    const folds = await ask<vscode.FoldingRange[]>('vscode.executeFoldingRangeProvider', document.uri);
    const graph = document.positionAt(document.getText().indexOf('group[BlackTech]')).line;
    assert.ok(folds.some(({ start }) => start === graph));
    const links = await ask<vscode.DocumentLink[]>('vscode.executeLinkProvider', document.uri);
    assert.ok(links.some(({ tooltip }) => tooltip?.includes('Phishing: Spearphishing Link') === true));
  });

  it('has counts above the title, hints where they are asked for, and tokens', async () => {
    const { document } = await openPage(seedPage);
    const lenses = await ask<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri);
    const titles = lenses.map(({ command }) => command?.title ?? '');
    assert.ok(titles.includes('14 techniques') && titles.includes('graph'), titles.join(', '));

    const settings = vscode.workspace.getConfiguration('attackmark');
    await settings.update('inlayHints', 'ids', vscode.ConfigurationTarget.Global);
    try {
      const all = new vscode.Range(0, 0, document.lineCount, 0);
      const hints = await until('the hints', async () => {
        const some = await vscode.commands.executeCommand<vscode.InlayHint[]>(
          'vscode.executeInlayHintProvider',
          document.uri,
          all,
        );
        return some.length > 0 && some;
      });
      assert.ok(hints.some(({ label }) => label === 'T1566.002'));
    } finally {
      await settings.update('inlayHints', undefined, vscode.ConfigurationTarget.Global);
    }
    const tokens = await until('the tokens', async () =>
      vscode.commands.executeCommand<vscode.SemanticTokens | undefined>(
        'vscode.provideDocumentSemanticTokens',
        document.uri,
      ),
    );
    assert.ok(tokens.data.length > 0);
  });

  it('renames a group, undone in one step, and an ID in all its pages', async () => {
    const { document } = await openPage(seedPage);
    const before = document.getText();
    const title = placeOf(document, '# BlackTech');
    const edit = await until('the edit', async () =>
      vscode.commands.executeCommand<vscode.WorkspaceEdit | undefined>(
        'vscode.executeDocumentRenameProvider',
        document.uri,
        title,
        'Palmerworm',
      ),
    );
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.match(document.getText(), /^# Palmerworm\r?$/m);
    assert.match(document.getText(), /group\[Palmerworm\] --> T1566\.002/);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);

    const everywhere = await until('the edit', async () =>
      vscode.commands.executeCommand<vscode.WorkspaceEdit | undefined>(
        'vscode.executeDocumentRenameProvider',
        document.uri,
        placeOf(document, 'T1566/001'),
        'T1566.003',
      ),
    );
    assert.ok(everywhere.entries().length > 1);
  });

  it('leads from an ID to its page in the workspace, and completes links to it', async () => {
    await layFiles({ 'kb/T1566.002-Spearphishing_Link.md': '# Spearphishing Link\n' });
    const { document } = await openPage(seedPage);
    await until('the definition', async () => {
      const places = await vscode.commands.executeCommand<vscode.Location[]>(
        'vscode.executeDefinitionProvider',
        document.uri,
        placeOf(document, 'T1566/002'),
      );
      return places.some(({ uri }) => uri.path.endsWith('/kb/T1566.002-Spearphishing_Link.md'));
    });
    const links = await ask<vscode.DocumentLink[]>('vscode.executeLinkProvider', document.uri);
    assert.ok(links.some(({ target }) => target?.path.endsWith('/kb/T1566.002-Spearphishing_Link.md') === true));

    const edit = new vscode.WorkspaceEdit();
    const end = document.positionAt(document.getText().length);
    edit.insert(document.uri, end, '\n\n[[spear');
    await vscode.workspace.applyEdit(edit);
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      document.positionAt(document.getText().length),
    );
    const link = items.find(({ insertText, textEdit }) =>
      JSON.stringify([insertText, textEdit?.newText]).includes('T1566.002-Spearphishing_Link]]'),
    );
    assert.ok(link !== undefined);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  describeInWindow('in the window', () => {
    const files = {
      'kb/T1598.003-Link.md': '# T1598.003 - Spearphishing Link\n',
      'kb/notes.md': 'See [[T1598.003-Link|T1598.003]] and [it](T1598.003-Link.md).\n',
      'kb/rule.yml': 'title: x\ntags:\n  - attack.t1598.003\ndetection:\n',
    };

    it('renames an ID with F2, its page’s file and all its spellings, and undoes that in one step', async () => {
      await layFiles(files);
      const editor = await openPage('kb/notes.md');
      await placeCaret(editor, 'See', '|T1598');
      await until('the page of the ID', async () => {
        const places = await vscode.commands.executeCommand<vscode.Location[]>(
          'vscode.executeReferenceProvider',
          editor.document.uri,
          editor.selection.active,
        );
        return new Set(places.map(({ uri }) => uri.path)).size === 3;
      });
      await window.press({ keys: ['F2'] });
      await window.renameTo({ text: 'T1598.002' });
      await untilTexts({
        'kb/T1598.002-Link.md': '# T1598.002 - Spearphishing Link\n',
        'kb/notes.md': 'See [[T1598.002-Link|T1598.002]] and [it](T1598.002-Link.md).\n',
        'kb/rule.yml': 'title: x\ntags:\n  - attack.t1598.002\ndetection:\n',
      });
      assert.ok(!(await exists('kb/T1598.003-Link.md')));
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uriOf('kb/notes.md')));
      await vscode.commands.executeCommand('undo');
      await untilTexts(files);
      assert.ok(!(await exists('kb/T1598.002-Link.md')));
    });

    it('asks whether links are to follow a file that moves', async () => {
      await layFiles({ 'kb/page.md': '# Page\n', 'kb/links.md': '[it](page.md), [[page]] and [[kb/page|x]]\n' });
      const { document } = await openPage('kb/links.md');
      await ask('vscode.executeDefinitionProvider', document.uri, placeOf(document, 'page.md'));
      const edit = new vscode.WorkspaceEdit();
      edit.renameFile(uriOf('kb/page.md'), uriOf('moved/page.md'));
      const move = vscode.workspace.applyEdit(edit);
      await window.applyRefactoring({ all: true });
      await move;
      await untilTexts({
        'kb/links.md': '[it](../moved/page.md), [[page]] and [[moved/page|x]]\n',
        'moved/page.md': '# Page\n',
      });
      await vscode.commands.executeCommand('undo');
      await untilTexts({ 'kb/links.md': '[it](page.md), [[page]] and [[kb/page|x]]\n', 'kb/page.md': '# Page\n' });
    });
  });
});
