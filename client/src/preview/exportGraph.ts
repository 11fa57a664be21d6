import * as vscode from 'vscode';
import type { ExportFormat, ExportMessage } from './messages';

const extensions: Readonly<Record<ExportFormat, string>> = { svg: 'svg', png: 'png', mermaid: 'mmd', json: 'json' };

/** What a format is called. */
function formatName(format: ExportFormat): string {
  switch (format) {
    case 'svg':
      return vscode.l10n.t('SVG picture');
    case 'png':
      return vscode.l10n.t('PNG picture');
    case 'mermaid':
      return vscode.l10n.t('Mermaid flowchart');
    case 'json':
      return 'JSON';
  }
}

/**
 * Saves a graph where the user says, or puts it on the clipboard. Gives a sentence that says what was done;
 * undefined when the user thought better of it.
 */
export async function exportGraph(
  { format, target, data }: ExportMessage,
  page: vscode.Uri,
): Promise<string | undefined> {
  const name = formatName(format);
  const extension = extensions[format];
  if (target === 'clipboard') {
    // Pictures are copied by the preview's page: VS Code's clipboard holds text only.
    if (typeof data !== 'string') return undefined;
    await vscode.env.clipboard.writeText(data);
    return vscode.l10n.t('The graph is on the clipboard as {0}.', name);
  }
  const defaultUri = besidePage(page, extension);
  const file = await vscode.window.showSaveDialog({
    ...(defaultUri && { defaultUri }),
    filters: { [name]: [extension] },
    title: vscode.l10n.t('Export Graph'),
  });
  if (file === undefined) return undefined;
  await vscode.workspace.fs.writeFile(file, typeof data === 'string' ? new TextEncoder().encode(data) : data);
  return vscode.l10n.t('Saved as {0}.', fileName(file));
}

/**
 * `G0098.svg` beside `G0098.md`. A page that was never saved has no place yet, and beside one that Git has committed
 * nothing can be written.
 */
function besidePage(page: vscode.Uri, extension: string): vscode.Uri | undefined {
  const name = `${fileName(page).replace(/\.[^.]*$/, '')}.${extension}`;
  if (page.scheme !== 'untitled' && vscode.workspace.fs.isWritableFileSystem(page.scheme) !== false)
    return vscode.Uri.joinPath(page, '..', name);
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return folder && vscode.Uri.joinPath(folder, name);
}

/** The last part of a URI's path. */
export function fileName(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}
