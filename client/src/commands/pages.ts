import * as vscode from 'vscode';
import { RequestType, type BaseLanguageClient } from 'vscode-languageclient';
import { pagesRequest, type PagesParams, type PagesResult } from '../../../server/src/lsp/protocol';

const request = new RequestType<PagesParams, PagesResult, void>(pagesRequest);

/**
 * The Markdown files of the workspace, or those that are named or lie below a folder that is. Waits until the
 * workspace is read.
 */
export async function fetchPages(
  client: BaseLanguageClient,
  within: readonly vscode.Uri[] | undefined,
  token?: vscode.CancellationToken,
): Promise<PagesResult> {
  const uris = within?.map(uri => client.code2ProtocolConverter.asUri(uri));
  return client.sendRequest(request, uris === undefined ? {} : { within: uris }, token);
}

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
