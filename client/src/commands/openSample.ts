import * as vscode from 'vscode';

/** Ships with the extension: a page with a slip in every few lines. */
const sample = ['samples', 'groups-with-faults', 'G1024.md'];

/** What can be done with the sample page at once: a step of the walkthrough each. */
type Next = 'fixes' | 'preview' | 'upgrade';

/** Registers "ATT&CK: Open Sample Page". */
export function registerOpenSample(extensionUri: vscode.Uri): vscode.Disposable {
  let opened: vscode.TextDocument | undefined;
  return vscode.commands.registerCommand('attackmark.openSample', async (next: unknown) => {
    // The same page for every step: what was mended in it stays mended.
    if (opened === undefined || opened.isClosed) opened = await readSample(extensionUri);
    const editor = await showBesideWalkthrough(opened);
    await goOn(editor, next);
  });
}

/** A page of its own, saved nowhere: whatever is done to it, the sample stays as it is. */
async function readSample(extensionUri: vscode.Uri): Promise<vscode.TextDocument> {
  const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extensionUri, ...sample));
  return vscode.workspace.openTextDocument({ content: new TextDecoder().decode(bytes), language: 'markdown' });
}

/** Where the page is shown already, else beside what is: the walkthrough stays in sight. */
async function showBesideWalkthrough(document: vscode.TextDocument): Promise<vscode.TextEditor> {
  const shown = vscode.window.visibleTextEditors.find(editor => editor.document === document)?.viewColumn;
  const isAlone = vscode.window.tabGroups.all.every(({ tabs }) => tabs.length === 0);
  return vscode.window.showTextDocument(document, {
    viewColumn: shown ?? (isAlone ? vscode.ViewColumn.Active : vscode.ViewColumn.Beside),
    preview: false,
  });
}

async function goOn(editor: vscode.TextEditor, next: unknown): Promise<void> {
  const { uri } = editor.document;
  switch (next as Next) {
    case 'fixes':
      await goToFirstFinding(editor);
      return vscode.commands.executeCommand('editor.action.quickFix');
    case 'preview':
      return vscode.commands.executeCommand('attackmark.openPreviewToSide', uri);
    case 'upgrade':
      return vscode.commands.executeCommand('attackmark.upgrade', { uris: [uri.toString()] });
  }
}

async function goToFirstFinding(editor: vscode.TextEditor): Promise<void> {
  const [first] = vscode.languages
    .getDiagnostics(editor.document.uri)
    .filter(({ severity }) => severity <= vscode.DiagnosticSeverity.Warning)
    .sort((a, b) => a.range.start.compareTo(b.range.start));
  if (first === undefined) return;
  editor.selection = new vscode.Selection(first.range.start, first.range.start);
  editor.revealRange(first.range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
