import * as vscode from 'vscode';
import { GraphPreviews } from './graphPreviews';
import { trackGroupPages } from './groupPageContext';
import type { PreviewServices } from './graphPreview';

/** Registers the graph preview: its commands, its restoring after a reload, and the key for its button. */
export function registerGraphPreview(services: PreviewServices): vscode.Disposable {
  const previews = new GraphPreviews(services);
  const open = (uri: unknown, column: vscode.ViewColumn, preserveFocus: boolean) => {
    const page = uri instanceof vscode.Uri ? uri : vscode.window.activeTextEditor?.document.uri;
    if (page !== undefined) previews.open(page, column, preserveFocus);
  };
  return vscode.Disposable.from(
    previews,
    trackGroupPages(services.client),
    vscode.commands.registerCommand('attackmark.openPreview', (uri: unknown) =>
      open(uri, vscode.ViewColumn.Active, false),
    ),
    vscode.commands.registerCommand('attackmark.openPreviewToSide', (uri: unknown) =>
      open(uri, vscode.ViewColumn.Beside, true),
    ),
    vscode.commands.registerCommand('attackmark.lockPreview', () => previews.active?.setLocked(true)),
    vscode.commands.registerCommand('attackmark.unlockPreview', () => previews.active?.setLocked(false)),
    vscode.commands.registerCommand('attackmark.showPreviewSource', () => previews.active?.showSource()),
  );
}
