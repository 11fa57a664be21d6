import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openPage, seedPage } from './pages';
import { until } from './until';

/** A place in a document, by a text there. */
const placeOf = (document: vscode.TextDocument, text: string) =>
  document.positionAt(document.getText().indexOf(text) + 2);

/** Asks the editor for what its providers give, until there is something. */
const ask = <T>(command: string, ...args: unknown[]): Promise<T> =>
  until(command, async () => {
    const answer = await vscode.commands.executeCommand<T | undefined>(command, ...args);
    return Array.isArray(answer) && answer.length === 0 ? undefined : answer;
  });

describe('the workspace', () => {
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

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

  it('compares groups, and shows them in a view', async () => {
    await openPage(seedPage);
    const pages = await vscode.workspace.findFiles('more/*.md');
    const uris = pages.slice(0, 2).map(uri => uri.toString());
    await until('the comparison', async () => {
      await vscode.commands.executeCommand('attackmark.compareGroups', { uris, format: 'markdown' });
      return vscode.window.activeTextEditor?.document.getText().includes('## Mitigations: ') === true;
    });
    await vscode.commands.executeCommand('attackmark.dashboard.focus');
  });
});
