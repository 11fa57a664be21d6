import * as vscode from 'vscode';
import { State, type BaseLanguageClient } from 'vscode-languageclient';
import { Debouncer } from '../debouncer';
import { Latest } from '../latest';
import { isMarkdown, markdownDocuments } from '../selector';
import { fetchPageStatus } from './pageStatus';
import { describeStatus, type StatusText } from './statusText';

/** Typing settles before the server is asked again. */
const settleTime = 200;

/**
 * The language status item of Markdown pages: the ATT&CK version and domain that the active page is
 * checked against and, in its detail, who decided that. A click pins another version.
 */
export class StatusItem implements vscode.Disposable {
  readonly #client: BaseLanguageClient;
  readonly #item: vscode.LanguageStatusItem;
  readonly #refreshSoon = new Debouncer(settleTime, () => void this.#refresh());
  readonly #subscriptions: vscode.Disposable;
  readonly #asking = new Latest();

  constructor(client: BaseLanguageClient) {
    this.#client = client;
    this.#item = vscode.languages.createLanguageStatusItem('attackmark.pageStatus', markdownDocuments);
    this.#item.name = vscode.l10n.t('ATT&CK version');
    this.#show({ text: 'ATT&CK', detail: '' });
    this.#subscriptions = vscode.Disposable.from(
      this.#asking,
      this.#item,
      this.#refreshSoon,
      client.onDidChangeState(() => void this.#refresh()),
      vscode.window.onDidChangeActiveTextEditor(() => void this.#refresh()),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#changed(document.uri)),
      // Whatever makes the server check the page again (a configuration file, say) may have changed the version.
      vscode.languages.onDidChangeDiagnostics(({ uris }) => uris.forEach(uri => this.#changed(uri))),
      vscode.workspace.onDidChangeConfiguration(event => {
        if (event.affectsConfiguration('attackmark')) this.#refreshSoon.run();
      }),
    );
    void this.#refresh();
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #changed(uri: vscode.Uri): void {
    if (vscode.window.activeTextEditor?.document.uri.toString() === uri.toString()) this.#refreshSoon.run();
  }

  async #refresh(): Promise<void> {
    const token = this.#asking.next();
    this.#item.busy = this.#client.state === State.Starting;
    if (this.#client.state === State.Stopped || this.#client.state === State.StartFailed) return this.#showStopped();

    const document = vscode.window.activeTextEditor?.document;
    if (document === undefined || !isMarkdown(document)) return;
    try {
      const status = await fetchPageStatus(this.#client, document.uri, token);
      if (token.isCancellationRequested) return;
      this.#show(status === undefined ? { text: 'ATT&CK', detail: '' } : describeStatus(status, vscode.l10n.t));
    } catch (error) {
      // A newer request takes its place, or the server ended and its next state shows.
      if (!token.isCancellationRequested) this.#client.debug('No page status.', error);
    }
  }

  #show({ text, detail }: StatusText): void {
    this.#item.severity = vscode.LanguageStatusSeverity.Information;
    this.#item.text = text;
    this.#item.detail = detail;
    this.#item.command = {
      command: 'attackmark.pinVersion',
      title: vscode.l10n.t('Pin Version'),
      tooltip: vscode.l10n.t('Check this page, or all pages, against another ATT&CK version'),
    };
  }

  #showStopped(): void {
    this.#item.severity = vscode.LanguageStatusSeverity.Error;
    this.#item.text = vscode.l10n.t('ATT&CK: not checked');
    this.#item.detail = vscode.l10n.t('the language server has stopped');
    this.#item.command = { command: 'attackmark.restartServer', title: vscode.l10n.t('Restart') };
  }
}
