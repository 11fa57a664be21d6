import * as vscode from 'vscode';

/** Ships with the extension: a page with a slip in every few lines. */
const sample = ['samples', 'groups-with-faults', 'G1024.md'];

/** A walkthrough takes the keyboard back a quarter of a second after a click in it. */
const walkthroughTime = 400;
/** A server that starts with this page needs a second or two; a page without findings is shown all the same. */
const patience = 5000;

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
      // Whoever has the keyboard has the menu: it would close with the walkthrough's taking it back.
      await Promise.all([foundSomething(uri), new Promise(resolve => setTimeout(resolve, walkthroughTime))]);
      goToFirstFinding(await vscode.window.showTextDocument(editor.document, editor.viewColumn));
      return vscode.commands.executeCommand('editor.action.quickFix');
    case 'preview':
      return vscode.commands.executeCommand('attackmark.openPreviewToSide', uri);
    case 'upgrade':
      return vscode.commands.executeCommand('attackmark.upgrade', { uris: [uri.toString()] });
  }
}

/** Waits for a page's findings: one that was opened a moment ago has none yet. */
async function foundSomething(uri: vscode.Uri): Promise<void> {
  if (vscode.languages.getDiagnostics(uri).length > 0) return;
  await new Promise<void>(resolve => {
    const done = () => {
      clearTimeout(timer);
      listener.dispose();
      resolve();
    };
    const timer = setTimeout(done, patience);
    const listener = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      if (uris.some(changed => changed.toString() === uri.toString())) done();
    });
  });
}

function goToFirstFinding(editor: vscode.TextEditor): void {
  const [first] = vscode.languages
    .getDiagnostics(editor.document.uri)
    .filter(({ severity }) => severity <= vscode.DiagnosticSeverity.Warning)
    .sort((a, b) => a.range.start.compareTo(b.range.start));
  if (first === undefined) return;
  editor.selection = new vscode.Selection(first.range.start, first.range.start);
  editor.revealRange(first.range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
