import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  referencesRequest,
  showReferencesCommand,
  type ReferencesParams,
  type ReferencesResult,
  type ShowReferencesArguments,
} from '../../../server/src/lsp/protocol';
import { serverIsThere } from '../server/serverIsThere';
import type { LazyStart } from '../server/startWhenNeeded';
import { compareGroups, type CompareArguments } from './compareGroups';
import { DashboardTree } from './dashboardTree';
import type { DashboardNode } from './nodes';

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
  const params: ReferencesParams = { id };
  const places = await client.sendRequest<ReferencesResult>(referencesRequest, params);
  await vscode.commands.executeCommand(
    'editor.action.showReferences',
    vscode.Uri.parse(uri),
    new vscode.Position(position.line, position.character),
    places.map(
      place =>
        new vscode.Location(
          vscode.Uri.parse(place.uri),
          new vscode.Range(
            place.range.start.line,
            place.range.start.character,
            place.range.end.line,
            place.range.end.character,
          ),
        ),
    ),
  );
}
