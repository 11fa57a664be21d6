import * as vscode from 'vscode';
import { openPage } from './openPage';

export interface RevealOptions {
  /** Beside the preview, whatever shows the text already. */
  readonly toSide: boolean;
  /** Moves the keyboard's focus into the text. */
  readonly focus: boolean;
}

/** Shows a place of a page's text: where the text is shown already, else beside the preview. */
export async function revealSource(
  uri: vscode.Uri,
  position: vscode.Position,
  previewColumn: vscode.ViewColumn | undefined,
  { toSide, focus }: RevealOptions,
): Promise<void> {
  const document = await openPage(uri);
  const shown = vscode.window.visibleTextEditors.find(editor => editor.document === document)?.viewColumn;
  // Not ViewColumn.Beside: that is beside what is active, which the preview need not be yet.
  const column = previewColumn ?? vscode.ViewColumn.One;
  const beside = column + 1;
  const free = column === vscode.ViewColumn.One ? beside : vscode.ViewColumn.One;
  await vscode.window.showTextDocument(document, {
    viewColumn: toSide ? beside : (shown ?? free),
    preserveFocus: !focus,
    selection: new vscode.Range(position, position),
  });
}
