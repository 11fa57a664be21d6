import * as vscode from 'vscode';
import { RequestType0, State, type BaseLanguageClient } from 'vscode-languageclient';
import { dashboardChanged, dashboardRequest, type DashboardResult } from '../../../server/src/lsp/protocol';
import { Debouncer } from '../debouncer';
import type { LazyStart } from '../server/startWhenNeeded';
import { dashboardNodes, type DashboardNode } from './nodes';
import { fetchReferences } from './references';

const request = new RequestType0<DashboardResult | null, void>(dashboardRequest);

/** The tree view "ATT&CK": asks the server when it is shown and when the server says that there is news. */
export class DashboardTree implements vscode.TreeDataProvider<DashboardNode>, vscode.Disposable {
  readonly #client: BaseLanguageClient;
  readonly #server: LazyStart;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #refreshSoon = new Debouncer(300, () => this.refresh());
  readonly #subscriptions: vscode.Disposable;

  constructor(client: BaseLanguageClient, server: LazyStart) {
    this.#client = client;
    this.#server = server;
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      this.#refreshSoon,
      client.onNotification(dashboardChanged, () => this.#refreshSoon.run()),
      client.onDidChangeState(({ newState }) => {
        // What the view says where it is empty: without the server nobody knows what there is.
        const isStopped = newState === State.Stopped || newState === State.StartFailed;
        void vscode.commands.executeCommand('setContext', 'attackmark.isServerStopped', isStopped);
        if (newState === State.Running) this.refresh();
      }),
    );
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  refresh(): void {
    this.#changed.fire(undefined);
  }

  /** The dashboard as the server has it; undefined where it has none yet. Whoever looks at it needs the server. */
  async fetch(): Promise<DashboardResult | undefined> {
    await this.#server.start();
    if (this.#client.state !== State.Running) return undefined;
    return (await this.#client.sendRequest(request)) ?? undefined;
  }

  async getChildren(node?: DashboardNode): Promise<DashboardNode[]> {
    if (node === undefined) {
      const result = await this.fetch();
      // Without a group page the view says what to do instead.
      return result === undefined || (result.groups.length === 0 && result.pending === 0)
        ? []
        : dashboardNodes(result, vscode.l10n.t);
    }
    if (node.kind === 'object') return this.#places(node.id);
    return node.kind === 'section' || node.kind === 'code' ? [...node.children] : [];
  }

  getTreeItem(node: DashboardNode): vscode.TreeItem {
    const { Collapsed, None } = vscode.TreeItemCollapsibleState;
    if (node.kind === 'file' || node.kind === 'group') {
      const uri = vscode.Uri.parse(node.uri);
      const item = node.kind === 'group' ? new vscode.TreeItem(node.label, None) : new vscode.TreeItem(uri, None);
      const line = new vscode.Position(node.kind === 'file' ? (node.line ?? 0) : 0, 0);
      item.description = node.description;
      item.contextValue = node.kind;
      item.iconPath = node.kind === 'group' ? new vscode.ThemeIcon('organization') : vscode.ThemeIcon.File;
      item.command = {
        title: vscode.l10n.t('Open'),
        command: 'vscode.open',
        arguments: [uri, { selection: new vscode.Range(line, line) }],
      };
      return item;
    }
    const isEmpty = node.kind === 'section' && node.children.length === 0;
    const item = new vscode.TreeItem(node.label, isEmpty ? None : Collapsed);
    item.description = node.description;
    item.contextValue = node.kind;
    // Stays open or closed when the counts change.
    item.id = node.kind === 'object' ? `${node.icon} ${node.id}` : `${node.kind} ${node.label}`;
    item.iconPath = new vscode.ThemeIcon(node.kind === 'code' ? 'circle-outline' : node.icon);
    return item;
  }

  async #places(id: string): Promise<DashboardNode[]> {
    const first = new Map<string, { line: number; count: number }>();
    for (const { uri, range } of await fetchReferences(this.#client, id)) {
      const known = first.get(uri);
      if (known === undefined) first.set(uri, { line: range.start.line, count: 1 });
      else known.count++;
    }
    return [...first].map(([uri, { line, count }]) => {
      return {
        kind: 'file',
        uri,
        line,
        description: count === 1 ? vscode.l10n.t('1 place') : vscode.l10n.t('{0} places', count),
      };
    });
  }
}
