import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';

/** Ends the language server, if it runs, and starts it again. */
export async function restartServer(client: BaseLanguageClient): Promise<void> {
  try {
    if (client.needsStop()) await client.stop();
  } catch (error) {
    // A server that does not end in time is killed by the client; a new one can start all the same.
    client.warn('The language server did not stop in time.', error, false);
  }
  try {
    await client.start();
  } catch (error) {
    client.error('The language server did not start.', error, false);
    const show = vscode.l10n.t('Show Output');
    const choice = await vscode.window.showErrorMessage(
      vscode.l10n.t('Attackmark’s language server could not be restarted.'),
      show,
    );
    if (choice === show) await vscode.commands.executeCommand('attackmark.showOutput');
  }
}
