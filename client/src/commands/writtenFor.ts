import * as vscode from 'vscode';
import { RequestType, type BaseLanguageClient } from 'vscode-languageclient';
import { writtenForRequest, type DocumentParams, type WrittenForResult } from '../../../server/src/lsp/protocol';
import { readUris } from './readUris';

const request = new RequestType<DocumentParams, WrittenForResult, void>(writtenForRequest);

/**
 * "ATT&CK: Which Version Was This Page Written For?": says under which versions a page has the fewest findings, and
 * offers what one does then.
 */
export async function writtenFor(client: BaseLanguageClient, clicked: unknown): Promise<void> {
  const { l10n } = vscode;
  const uri = readUris(clicked, undefined)?.[0] ?? vscode.window.activeTextEditor?.document.uri;
  const best = uri && (await client.sendRequest(request, { uri: client.code2ProtocolConverter.asUri(uri) }));
  if (uri === undefined || best === null || best === undefined) {
    void vscode.window.showInformationMessage(l10n.t('Open a group page to ask which version it was written for.'));
    return;
  }
  const { versions, findings } = best;
  const newest = versions.at(-1) ?? '';
  const named = versions.length === 1 ? newest : l10n.t('{0} to {1}', versions[0] ?? '', newest);
  const pin = l10n.t('Pin {0} in the Page', newest);
  const upgrade = l10n.t('Upgrade…');
  const choice = await vscode.window.showInformationMessage(
    findings === 0
      ? l10n.t('The page fits ATT&CK {0}: nothing is found there.', named)
      : l10n.t('The page fits ATT&CK {0} best: {1} findings are left there.', named, findings),
    pin,
    upgrade,
  );
  if (choice === pin) {
    await vscode.window.showTextDocument(uri);
    await vscode.commands.executeCommand('attackmark.pinVersion', { version: newest, place: 'page' });
  } else if (choice === upgrade) {
    await vscode.commands.executeCommand('attackmark.upgrade', { uris: [uri.toString()] });
  }
}
