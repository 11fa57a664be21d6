import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  fileExistsRequest,
  listFilesRequest,
  readFileRequest,
  type DocumentParams,
  type ReadFileParams,
} from '../../server/src/lsp/protocol';
import { fileExists } from './fileExists';

/** Reads files for a server that cannot: one in a web worker. Nothing outside the workspace's file systems is touched. */
export function answerFileRequests(client: BaseLanguageClient): vscode.Disposable {
  const { fs } = vscode.workspace;
  return vscode.Disposable.from(
    client.onRequest(readFileRequest, async ({ uri, largest }: ReadFileParams) => {
      const file = vscode.Uri.parse(uri, true);
      try {
        const { size } = await fs.stat(file);
        return size > largest ? null : new TextDecoder().decode(await fs.readFile(file));
      } catch {
        return null; // no such file, or nobody's to read
      }
    }),
    client.onRequest(listFilesRequest, async ({ uri }: DocumentParams, token: vscode.CancellationToken) => {
      const folder = vscode.Uri.parse(uri, true);
      const root = folder.path.replace(/\/?$/, '/');
      const found = await vscode.workspace.findFiles(
        new vscode.RelativePattern(folder, '**/*'),
        undefined,
        undefined,
        token,
      );
      return found.filter(file => file.path.startsWith(root)).map(file => file.path.slice(root.length));
    }),
    client.onRequest(fileExistsRequest, ({ uri }: DocumentParams) => fileExists(vscode.Uri.parse(uri, true))),
  );
}
