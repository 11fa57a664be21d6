import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { Debouncer } from '../debouncer';
import { fetchPageStatus } from '../status/pageStatus';
import { isMarkdown } from '../selector';

const settleTime = 300;

/**
 * Keeps the context key `attackmark.isGroupPage`: whether the active editor shows a group page. Buttons for
 * group pages have no place on every README.
 */
export function trackGroupPages(client: BaseLanguageClient): vscode.Disposable {
  const update = async () => {
    const document = vscode.window.activeTextEditor?.document;
    // While a panel or a terminal is active there is no active editor: what was there keeps its buttons.
    if (document === undefined) return;
    const isGroupPage = isMarkdown(document) && (await isGroup(client, document.uri));
    if (vscode.window.activeTextEditor?.document !== document) return;
    await vscode.commands.executeCommand('setContext', 'attackmark.isGroupPage', isGroupPage);
  };
  const updateSoon = new Debouncer(settleTime, () => void update());
  void update();
  return vscode.Disposable.from(
    updateSoon,
    client.onDidChangeState(() => void update()),
    vscode.window.onDidChangeActiveTextEditor(() => void update()),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document === vscode.window.activeTextEditor?.document) updateSoon.run();
    }),
  );
}

async function isGroup(client: BaseLanguageClient, uri: vscode.Uri): Promise<boolean> {
  try {
    return (await fetchPageStatus(client, uri))?.isGroupPage === true;
  } catch {
    // The server is going down; it is asked again when it is back.
    return false;
  }
}
