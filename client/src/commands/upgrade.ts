import * as vscode from 'vscode';
import { RequestType, type BaseLanguageClient } from 'vscode-languageclient';
import {
  upgradeRequest,
  type UpgradeParams,
  type UpgradePart,
  type UpgradeResult,
} from '../../../server/src/lsp/protocol';
import { fetchPageStatus } from '../status/pageStatus';
import { isMarkdown } from '../selector';
import { fetchPages, readUris } from './pages';
import { showLeftOvers, upgradeSummary } from './upgradeReport';

const request = new RequestType<UpgradeParams, UpgradeResult, void>(upgradeRequest);

/** What may be given to the command, by a code lens or in a key binding; what is left out is asked for. */
interface UpgradeArguments {
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
  const to = given.to ?? (await pickVersion(client, first));
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
    async (_, token) => {
      try {
        return await client.sendRequest(request, params, token);
      } catch (error) {
        if (token.isCancellationRequested) return undefined;
        throw error;
      }
    },
  );
  if (result === undefined) return;
  if (result === null) {
    void vscode.window.showErrorMessage(
      vscode.l10n.t('The upgrade could not be worked out. Look at the output for the reason.'),
    );
    return;
  }
  const written = result.changed === 0 ? new Set<string>() : await applyWithPreview(client, result);
  if (written === undefined) return;
  const left = vscode.l10n.t('Show What Is Left');
  const choice = await vscode.window.showInformationMessage(
    upgradeSummary(result, to, written.size),
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

/** The pages that are meant: those that are given, else what the user chooses; undefined where that is nothing. */
async function choosePages(
  client: BaseLanguageClient,
  given: readonly vscode.Uri[] | undefined,
): Promise<readonly vscode.Uri[] | undefined> {
  const groupPages = async (within?: readonly vscode.Uri[]) =>
    (await fetchPages(client, within)).flatMap(({ uri, isGroupPage }) => (isGroupPage ? [vscode.Uri.parse(uri)] : []));
  if (given !== undefined) {
    // What is open is a page by itself, in the workspace or not, saved or not; the server says whether of a group.
    const open = vscode.workspace.textDocuments.filter(isMarkdown).map(({ uri }) => uri.toString());
    const isOpen = (uri: vscode.Uri) => open.includes(uri.toString());
    const others = given.filter(uri => !isOpen(uri));
    return [...given.filter(isOpen), ...(others.length === 0 ? [] : await groupPages(others))];
  }

  const all = await groupPages();
  const active = vscode.window.activeTextEditor?.document;
  if (active === undefined || !isMarkdown(active)) return all;
  const isOnlyPage = all.every(uri => uri.toString() === active.uri.toString());
  if (isOnlyPage) return [active.uri];
  const items = [
    {
      label: vscode.l10n.t('$(file) This page'),
      description: vscode.workspace.asRelativePath(active.uri),
      uris: [active.uri],
    },
    {
      label: vscode.l10n.t('$(files) All group pages of the workspace'),
      description: String(all.length),
      uris: all,
    },
  ];
  const choice = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Upgrade to Another ATT&CK Version'),
    placeHolder: vscode.l10n.t('Which pages?'),
  });
  return choice?.uris;
}

async function pickVersion(client: BaseLanguageClient, page: vscode.Uri): Promise<string | undefined> {
  const { uri } = await vscode.workspace.openTextDocument(page);
  const status = await fetchPageStatus(client, uri);
  if (status === undefined) return undefined;
  const items = status.versions.map((version, i) => ({
    label: version,
    ...(i === 0 && { description: vscode.l10n.t('newest') }),
  }));
  const choice = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Upgrade to Another ATT&CK Version'),
    placeHolder: vscode.l10n.t('To which version? An older one works too'),
  });
  return choice?.label;
}

/** What an upgrade is to bring over; the usual is chosen already. */
async function pickParts(): Promise<Pick<UpgradeParams, 'only' | 'adoptTechniques' | 'quoteLabels'> | undefined> {
  const { l10n } = vscode;
  const parts: readonly (vscode.QuickPickItem & { readonly part: UpgradePart | 'techniques' | 'quotes' })[] = [
    { part: 'ids', picked: true, label: l10n.t('IDs'), detail: l10n.t('Revoked ones follow to what took their place') },
    { part: 'names', picked: true, label: l10n.t('Names'), detail: l10n.t('As the version has them') },
    {
      part: 'mitigations',
      picked: true,
      label: l10n.t('Mitigations'),
      detail: l10n.t('Edges that ATT&CK added or removed; your own stay'),
    },
    {
      part: 'techniques',
      label: l10n.t('Techniques of the group'),
      detail: l10n.t('Also take over which techniques ATT&CK added to the group, or took from it'),
    },
    {
      part: 'quotes',
      label: l10n.t('Quotes'),
      detail: l10n.t('Also quote labels that Mermaid rejects'),
    },
  ];
  const chosen = await vscode.window.showQuickPick(parts, {
    title: vscode.l10n.t('Upgrade to Another ATT&CK Version'),
    placeHolder: vscode.l10n.t('What is to follow?'),
    canPickMany: true,
  });
  if (chosen === undefined) return undefined;
  const has = (wanted: string) => chosen.some(({ part }) => part === wanted);
  const only = (['ids', 'names', 'mitigations'] as const).filter(has);
  return { ...(only.length < 3 && { only }), adoptTechniques: has('techniques'), quoteLabels: has('quotes') };
}

function readArguments(clicked: unknown, selected: unknown): UpgradeArguments {
  const uris = readUris(clicked, selected);
  const to = typeof clicked === 'object' && clicked !== null && 'to' in clicked ? clicked.to : undefined;
  return { ...(uris && { uris }), ...(typeof to === 'string' && { to }) };
}
