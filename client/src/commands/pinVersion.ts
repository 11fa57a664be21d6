import * as vscode from 'vscode';
import { RequestType, type BaseLanguageClient } from 'vscode-languageclient';
import {
  pinVersionRequest,
  type PageStatus,
  type PinVersionParams,
  type PinVersionResult,
} from '../../../server/src/lsp/protocol';
import { isMarkdown } from '../selector';
import { applyServerEdits } from '../serverEdits';
import { fetchPageStatus } from '../status/pageStatus';
import { domainName } from '../status/statusText';

const request = new RequestType<PinVersionParams, PinVersionResult, void>(pinVersionRequest);

/** Where a version is pinned. */
type PinPlace = 'page' | 'workspace' | 'user';

/** What may be given to the command, in a key binding say; what is left out is asked for. */
interface PinArguments {
  /** `latest` or a version. */
  readonly version?: string;
  readonly place?: PinPlace;
}

/** "ATT&CK: Pin ATT&CK Version…": checks a page, a workspace or all workspaces against another version. */
export async function pinVersion(client: BaseLanguageClient, clicked: unknown): Promise<void> {
  const given = readArguments(clicked);
  const document = vscode.window.activeTextEditor?.document;
  const status = document && isMarkdown(document) ? await fetchPageStatus(client, document.uri) : undefined;
  if (document === undefined || status === undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open a Markdown page to pin its ATT&CK version.'));
    return;
  }
  const version = given.version ?? (await pickVersion(status));
  if (version === undefined) return;
  const place = given.place ?? (await pickPlace(document.uri, status, version));
  if (place === undefined) return;
  if (place === 'page') await pinPage(client, document, version);
  else await pinSetting(document.uri, version, place);
}

async function pickVersion(status: PageStatus): Promise<string | undefined> {
  const items: (vscode.QuickPickItem & { readonly version?: string })[] = [
    {
      label: 'latest',
      version: 'latest',
      description: mark(
        vscode.l10n.t('{0} today, newer with a newer catalog', status.versions[0] ?? ''),
        status.wanted === 'latest',
      ),
    },
    {
      label: vscode.l10n.t('Releases of {0} ATT&CK', domainName(status.domain)),
      kind: vscode.QuickPickItemKind.Separator,
    },
    ...status.versions.map(version => ({ label: version, version, description: mark('', status.wanted === version) })),
  ];
  const choice = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Pin ATT&CK Version'),
    placeHolder: vscode.l10n.t('Checked against {0}. Which version shall it be?', status.version),
  });
  return choice?.version;
}

function mark(text: string, isCurrent: boolean): string {
  if (!isCurrent) return text;
  return `$(check) ${text === '' ? vscode.l10n.t('current') : vscode.l10n.t('current: {0}', text)}`;
}

async function pickPlace(uri: vscode.Uri, status: PageStatus, version: string): Promise<PinPlace | undefined> {
  const items: (vscode.QuickPickItem & { readonly place: PinPlace })[] = [
    {
      label: `$(file) ${vscode.l10n.t('This page')}`,
      place: 'page',
      detail:
        version === 'latest'
          ? vscode.l10n.t('Takes attack-version out of the front matter')
          : vscode.l10n.t('attack-version: {0} in the front matter', version),
    },
  ];
  if (vscode.workspace.workspaceFolders !== undefined) {
    items.push({
      label: `$(root-folder) ${vscode.l10n.t('This workspace')}`,
      place: 'workspace',
      detail:
        outdoneBy(uri, status, 'workspace') ?? vscode.l10n.t('attackmark.attackVersion in the workspace settings'),
    });
  }
  items.push({
    label: `$(account) ${vscode.l10n.t('All workspaces')}`,
    place: 'user',
    detail: outdoneBy(uri, status, 'user') ?? vscode.l10n.t('attackmark.attackVersion in your settings'),
  });
  const choice = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Pin ATT&CK {0}', version),
    placeHolder: vscode.l10n.t('Where?'),
  });
  return choice?.place;
}

/** Says what a pin in the settings changes nothing about, because it goes before; undefined where nothing does. */
function outdoneBy(uri: vscode.Uri, { decidedBy }: PageStatus, place: 'workspace' | 'user'): string | undefined {
  if (decidedBy === 'front matter') return vscode.l10n.t('This page keeps the version of its own front matter');
  if (decidedBy === 'configuration file')
    return vscode.l10n.t('This page keeps the version that .attackmark.json names');
  const set = vscode.workspace.getConfiguration('attackmark', uri).inspect('attackVersion');
  // Where the workspace is a folder, its settings are the workspace's.
  if (vscode.workspace.workspaceFile !== undefined && set?.workspaceFolderValue !== undefined)
    return vscode.l10n.t('This page keeps the version of its folder’s settings');
  if (place === 'user' && set?.workspaceValue !== undefined)
    return vscode.l10n.t('This page keeps the version of the workspace settings');
  return undefined;
}

async function pinPage(client: BaseLanguageClient, { uri }: vscode.TextDocument, version: string): Promise<void> {
  await applyServerEdits(client, uri, () =>
    client.sendRequest(request, { uri: client.code2ProtocolConverter.asUri(uri), version }),
  );
}

async function pinSetting(uri: vscode.Uri, version: string, place: 'workspace' | 'user'): Promise<void> {
  const settings = vscode.workspace.getConfiguration('attackmark', uri);
  if (place === 'user') {
    await settings.update(
      'attackVersion',
      version === 'latest' ? undefined : version,
      vscode.ConfigurationTarget.Global,
    );
    return;
  }
  // `latest` is the default: it has to be written only over a version in the user's settings.
  const isDefault = version === 'latest' && settings.inspect('attackVersion')?.globalValue === undefined;
  await settings.update('attackVersion', isDefault ? undefined : version, vscode.ConfigurationTarget.Workspace);
}

function readArguments(given: unknown): PinArguments {
  if (typeof given !== 'object' || given === null) return {};
  const { version, place } = given as { readonly version?: unknown; readonly place?: unknown };
  return {
    ...(typeof version === 'string' && { version }),
    ...((place === 'page' || place === 'workspace' || place === 'user') && { place }),
  };
}
