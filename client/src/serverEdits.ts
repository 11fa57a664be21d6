import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Range } from '../../server/src/lsp/protocol';

/** Edits of one document that the server made, for one version of it: null where the document was not open. */
interface ServerEdits {
  readonly version: number | null;
  readonly edits: readonly { readonly range: Range; readonly newText: string }[];
}

/** Typing may go on while the server answers: its edits are for one version only. */
const attempts = 3;

/**
 * Asks the server for edits of a document and applies them, as one step that can be undone; asks again where the
 * document was changed meanwhile. Gives the answer: null, or one without edits, has changed nothing. Gives undefined
 * where the document kept changing.
 */
export async function applyServerEdits<Answer extends ServerEdits>(
  client: BaseLanguageClient,
  uri: vscode.Uri,
  ask: () => Promise<Answer | null>,
): Promise<Answer | null | undefined> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const answer = await ask();
    if (answer === null || answer.edits.length === 0) return answer;
    const document = await vscode.workspace.openTextDocument(uri);
    if (answer.version !== null && answer.version !== document.version) continue;
    const edit = new vscode.WorkspaceEdit();
    for (const { range, newText } of answer.edits) {
      edit.replace(uri, client.protocol2CodeConverter.asRange(range), newText);
    }
    if (await vscode.workspace.applyEdit(edit)) return answer;
  }
  return undefined;
}
