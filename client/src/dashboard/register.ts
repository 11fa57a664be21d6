import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { showReferencesCommand, type ShowReferencesArguments } from '../../../server/src/lsp/protocol';
import { serverIsThere } from '../server/serverIsThere';
import type { LazyStart } from '../server/startWhenNeeded';
import { compareGroups, type CompareArguments } from './compareGroups';
import { DashboardTree } from './dashboardTree';
import type { DashboardNode } from './nodes';
import { fetchReferences } from './references';

/** Registers the tree view "ATT&CK", what can be done from it, and the command behind counts above titles. */
export function registerDashboard(client: BaseLanguageClient, server: LazyStart): vscode.Disposable {
  const tree = new DashboardTree(client, server);
  const view = vscode.window.createTreeView('attackmark.dashboard', { treeDataProvider: tree, canSelectMany: true });
  return vscode.Disposable.from(
    tree,
    view,
    vscode.commands.registerCommand('attackmark.refreshDashboard', () => tree.refresh()),
    vscode.commands.registerCommand('attackmark.compareGroups', async (clicked: unknown, selected: unknown) => {
      if (await serverIsThere(client, server)) await compareGroups(client, tree, readArguments(clicked, selected));
    }),
    vscode.commands.registerCommand(showReferencesCommand, async (place: ShowReferencesArguments) => {
      if (await serverIsThere(client, server)) await showReferences(client, place);
    }),
  );
}

/** Called from the tree with what is selected there, else with arguments or none. */
function readArguments(clicked: unknown, selected: unknown): CompareArguments {
  const nodes = Array.isArray(selected) ? (selected as readonly DashboardNode[]) : [];
  const uris = nodes.flatMap(node => (node.kind === 'group' ? [node.uri] : []));
  if (uris.length >= 2) return { uris };
  const given = clicked as (CompareArguments & { readonly kind?: unknown }) | undefined;
  return typeof given !== 'object' || given === null || given.kind !== undefined ? {} : given;
}

/** Shows where an ID stands, as the editor shows references. */
async function showReferences(
  client: BaseLanguageClient,
  { uri, position, id }: ShowReferencesArguments,
): Promise<void> {
  const places = await client.protocol2CodeConverter.asReferences(await fetchReferences(client, id));
  await vscode.commands.executeCommand(
    'editor.action.showReferences',
    vscode.Uri.parse(uri),
    client.protocol2CodeConverter.asPosition(position),
    places,
  );
}
