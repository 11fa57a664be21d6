import * as vscode from 'vscode';
import { LanguageClient, TransportKind, type ServerOptions } from 'vscode-languageclient/node';
import { startExtension, type AttackmarkExtension } from './activate';

/** The running extension. VS Code calls `deactivate` without arguments, so this one value has to live here. */
let extension: AttackmarkExtension | undefined;

/** Starts the extension where Node is to be had: the language server is a process of its own, spoken to over IPC. */
export function activate(context: vscode.ExtensionContext): AttackmarkExtension {
  const module = vscode.Uri.joinPath(context.extensionUri, 'dist', 'server.js').fsPath;
  // Where VS Code's Node can (22.1 and later), it keeps the compiled server for the next start.
  const env = { NODE_COMPILE_CACHE: vscode.Uri.joinPath(context.globalStorageUri, 'compiled').fsPath };
  const server: ServerOptions = {
    run: { module, transport: TransportKind.ipc, options: { env } },
    debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--enable-source-maps'] } },
  };
  extension = startExtension(context, options => new LanguageClient('attackmark', 'Attackmark', server, options));
  return extension;
}

/** Stops the server before VS Code goes on. */
export async function deactivate(): Promise<void> {
  await extension?.stop();
  extension = undefined;
}
