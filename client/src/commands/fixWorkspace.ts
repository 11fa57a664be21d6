import * as vscode from 'vscode';
import { RequestType, type BaseLanguageClient } from 'vscode-languageclient';
import { fixAllRequest, type DocumentParams, type FixAllResult } from '../../../server/src/lsp/protocol';
import { fetchPages } from './pages';

const request = new RequestType<DocumentParams, FixAllResult, void>(fixAllRequest);

/** Typing may go on while the server answers: its edits are for one version only. */
const attempts = 3;

/**
 * "ATT&CK: Fix All in Workspace": mends, in all pages of the workspace, what has one right answer; page by page, so
 * that each can be undone alone.
 */
export async function fixWorkspace(client: BaseLanguageClient): Promise<void> {
  const { l10n } = vscode;
  let fixes = 0;
  let changed = 0;
  const busy: string[] = [];
  const wasCancelled = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: l10n.t('Fixing ATT&CK findings'), cancellable: true },
    async (progress, token) => {
      const pages = await fetchPages(client, undefined, token);
      for (const { uri } of pages) {
        if (token.isCancellationRequested) return true;
        const page = vscode.Uri.parse(uri);
        progress.report({ message: vscode.workspace.asRelativePath(page), increment: 100 / pages.length });
        const made = await fixPage(client, page);
        if (made === undefined) busy.push(vscode.workspace.asRelativePath(page));
        else if (made > 0) changed++;
        fixes += made ?? 0;
      }
      return token.isCancellationRequested;
    },
  );
  const done = fixes === 0 ? l10n.t('Nothing was fixed.') : l10n.t('Fixed {0} findings in {1} pages.', fixes, changed);
  const parts = [done];
  if (wasCancelled) parts.push(l10n.t('The rest was left as it is: you cancelled.'));
  else if (fixes === 0 && busy.length === 0) parts.push(l10n.t('No finding of this workspace has one right answer.'));
  if (busy.length > 0) parts.push(l10n.t('Not fixed, because they were changing: {0}.', busy.join(', ')));
  void vscode.window.showInformationMessage(parts.join(' '));
}

/** Gives how many findings went; undefined where the page kept changing. */
async function fixPage(client: BaseLanguageClient, uri: vscode.Uri): Promise<number | undefined> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const result = await client.sendRequest(request, { uri: client.code2ProtocolConverter.asUri(uri) });
    if (result === null || result.edits.length === 0) return 0;
    const document = await vscode.workspace.openTextDocument(uri);
    if (result.version !== null && result.version !== document.version) continue;
    const wasDirty = document.isDirty;
    const edit = new vscode.WorkspaceEdit();
    for (const { range, newText } of result.edits)
      edit.replace(uri, client.protocol2CodeConverter.asRange(range), newText);
    if (!(await vscode.workspace.applyEdit(edit))) continue;
    // As after a refactoring: what was saved is saved again, what the user was writing is left to the user.
    const savesRefactorings = vscode.workspace.getConfiguration('files', uri).get('refactoring.autoSave') !== false;
    if (!wasDirty && savesRefactorings) await document.save();
    return result.fixes;
  }
  return undefined;
}
