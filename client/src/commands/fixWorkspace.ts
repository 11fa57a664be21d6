import * as vscode from 'vscode';
import { RequestType, type BaseLanguageClient } from 'vscode-languageclient';
import { fixAllRequest, type DocumentParams, type FixAllResult } from '../../../server/src/lsp/protocol';
import { applyServerEdits } from '../serverEdits';
import { fetchPages } from './pages';
import { unlessCancelled } from './unlessCancelled';

const request = new RequestType<DocumentParams, FixAllResult, void>(fixAllRequest);

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
      const pages = await unlessCancelled(fetchPages(client, undefined, token), token);
      if (pages === undefined) return true;
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
  const own = uri.toString();
  const wasDirty = vscode.workspace.textDocuments.some(open => open.isDirty && open.uri.toString() === own);
  const result = await applyServerEdits(client, uri, () =>
    client.sendRequest(request, { uri: client.code2ProtocolConverter.asUri(uri) }),
  );
  if (result === undefined) return undefined;
  if (result === null || result.edits.length === 0) return 0;
  // As after a refactoring: what was saved is saved again, what the user was writing is left to the user.
  const savesRefactorings = vscode.workspace.getConfiguration('files', uri).get('refactoring.autoSave') !== false;
  if (!wasDirty && savesRefactorings) await (await vscode.workspace.openTextDocument(uri)).save();
  return result.fixes;
}
