import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { PageStatus, UpgradeParams, UpgradePart } from '../../../server/src/lsp/protocol';
import { isMarkdown } from '../selector';
import { fetchPages } from './pages';

/**
 * What the questions have in common. They stay when something else takes the focus, as the walkthrough does when its step
 * is done: the answers before would be lost.
 */
const question = () => ({ title: vscode.l10n.t('Upgrade to Another ATT&CK Version'), ignoreFocusOut: true });

/** The pages that are meant: those that are given, else what the user chooses; undefined where that is nothing. */
export async function choosePages(
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
    ...question(),
    placeHolder: vscode.l10n.t('Which pages?'),
  });
  return choice?.uris;
}

/** The version to bring pages to, which the user picks; undefined where that is none. */
export async function pickVersion({ versions }: PageStatus): Promise<string | undefined> {
  const items = versions.map((version, i) => ({
    label: version,
    ...(i === 0 && { description: vscode.l10n.t('newest') }),
  }));
  const choice = await vscode.window.showQuickPick(items, {
    ...question(),
    placeHolder: vscode.l10n.t('To which version? An older one works too'),
  });
  return choice?.label;
}

/** What an upgrade is to bring over; the usual is chosen already. */
export async function pickParts(): Promise<
  Pick<UpgradeParams, 'only' | 'adoptTechniques' | 'quoteLabels'> | undefined
> {
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
    ...question(),
    placeHolder: vscode.l10n.t('What is to follow?'),
    canPickMany: true,
  });
  if (chosen === undefined) return undefined;
  const has = (wanted: string) => chosen.some(({ part }) => part === wanted);
  const only = (['ids', 'names', 'mitigations'] as const).filter(has);
  return { ...(only.length < 3 && { only }), adoptTechniques: has('techniques'), quoteLabels: has('quotes') };
}
