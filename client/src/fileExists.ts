import * as vscode from 'vscode';

/** True where there is such a file or folder, in whatever file system. */
export async function fileExists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
