import * as vscode from 'vscode';
import { State, type BaseLanguageClient } from 'vscode-languageclient';
import type { GraphModel } from '../../../server/src/lsp/protocol';
import { Debouncer } from '../debouncer';
import { Latest } from '../latest';
import { exportGraph, fileName } from './exportGraph';
import { fetchGraph } from './graphRequest';
import { previewHtml } from './html';
import { insertEdge } from './insertEdge';
import { readFromPreview, type FromPreview, type RevealMessage, type ToPreview } from './messages';
import { openPage } from './openPage';
import { revealSource } from './revealSource';

/** What every preview works with. */
export interface PreviewServices {
  readonly client: BaseLanguageClient;
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
}

/** Keystrokes that come closer together than this, in milliseconds, are one change. */
const settleTime = 40;

/** One preview: a panel that shows one page's graph at a time, and keeps up with the page's text. */
export class GraphPreview implements vscode.Disposable {
  static readonly viewType = 'attackmark.graph';

  readonly panel: vscode.WebviewPanel;
  readonly #services: PreviewServices;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #refreshSoon = new Debouncer(settleTime, () => void this.refresh());
  readonly #subscriptions: vscode.Disposable;
  #uri: vscode.Uri;
  #locked: boolean;
  /** True while there is a page in the panel that listens: a hidden one has none. */
  #isReady = false;
  #model: GraphModel | undefined;
  /** The version of the text that the picture shows. */
  #shownVersion: number | undefined;
  /** What the page shown is asked, and what one is asked that may be turned to: neither takes the other's place. */
  readonly #refreshing = new Latest();
  readonly #following = new Latest();
  /** Where this preview itself has put the cursor: that is no news to it. */
  #ownCursor: vscode.Position | undefined;

