import * as vscode from 'vscode';
import { RequestType, type BaseLanguageClient } from 'vscode-languageclient';
import { compareRequest, type CompareParams, type CompareResult } from '../../../server/src/lsp/protocol';
import type { DashboardTree } from './dashboardTree';

const request = new RequestType<CompareParams, CompareResult, void>(compareRequest);

type Format = CompareParams['format'];

/** What may be given to the command, in a key binding say; what is left out is asked for. */
export interface CompareArguments {
  readonly uris?: readonly string[];
  readonly format?: Format;
}

/** "ATT&CK: Compare Groups…": two or more group pages as a Markdown table or a Navigator layer, in a new document. */
export async function compareGroups(
  client: BaseLanguageClient,
  tree: DashboardTree,
  given: CompareArguments,
): Promise<void> {
  const uris = given.uris ?? (await pickGroups(tree));
  if (uris === undefined) return;
  const format = uris.length < 2 ? undefined : (given.format ?? (await pickFormat()));
  if (uris.length < 2)
    void vscode.window.showInformationMessage(vscode.l10n.t('Choose two or more groups to compare.'));
  if (format === undefined) return;
  const result = await client.sendRequest(request, { uris, format });
  if (result === null) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Only pages of groups can be compared, two or more at a time.'),
    );
    return;
  }
  const { text: content, languageId: language } = result;
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content, language }));
}

async function pickGroups(tree: DashboardTree): Promise<string[] | undefined> {
  const groups = (await tree.fetch())?.groups ?? [];
  if (groups.length < 2) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('The workspace has fewer than two group pages: there is nothing to compare.'),
    );
    return undefined;
  }
  const items = groups.map(({ name, id, uri }) => {
    return {
      label: name,
      ...(id !== null && { description: id }),
      detail: vscode.workspace.asRelativePath(vscode.Uri.parse(uri)),
      uri,
    };
  });
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Compare Groups'),
    placeHolder: vscode.l10n.t('Which groups? Two or more'),
    canPickMany: true,
    matchOnDescription: true,
  });
  return chosen?.map(({ uri }) => uri);
}

async function pickFormat(): Promise<Format | undefined> {
  const items: (vscode.QuickPickItem & { readonly format: Format })[] = [
    { label: `$(markdown) ${vscode.l10n.t('Markdown tables')}`, format: 'markdown' },
    { label: `$(json) ${vscode.l10n.t('ATT&CK Navigator layer')}`, format: 'navigator' },
  ];
  return (
    await vscode.window.showQuickPick(items, {
      title: vscode.l10n.t('Compare Groups'),
      placeHolder: vscode.l10n.t('As what?'),
    })
  )?.format;
}
