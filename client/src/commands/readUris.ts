import * as vscode from 'vscode';

/**
 * The files and folders that a command is called with: by the explorer with the one that was clicked and all that
 * are selected, by other callers with `{ uris }`; undefined where it is called without any.
 */
export function readUris(clicked: unknown, selected: unknown): readonly vscode.Uri[] | undefined {
  if (clicked instanceof vscode.Uri) {
    const uris = Array.isArray(selected) ? selected.filter((uri: unknown) => uri instanceof vscode.Uri) : [];
    return uris.length > 0 ? uris : [clicked];
  }
  if (typeof clicked !== 'object' || clicked === null || !('uris' in clicked)) return undefined;
  const { uris } = clicked;
  if (!Array.isArray(uris)) return undefined;
  return uris.flatMap((uri: unknown) => (typeof uri === 'string' ? [vscode.Uri.parse(uri)] : []));
}
