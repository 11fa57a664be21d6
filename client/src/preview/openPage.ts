import * as vscode from 'vscode';

/** A page's document, opened where it is not. Throws, in words for the user, where there is none. */
export async function openPage(uri: vscode.Uri): Promise<vscode.TextDocument> {
  // Asked for an unsaved page that is gone, VS Code makes a new and empty one.
  if (uri.scheme === 'untitled' && !isUnsavedPage(uri))
    throw new Error(vscode.l10n.t('The page was closed without being saved.'));
  return vscode.workspace.openTextDocument(uri);
}

/** Whether an unsaved page is there: after a reload it has a tab before it is a document. */
function isUnsavedPage(uri: vscode.Uri): boolean {
  const isOwn = (other: vscode.Uri) => other.toString() === uri.toString();
  return (
    vscode.workspace.textDocuments.some(document => !document.isClosed && isOwn(document.uri)) ||
    vscode.window.tabGroups.all.some(({ tabs }) =>
      tabs.some(({ input }) => input instanceof vscode.TabInputText && isOwn(input.uri)),
    )
  );
}
