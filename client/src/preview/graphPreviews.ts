import * as vscode from 'vscode';
import { Debouncer } from '../debouncer';
import { isMarkdown } from '../selector';
import { GraphPreview, type PreviewServices } from './graphPreview';
import { readState } from './state';

/** Going through files quickly does not ask for every one's graph. */
const followTime = 60;

/** All previews: one that follows the active editor, and any number that are locked to their page. */
export class GraphPreviews implements vscode.Disposable, vscode.WebviewPanelSerializer {
  readonly #services: PreviewServices;
  readonly #previews = new Set<GraphPreview>();
  readonly #followSoon = new Debouncer(followTime, () => this.#follow());
  readonly #subscriptions: vscode.Disposable;

  constructor(services: PreviewServices) {
    this.#services = services;
    this.#subscriptions = vscode.Disposable.from(
      this.#followSoon,
      vscode.window.registerWebviewPanelSerializer(GraphPreview.viewType, this),
      vscode.window.onDidChangeActiveTextEditor(() => this.#followSoon.run()),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document === vscode.window.activeTextEditor?.document) this.#followSoon.run();
      }),
    );
  }

  /** Opens the graph of a page: in the preview that follows, or in a new one. */
  open(uri: vscode.Uri, column: vscode.ViewColumn, preserveFocus: boolean): void {
    const following = [...this.#previews].find(preview => !preview.isLocked);
    if (following !== undefined) {
      following.show(uri);
      following.panel.reveal(following.panel.viewColumn ?? column, preserveFocus);
      return;
    }
    const panel = vscode.window.createWebviewPanel(
      GraphPreview.viewType,
      vscode.l10n.t('Graph'),
      { viewColumn: column, preserveFocus },
      GraphPreview.webviewOptions(this.#services.extensionUri),
    );
    this.#add(panel, uri, false);
  }

  /** Takes up a preview that was open before the window was reloaded. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, saved: unknown): Promise<void> {
    const { uri, locked } = readState(saved);
    // Without a page there is nothing to take up; an empty panel would be a riddle.
    if (uri === '') panel.dispose();
    else this.#add(panel, vscode.Uri.parse(uri), locked);
  }

  /** The preview that is looked at. */
  get active(): GraphPreview | undefined {
    return [...this.#previews].find(({ panel }) => panel.active);
  }

  dispose(): void {
    for (const preview of this.#previews) preview.dispose();
    this.#subscriptions.dispose();
  }

  #add(panel: vscode.WebviewPanel, uri: vscode.Uri, locked: boolean): void {
    const preview = new GraphPreview(panel, this.#services, uri, locked);
    this.#previews.add(preview);
    preview.onDidChange(() => this.#tellOfLock());
    panel.onDidDispose(() => {
      this.#previews.delete(preview);
      preview.dispose();
    });
    this.#tellOfLock();
  }

  #follow(): void {
    const document = vscode.window.activeTextEditor?.document;
    if (document === undefined || !isMarkdown(document)) return;
    for (const preview of this.#previews) void preview.follow(document);
  }

  /** For the lock's icon in the title bar. */
  #tellOfLock(): void {
    const { active } = this;
    if (active !== undefined) {
      void vscode.commands.executeCommand('setContext', 'attackmark.isPreviewLocked', active.isLocked);
    }
  }
}
