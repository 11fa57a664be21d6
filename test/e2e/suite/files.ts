import * as vscode from 'vscode';
import { until } from './until';

const laid = new Set<string>();

/** The URI of a path in the only folder. */
export function uriOf(path: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (folder === undefined) throw new Error('no folder is open');
  return vscode.Uri.joinPath(folder.uri, path);
}

/** Lays files into the folder, until `removeFiles`. */
export async function layFiles(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    laid.add(path);
    await vscode.workspace.fs.writeFile(uriOf(path), new TextEncoder().encode(text));
    // Watchers miss what is written into a folder that is being made; what is open the server is told of.
    await vscode.workspace.openTextDocument(uriOf(path));
  }
}

/** Takes away what tests laid into the folder, and what became of it. */
export async function removeFiles(...more: readonly string[]): Promise<void> {
  for (const path of [...laid, ...more]) {
    if (await exists(path)) await vscode.workspace.fs.delete(uriOf(path), { recursive: true });
  }
  laid.clear();
}

/** True where there is such a file or folder. */
export async function exists(path: string): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uriOf(path));
    return true;
  } catch {
    return false;
  }
}

/** Waits until documents hold these texts, saved or not. */
export async function untilTexts(texts: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, expected] of Object.entries(texts)) {
    await until(`${path} to hold ${JSON.stringify(expected)}`, async () => {
      if (!(await exists(path))) return false;
      return (await vscode.workspace.openTextDocument(uriOf(path))).getText() === expected;
    });
  }
}

/** A place in a document, by a text there: `offset` characters into it. */
export function placeOf(document: vscode.TextDocument, text: string, offset = 2): vscode.Position {
  const at = document.getText().indexOf(text);
  if (at < 0) throw new Error(`the document has no ${text}`);
  return document.positionAt(at + offset);
}

/** Asks the editor for what its providers give, until there is something. */
export function ask<Answer>(command: string, ...args: readonly unknown[]): Promise<Answer> {
  return until(command, async () => {
    const answer = await vscode.commands.executeCommand<Answer | undefined>(command, ...args);
    return Array.isArray(answer) && answer.length === 0 ? undefined : answer;
  });
}
