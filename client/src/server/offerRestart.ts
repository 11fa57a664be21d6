import * as vscode from 'vscode';

/** Tells the user of a server that is gone, with a way to get it back and one to find out why. */
export async function offerRestart(text: string): Promise<void> {
  const restart = vscode.l10n.t('Restart');
  const show = vscode.l10n.t('Show Output');
  const choice = await vscode.window.showErrorMessage(text, restart, show);
  if (choice === restart) await vscode.commands.executeCommand('attackmark.restartServer');
  if (choice === show) await vscode.commands.executeCommand('attackmark.showOutput');
}
