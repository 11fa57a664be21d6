import type * as vscode from 'vscode';
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
