import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { fetchEdgeInsertion } from './graphRequest';

/** Typing may go on while the server answers: its edits are for one version only. */
const attempts = 3;

/**
 * Draws a mitigation edge in a page, as one step that can be undone. Gives undefined when it did, else a
 * sentence that says why not.
 */
export async function insertEdge(
  client: BaseLanguageClient,
  uri: vscode.Uri,
  from: string,
  to: string,
): Promise<string | undefined> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const document = await vscode.workspace.openTextDocument(uri);
    const insertion = await fetchEdgeInsertion(client, uri, from, to);
    if (insertion === null) return vscode.l10n.t('The edge could not be drawn: the language server is not running.');
    if (insertion.edits.length === 0) return vscode.l10n.t('The page draws {0} to {1} already.', from, to);
    if (insertion.version !== document.version) continue;
    const edit = new vscode.WorkspaceEdit();
    for (const { range, newText } of insertion.edits) {
      edit.replace(uri, client.protocol2CodeConverter.asRange(range), newText);
    }
    if (await vscode.workspace.applyEdit(edit)) return undefined;
  }
  return vscode.l10n.t('The edge could not be drawn: the page is changing. Try again.');
}
