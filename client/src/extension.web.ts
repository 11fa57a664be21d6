import * as vscode from 'vscode';
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type MessageTransports,
} from 'vscode-languageclient/browser';
import type { CatalogMessage } from '../../server/src/lsp/protocol';
import { startExtension, type AttackmarkExtension } from './activate';
import { answerFileRequests } from './workspaceFiles';

/** The running extension and its server. VS Code calls `deactivate` without arguments, so these have to live here. */
let extension: AttackmarkExtension | undefined;
let worker: Worker | undefined;

/** Starts the extension where there is no Node, as in vscode.dev: the language server runs in a web worker. */
export function activate(context: vscode.ExtensionContext): AttackmarkExtension {
  extension = startExtension(context, options => {
    const client = new LanguageClient('attackmark', 'Attackmark', () => startWorker(context.extensionUri), options);
    context.subscriptions.push(answerFileRequests(client));
    return client;
  });
  return extension;
}

/** Stops the server before VS Code goes on. */
export async function deactivate(): Promise<void> {
  await extension?.stop();
  extension = undefined;
  worker?.terminate();
  worker = undefined;
}

/**
 * Starts a new server in a new worker: a worker whose server has ended is of no use. The client would take the
 * worker itself, but does not know it for one: VS Code's worker host has its own way to make workers.
 */
async function startWorker(extensionUri: vscode.Uri): Promise<MessageTransports> {
  worker?.terminate();
  const read = async (name: string) => {
    const file = vscode.Uri.joinPath(extensionUri, 'server', 'catalog', name);
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  };
  const [newest, history] = await Promise.all([read('newest.catalog'), read('history.catalog')]);
  worker = new Worker(vscode.Uri.joinPath(extensionUri, 'dist', 'web', 'server.js').toString(true));
  const catalog: CatalogMessage = { attackmark: 'catalog', newest, history };
  worker.postMessage(catalog);
  return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
}
