import * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import { lensCommands, type ClientOptions } from '../../server/src/lsp/protocol';
import { registerOpenSample } from './commands/openSample';
import { registerCommands } from './commands/register';
import { registerDashboard } from './dashboard/register';
import { registerGraphPreview } from './preview/register';
import { servedDocuments } from './selector';
import { createErrorHandler } from './server/errorHandler';
import { restartServer } from './server/restartServer';
import { startWhenNeeded } from './server/startWhenNeeded';
import { StatusItem } from './status/statusItem';
import { registerUpgradeOffer } from './upgradeOffer/offerUpgrade';

/** What `activate` returns: for tests and for extensions that build on this one. */
export interface AttackmarkExtension {
  readonly client: BaseLanguageClient;
  /** Settles when the server has started for the first time, or could not be. */
  readonly started: Promise<void>;
  /** Ends the server. */
  stop(): Promise<void>;
}

/** Makes the language client: the one thing that differs between a Node process and a web worker. */
export type CreateClient = (options: LanguageClientOptions) => BaseLanguageClient;

/**
 * Starts everything that the extension is made of. Needs nothing but the VS Code API, so that the same
 * code runs in Node and in a web worker.
 */
export function startExtension(context: vscode.ExtensionContext, createClient: CreateClient): AttackmarkExtension {
  const output = vscode.window.createOutputChannel('Attackmark', { log: true });
  // The server registers for changed settings and configuration files itself, and asks for settings page by page.
  const client = createClient({
    documentSelector: servedDocuments,
    initializationOptions: { commands: Object.values(lensCommands) } satisfies ClientOptions,
    outputChannel: output,
    errorHandler: createErrorHandler(),
    // The client says itself that the start failed, once and with a way to the output.
    initializationFailedHandler: () => false,
  });

  const server = startWhenNeeded(() =>
    client.start().catch((error: unknown) => output.error('The language server did not start.', error)),
  );
  context.subscriptions.push(
    output,
    server,
    new StatusItem(client),
    registerCommands(client, server),
    registerDashboard(client, server),
    registerOpenSample(context.extensionUri),
    registerUpgradeOffer(client, context.workspaceState),
    registerGraphPreview({ client, extensionUri: context.extensionUri, log: output }),
    vscode.commands.registerCommand('attackmark.restartServer', () => restartServer(client)),
    vscode.commands.registerCommand('attackmark.showOutput', () => output.show()),
  );

  // Other windows have nothing of this in the menus of their folders.
  void vscode.commands.executeCommand('setContext', 'attackmark.isActive', true);

  return { client, started: server.started, stop: () => stop(client) };
}

async function stop(client: BaseLanguageClient): Promise<void> {
  try {
    await client.dispose();
  } catch {
    // The server is gone already, or still starting: it ends with this process.
  }
}
