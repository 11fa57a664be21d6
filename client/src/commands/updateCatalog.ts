import * as vscode from 'vscode';
import { RequestType, type BaseLanguageClient } from 'vscode-languageclient';
import {
  catalogProgress,
  updateCatalogRequest,
  type CatalogProgress,
  type UpdateCatalogParams,
  type UpdateCatalogResult,
} from '../../../server/src/lsp/protocol';
import { unlessCancelled } from './unlessCancelled';

const request = new RequestType<UpdateCatalogParams, UpdateCatalogResult, void>(updateCatalogRequest);

/** "ATT&CK: Update Catalog": asks, fetches with progress and a way to cancel, and says what came of it. */
export async function updateCatalog(client: BaseLanguageClient): Promise<void> {
  const settings = vscode.workspace.getConfiguration();
  const index = settings.get<string>('attackmark.catalog.index');
  const fetch = vscode.l10n.t('Download');
  const choice = await vscode.window.showInformationMessage(
    vscode.l10n.t('Download newer releases of ATT&CK?'),
    {
      modal: true,
      detail: vscode.l10n.t(
        'The index at {0} is read, and what the catalog lacks is downloaded: up to 35 MB for a release. Nothing about your pages is sent.',
        index ?? '',
      ),
    },
    fetch,
  );
  if (choice !== fetch) return;

  const proxy = settings.get<string>('http.proxy');
  const params: UpdateCatalogParams = { ...(index && { index }), ...(proxy && { proxy }) };
  const result = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('ATT&CK catalog'), cancellable: true },
    async (progress, token) => {
      let done = 0;
      const listener = client.onNotification(catalogProgress, ({ what, share }: CatalogProgress) => {
        progress.report({ message: what, increment: (share - done) * 100 });
        done = share;
      });
      try {
        return await unlessCancelled(client.sendRequest(request, params, token), token);
      } finally {
        listener.dispose();
      }
    },
  );
  if (result === undefined)
    void vscode.window.showInformationMessage(vscode.l10n.t('The update was cancelled. The catalog is as it was.'));
  else if (result.kind === 'failed') void vscode.window.showErrorMessage(result.message);
  else void vscode.window.showInformationMessage(result.message);
}
