import * as vscode from 'vscode';
import { State, type BaseLanguageClient } from 'vscode-languageclient';
import { offerRestart } from './offerRestart';
import type { LazyStart } from './startWhenNeeded';

/**
 * True once the server can be asked something: whoever asks this needs it, so it is started where that has not happened
 * yet. False where it does not run; the user is told so then.
 */
export async function serverIsThere(client: BaseLanguageClient, server: LazyStart): Promise<boolean> {
  await server.start();
  try {
    // It may be on its way back from a crash.
    if (client.state === State.Starting) await client.start();
  } catch {
    // The client has said why.
  }
  if (client.isRunning()) return true;
  void offerRestart(vscode.l10n.t('Attackmark’s language server is not running: this command needs it.'));
  return false;
}
