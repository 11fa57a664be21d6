import * as vscode from 'vscode';
import { RequestType, type BaseLanguageClient } from 'vscode-languageclient';
import { upgradeRequest, type UpgradeParams, type UpgradeResult } from '../../../server/src/lsp/protocol';
import { fetchPageStatus } from '../status/pageStatus';
import { readUris } from './readUris';
import { unlessCancelled } from './unlessCancelled';
import { choosePages, pickParts, pickVersion } from './upgradeChoices';
import { pinElsewhere, showLeftOvers, upgradeSummary } from './upgradeReport';

const request = new RequestType<UpgradeParams, UpgradeResult, void>(upgradeRequest);

/** What the command is given, by the explorer, a code lens or a key binding; what is left out is asked for. */
interface Given {
  /** Pages, and folders for all pages below them. */
  readonly uris?: readonly vscode.Uri[];
  /** A version, or `latest`. */
  readonly to?: string;
}

/**
 * "ATT&CK: Upgrade Pages to Another Version…": works out what ATT&CK changed for the pages that are meant, shows each
 * edit with its reason, and applies those that the user leaves ticked.
 */
export async function upgrade(client: BaseLanguageClient, clicked: unknown, selected: unknown): Promise<void> {
  const given = readArguments(clicked, selected);
  const uris = await choosePages(client, given.uris);
  const [first] = uris ?? [];
  if (uris === undefined) return;
  if (first === undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is no group page to upgrade.'));
    return;
  }
  const status = await fetchPageStatus(client, (await vscode.workspace.openTextDocument(first)).uri);
  const to = given.to ?? (status && (await pickVersion(status)));
  if (to === undefined) return;
  const parts = given.to === undefined ? await pickParts() : {};
  if (parts === undefined) return;

  const params: UpgradeParams = { ...parts, to, uris: uris.map(uri => client.code2ProtocolConverter.asUri(uri)) };
  const result = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Working out what ATT&CK {0} changes', to),
      cancellable: true,
    },
    (_, token) => unlessCancelled(client.sendRequest(request, params, token), token),
  );
  if (result === undefined) return;
  if (result === null) {
    void vscode.window.showErrorMessage(
      vscode.l10n.t('The upgrade could not be worked out. Look at the output for the reason.'),
    );
    return;
  }
  if (isOutdated(result.edit)) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('A page was changed meanwhile. Nothing was upgraded: try again.'),
    );
    return;
  }
  const written = result.changed === 0 ? new Set<string>() : await applyWithPreview(client, result);
  if (written === undefined) return;
  const left = vscode.l10n.t('Show What Is Left');
  const choice = await vscode.window.showInformationMessage(
    [upgradeSummary(result, to, written.size), ...(status ? pinElsewhere(status, to) : [])].join(' '),
    ...(result.left.length > 0 ? [left] : []),
  );
  if (choice === left) await showLeftOvers(result.left, to);
}

/**
 * Shows all edits, each with its reason and a ticked box, and applies those that the user leaves ticked. Gives the
 * pages that were changed; undefined where the user discards all.
 */
async function applyWithPreview(
  client: BaseLanguageClient,
  { edit }: NonNullable<UpgradeResult>,
): Promise<ReadonlySet<string> | undefined> {
  // Edits that need confirmation show the preview, but with their boxes empty. These are to be ticked, so they need
  // none; what shows the preview is an edit that does nothing and is not listed: to make a file that is there.
  const changeAnnotations = Object.fromEntries(
    Object.entries(edit.changeAnnotations ?? {}).map(([id, { label }]) => [id, { label }]),
  );
  const own = await client.protocol2CodeConverter.asWorkspaceEdit({ ...edit, changeAnnotations });
  const uris = new Set(own.entries().map(([uri]) => uri.toString()));
  const [[first]] = own.entries() as [[vscode.Uri, unknown]];
  const label = vscode.l10n.t('Upgrade');
  own.createFile(first, { ignoreIfExists: true }, { needsConfirmation: true, label });

  const changed = new Set<string>();
  const listener = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    if (contentChanges.length > 0 && uris.has(document.uri.toString())) changed.add(document.uri.toString());
  });
  try {
    const applying = vscode.workspace.applyEdit(own, { isRefactoring: true });
    void showReasons();
    const applied = await applying;
    return applied ? changed : undefined;
  } finally {
    listener.dispose();
  }
}

/**
 * Has the preview group its edits by reason: by file, as it does at first, it shows none. Nothing tells when it is
 * there, and until then the command does nothing; afterwards it does nothing either.
 */
async function showReasons(): Promise<void> {
  for (const delay of [50, 150, 300, 500]) {
    await new Promise(resolve => setTimeout(resolve, delay));
    await vscode.commands.executeCommand('refactorPreview.groupByType');
  }
}

/** True where an edit is for another version of an open document than the one that is there now. */
function isOutdated({ documentChanges = [] }: NonNullable<UpgradeResult>['edit']): boolean {
  const versions = new Map(vscode.workspace.textDocuments.map(({ uri, version }) => [uri.toString(), version]));
  return documentChanges.some(change => {
    if (!('textDocument' in change) || change.textDocument.version === null) return false;
    return versions.get(vscode.Uri.parse(change.textDocument.uri).toString()) !== change.textDocument.version;
  });
}

function readArguments(clicked: unknown, selected: unknown): Given {
  const uris = readUris(clicked, selected);
  const to = typeof clicked === 'object' && clicked !== null && 'to' in clicked ? clicked.to : undefined;
  return { ...(uris && { uris }), ...(typeof to === 'string' && { to }) };
}