  constructor(panel: vscode.WebviewPanel, services: PreviewServices, uri: vscode.Uri, locked: boolean) {
    this.panel = panel;
    this.#services = services;
    this.#uri = uri;
    this.#locked = locked;
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      this.#refreshSoon,
      this.#refreshing,
      this.#following,
      panel.webview.onDidReceiveMessage((message: unknown) => this.#receive(message)),
      panel.onDidChangeViewState(() => {
        if (!panel.visible) this.#isReady = false;
        this.#changed.fire();
      }),
      services.client.onDidChangeState(() => void this.refresh()),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#onChange(document.uri)),
      // Settings, configuration files and new catalogs change findings without a change of the text.
      vscode.languages.onDidChangeDiagnostics(({ uris }) => uris.forEach(changed => this.#onChange(changed))),
      vscode.window.onDidChangeTextEditorSelection(event => this.#onSelection(event)),
      vscode.workspace.onDidRenameFiles(({ files }) => files.forEach(moved => this.#onMove(moved))),
    );
    this.#setTitle();
    panel.iconPath = { light: this.#file('graph-light.svg'), dark: this.#file('graph-dark.svg') };
    panel.webview.options = GraphPreview.webviewOptions(services.extensionUri);
    panel.webview.html = this.#html();
  }

  /** What the panel's page may do: run the one script, load from the one folder. */
  static webviewOptions(extensionUri: vscode.Uri): vscode.WebviewOptions {
    return { enableScripts: true, localResourceRoots: [vscode.Uri.joinPath(extensionUri, 'dist', 'webview')] };
  }

  /** Told when the panel is shown, hidden or activated, and when the preview is locked or unlocked. */
  get onDidChange(): vscode.Event<void> {
    return this.#changed.event;
  }

  get uri(): vscode.Uri {
    return this.#uri;
  }

  get isLocked(): boolean {
    return this.#locked;
  }

  /** Shows a page, whether or not it has a graph. */
  show(uri: vscode.Uri): void {
    if (uri.toString() === this.#uri.toString()) return;
    this.#following.dispose();
    this.#turnTo(uri);
    void this.refresh();
  }

  /** Shows a page if it has a graph: an editor on some other Markdown is no reason to turn away. */
  async follow(document: vscode.TextDocument): Promise<void> {
    if (this.#locked || document.uri.toString() === this.#uri.toString()) return;
    const { version } = document;
    const model = await this.#fetch(document.uri, this.#following.next());
    const isStillActive = vscode.window.activeTextEditor?.document === document && document.version === version;
    if (this.#locked || !isStillActive || model === undefined || model.nodes.length === 0) return;
    this.#turnTo(document.uri);
    this.#showModel(model, version);
  }

  setLocked(locked: boolean): void {
    this.#locked = locked;
    this.#setTitle();
    this.#postPage();
    this.#changed.fire();
  }

  /** Goes to the text that the preview shows. */
  async showSource(): Promise<void> {
    const viewColumn = this.panel.viewColumn ?? vscode.ViewColumn.Active;
    await vscode.window.showTextDocument(await openPage(this.#uri), { viewColumn });
  }

  /** Asks for the graph and shows it, unless the text has changed meanwhile: then the next answer counts. */
  async refresh(): Promise<void> {
    if (!this.#isReady) return;
    const uri = this.#uri;
    const document = await open(uri);
    if (document === undefined) return this.#showNothing(uri);
    const { version } = document;
    const token = this.#refreshing.next();
    const model = await this.#fetch(uri, token);
    if (token.isCancellationRequested || uri !== this.#uri || document.version !== version) return;
    if (model !== undefined) this.#showModel(model, version);
    else if (this.#services.client.state !== State.Starting) this.#showNothing(uri);
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.panel.dispose();
  }

  async #fetch(uri: vscode.Uri, token: vscode.CancellationToken): Promise<GraphModel | undefined> {
    try {
      const model = await fetchGraph(this.#services.client, uri, token);
      return token.isCancellationRequested ? undefined : model;
    } catch (error) {
      // A newer question has taken this one's place, or the server is going down: it will be asked again.
      if (!token.isCancellationRequested) this.#services.log.debug('The graph could not be asked for.', error);
      return undefined;
    }
  }

  #turnTo(uri: vscode.Uri): void {
    this.#uri = uri;
    this.#model = undefined;
    this.#shownVersion = undefined;
    this.#setTitle();
  }

  #showModel(model: GraphModel, version: number): void {
    const isNews = this.#shownVersion !== version || JSON.stringify(model) !== JSON.stringify(this.#model);
    this.#model = model;
    this.#shownVersion = version;
    if (isNews) this.#postPage();
    this.#postCursor();
  }

  /** Says that there is no graph to be had; a picture that is there is better than that. */
  #showNothing(uri: vscode.Uri): void {
    if (this.#model === undefined && uri === this.#uri) this.#postPage();
  }

  #postPage(): void {
    this.#post({
      type: 'page',
      uri: this.#uri.toString(),
      file: fileName(this.#uri),
      locked: this.#locked,
      model: this.#model ?? null,
    });
  }

  #postCursor(): void {
    const editor = [vscode.window.activeTextEditor, ...vscode.window.visibleTextEditors].find(
      shown => shown?.document.uri.toString() === this.#uri.toString(),
    );
    // While the picture is older than the text, the cursor's place means something else in it.
    if (editor === undefined || editor.document.version !== this.#shownVersion) return;
    const { active } = editor.selection;
    if (this.#ownCursor?.isEqual(active) === true) return;
    this.#ownCursor = undefined;
    const position = { line: active.line, character: active.character };
    this.#post({ type: 'cursor', uri: this.#uri.toString(), position });
  }

  #post(message: ToPreview): void {
    if (this.#isReady) void this.panel.webview.postMessage(message);
  }

  #onChange(uri: vscode.Uri): void {
    if (uri.toString() === this.#uri.toString()) this.#refreshSoon.run();
  }

  /** The page was renamed, or a folder that it lies in: the preview goes with it, the picture as it is. */
  #onMove({ oldUri, newUri }: { readonly oldUri: vscode.Uri; readonly newUri: vscode.Uri }): void {
    const below = this.#uri.path.slice(oldUri.path.length);
    const isBelow = oldUri.with({ path: oldUri.path + below }).toString() === this.#uri.toString();
    if (!isBelow || !(below === '' || below.startsWith('/'))) return;
    const model = this.#model;
    this.#turnTo(newUri.with({ path: newUri.path + below }));
    this.#model = model;
    this.#postPage();
    void this.refresh();
  }

  #onSelection({ textEditor }: vscode.TextEditorSelectionChangeEvent): void {
    if (textEditor.document.uri.toString() === this.#uri.toString()) this.#postCursor();
  }

  #receive(value: unknown): void {
    const message = readFromPreview(value);
    if (message === undefined) return this.#services.log.warn('The graph preview sent a message of an unknown shape.');
    this.#answer(message).catch((error: unknown) => {
      this.#services.log.error(`The graph preview asked in vain: ${message.type}.`, error);
      this.#post({
        type: 'notice',
        text: vscode.l10n.t('That did not work: {0}', error instanceof Error ? error.message : String(error)),
      });
    });
  }

  async #answer(message: FromPreview): Promise<void> {
    // A message that was on its way while the preview turned to another page is about a page no more.
    if ('uri' in message && message.uri !== this.#uri.toString()) return;
    switch (message.type) {
      case 'ready':
        this.#isReady = true;
        if (this.#model !== undefined) this.#postPage();
        return this.refresh();
      case 'reveal':
        return this.#reveal(message);
      case 'insert':
        return this.#notify(await insertEdge(this.#services.client, this.#uri, message.from, message.to));
      case 'export':
        return this.#notify(await exportGraph(message, this.#uri));
      case 'lock':
        return this.setLocked(message.locked);
      case 'failure':
        return this.#services.log.error(`Graph preview: ${message.text}`);
    }
  }

  async #reveal({ range, toSide, focus }: RevealMessage): Promise<void> {
    const position = new vscode.Position(range.start.line, range.start.character);
    this.#ownCursor = position;
    await revealSource(this.#uri, position, this.panel.viewColumn, { toSide, focus });
  }

  #notify(text: string | undefined): void {
    if (text !== undefined) this.#post({ type: 'notice', text });
  }

  #setTitle(): void {
    const name = fileName(this.#uri);
    this.panel.title = this.#locked ? vscode.l10n.t('[Graph] {0}', name) : vscode.l10n.t('Graph {0}', name);
  }

  /** A file that the preview is made of. */
  #file(name: string): vscode.Uri {
    return vscode.Uri.joinPath(this.#services.extensionUri, 'dist', 'webview', name);
  }

  #html(): string {
    const { webview } = this.panel;
    const resource = (name: string) => webview.asWebviewUri(this.#file(name)).toString();
    return previewHtml({
      cspSource: webview.cspSource,
      script: resource('graph.js'),
      style: resource('graph.css'),
      language: vscode.env.language,
      sentences: vscode.l10n.bundle ?? {},
      nonce: crypto.randomUUID().replaceAll('-', ''),
    });
  }
}

async function open(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  try {
    return await openPage(uri);
  } catch {
    return undefined;
  }
}
