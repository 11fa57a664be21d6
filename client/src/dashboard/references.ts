import { RequestType, type BaseLanguageClient } from 'vscode-languageclient';
import { referencesRequest, type ReferencesParams, type ReferencesResult } from '../../../server/src/lsp/protocol';

const request = new RequestType<ReferencesParams, ReferencesResult, void>(referencesRequest);

/** Asks the server where an ID stands in the workspace. */
export function fetchReferences(client: BaseLanguageClient, id: string): Promise<ReferencesResult> {
  return client.sendRequest(request, { id });
}
