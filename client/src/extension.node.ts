import * as vscode from 'vscode';
import { LanguageClient, TransportKind, type ServerOptions } from 'vscode-languageclient/node';
import { startExtension, type AttackmarkExtension } from './activate';

/** The running extension. VS Code calls `deactivate` without arguments, so this one value has to live here. */
let extension: AttackmarkExtension | undefined;

/** Starts the extension where Node is to be had: the language server is a process of its own, spoken to over IPC. */
export function activate(context: vscode.ExtensionContext): AttackmarkExtension {
  const module = vscode.Uri.joinPath(context.extensionUri, 'dist', 'server.js').fsPath;
  const server: ServerOptions = {
    run: { module, transport: TransportKind.ipc },
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
