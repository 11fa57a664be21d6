import type { CancellationToken, Uri } from 'vscode';
import { RequestType, type BaseLanguageClient } from 'vscode-languageclient';
import { pageStatusRequest, type DocumentParams, type PageStatus } from '../../../server/src/lsp/protocol';

const request = new RequestType<DocumentParams, PageStatus | null, void>(pageStatusRequest);

/** Asks the server which ATT&CK a document is checked against; undefined where it cannot say. */
export async function fetchPageStatus(
  client: BaseLanguageClient,
  uri: Uri,
  token?: CancellationToken,
): Promise<PageStatus | undefined> {
  if (!client.isRunning()) return undefined;
  const params = { uri: client.code2ProtocolConverter.asUri(uri) };
  return (await client.sendRequest(request, params, token)) ?? undefined;
}
