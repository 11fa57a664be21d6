import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { Debouncer } from '../debouncer';
import { fetchPageStatus } from '../status/pageStatus';
import { isMarkdown } from '../selector';
import { findingsOfAge } from './followsOlder';

/** Remembers in the workspace that the offer was made. */
const offeredKey = 'attackmark.upgradeOffered';
/** Findings come and go while a page is opened; nobody waits for an offer. */
const settleTime = 1000;

/**
 * Offers once a workspace to upgrade the page in the editor, where many of its findings say that it was written for an
 * older ATT&CK. Whatever the answer, it is not asked again.
 */
export function registerUpgradeOffer(client: BaseLanguageClient, memory: vscode.Memento): vscode.Disposable {
  const lookSoon = new Debouncer(settleTime, () => void look());
  const look = async () => {
    const document = vscode.window.activeTextEditor?.document;
    if (document === undefined || !isMarkdown(document) || !isWanted(memory, document.uri)) return;
    const count = findingsOfAge(codesOf(document.uri));
    if (count === 0) return;
    const status = await fetchPageStatus(client, document.uri);
    // A page or a folder that names its version has decided.
    if (status?.isGroupPage !== true || status.wanted !== 'latest' || !isWanted(memory, document.uri)) return;
    await memory.update(offeredKey, true);
    await offer(document, count, status.version);
  };
  return vscode.Disposable.from(
    lookSoon,
    vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      const active = vscode.window.activeTextEditor?.document.uri.toString();
      if (uris.some(uri => uri.toString() === active)) lookSoon.run();
    }),
  );
}

function isWanted(memory: vscode.Memento, uri: vscode.Uri): boolean {
  const setting = vscode.workspace.getConfiguration('attackmark', uri).get<boolean>('offerUpgrade');
  return setting === true && memory.get<boolean>(offeredKey) !== true;
}

/** The codes of a page's findings, hints left out. */
function codesOf(uri: vscode.Uri): string[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter(({ source, severity }) => source === 'attackmark' && severity !== vscode.DiagnosticSeverity.Hint)
    .map(({ code }) => String(typeof code === 'object' ? code.value : code));
}

async function offer({ uri }: vscode.TextDocument, count: number, version: string): Promise<void> {
  const upgrade = vscode.l10n.t('Upgrade…');
  const ask = vscode.l10n.t('Which Version Was It Written For?');
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t(
      '{0} findings on this page come from ATT&CK changing since it was written. It can be upgraded to {1}, or pinned to the version that it was written for.',
      count,
      version,
    ),
    upgrade,
    ask,
    vscode.l10n.t('Not Now'),
  );
  const command = answer === upgrade ? 'attackmark.upgrade' : answer === ask ? 'attackmark.writtenFor' : undefined;
  if (command !== undefined) await vscode.commands.executeCommand(command, { uris: [uri.toString()] });
}
