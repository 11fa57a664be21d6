import type { CancellationToken, Uri } from 'vscode';
import { RequestType, type BaseLanguageClient } from 'vscode-languageclient';
import {
  graphRequest,
  insertEdgeRequest,
  type DocumentParams,
  type GraphModel,
  type GraphResult,
  type InsertEdgeParams,
  type InsertEdgeResult,
} from '../../../server/src/lsp/protocol';

const graph = new RequestType<DocumentParams, GraphResult, void>(graphRequest);
const insertEdge = new RequestType<InsertEdgeParams, InsertEdgeResult, void>(insertEdgeRequest);

/** Asks the server for the graph of an open document; undefined where it cannot say. */
export async function fetchGraph(
  client: BaseLanguageClient,
  uri: Uri,
  token: CancellationToken,
): Promise<GraphModel | undefined> {
  if (!client.isRunning()) return undefined;
  return (await client.sendRequest(graph, { uri: client.code2ProtocolConverter.asUri(uri) }, token)) ?? undefined;
}

/** Asks the server how to draw an edge in an open document. */
export async function fetchEdgeInsertion(
  client: BaseLanguageClient,
  uri: Uri,
  from: string,
  to: string,
): Promise<InsertEdgeResult> {
  if (!client.isRunning()) return null;
  return client.sendRequest(insertEdge, { uri: client.code2ProtocolConverter.asUri(uri), from, to });
}
