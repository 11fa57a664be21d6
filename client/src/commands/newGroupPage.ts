import * as vscode from 'vscode';
import { RequestType, type BaseLanguageClient } from 'vscode-languageclient';
import {
  groupsRequest,
  newPageRequest,
  type GroupChoice,
  type GroupsParams,
  type NewPageParams,
  type NewPageResult,
} from '../../../server/src/lsp/protocol';
import { fileExists } from '../fileExists';

const groups = new RequestType<GroupsParams, readonly GroupChoice[], void>(groupsRequest);
const newPage = new RequestType<NewPageParams, NewPageResult, void>(newPageRequest);

/**
 * "ATT&CK: New Group Page…": writes the page of a group that the user chooses, in the folder that the command is
 * called with, else where the workspace keeps its pages.
 */
export async function newGroupPage(client: BaseLanguageClient, clicked: unknown): Promise<void> {
  const group = await pickGroup(client.sendRequest(groups, {}));
  if (group === undefined) return;
  const made = await client.sendRequest(newPage, { group: group.id, domain: group.domain });
  if (made === null) {
    void vscode.window.showErrorMessage(
      vscode.l10n.t('The page of {0} could not be made. Look at the output for the reason.', group.name),
    );
    return;
  }
  const folder = clicked instanceof vscode.Uri ? clicked : home(made);
  if (folder === undefined) {
    const document = await vscode.workspace.openTextDocument({ language: 'markdown', content: made.text });
    await show(document);
    return;
  }
  const uri = vscode.Uri.joinPath(folder, made.fileName);
  if (await fileExists(uri)) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('{0} has its page already.', `${group.name} (${group.id})`),
    );
  } else {
    const edit = new vscode.WorkspaceEdit();
    edit.createFile(uri, { contents: new TextEncoder().encode(made.text) });
    if (!(await vscode.workspace.applyEdit(edit))) {
      void vscode.window.showErrorMessage(
        vscode.l10n.t('{0} could not be written. Is the folder read-only?', vscode.workspace.asRelativePath(uri)),
      );
      return;
    }
  }
  await show(await vscode.workspace.openTextDocument(uri));
}

async function pickGroup(choices: Promise<readonly GroupChoice[]>): Promise<GroupChoice | undefined> {
  const items = choices.then(all =>
    all.map(group => ({
      label: group.name,
      description: vscode.l10n.t('{0} · {1} techniques', group.id, group.techniques),
      ...(group.aliases.length > 0 && { detail: group.aliases.join(', ') }),
      group,
    })),
  );
  const choice = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('New Group Page'),
    placeHolder: vscode.l10n.t('Which group? By ID, name or alias'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return choice?.group;
}

function home({ folder }: NonNullable<NewPageResult>): vscode.Uri | undefined {
  return folder === null ? vscode.workspace.workspaceFolders?.[0]?.uri : vscode.Uri.parse(folder);
}

/** Shows a page with the line below its ID line selected: where the description goes, in a new one. */
async function show(document: vscode.TextDocument): Promise<void> {
  const editor = await vscode.window.showTextDocument(document, { preview: false });
  for (let line = 0; line + 1 < document.lineCount; line++) {
    if (!document.lineAt(line).text.startsWith('## ID:')) continue;
    const { range } = document.lineAt(line + 1);
    editor.selection = new vscode.Selection(range.start, range.end);
    editor.revealRange(range);
    return;
  }
}
