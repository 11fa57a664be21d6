import type { ClientCapabilities, Connection, WorkDoneProgressServerReporter } from 'vscode-languageserver';

/** A scan of fewer files is over before anybody could read about it. */
const fewest = 200;

/** Tells an editor that can show it how far the workspace is read. */
export class ScanProgress {
  readonly #total: number;
  #reporter: WorkDoneProgressServerReporter | undefined;
  #isDone = false;
  #percent = 0;

  constructor(connection: Connection, client: ClientCapabilities, total: number) {
    this.#total = total;
    if (client.window?.workDoneProgress !== true || total < fewest) return;
    connection.window.createWorkDoneProgress().then(
      reporter => {
        if (this.#isDone) return;
        this.#reporter = reporter;
        reporter.begin('ATT&CK: reading the workspace', 0, `${total} files`);
      },
      () => undefined, // an editor that will not show it
    );
  }

  report(done: number): void {
    const percent = Math.floor((done / this.#total) * 100);
    if (percent <= this.#percent) return;
    this.#percent = percent;
    this.#reporter?.report(percent, `${done} of ${this.#total} files`);
  }

  done(): void {
    this.#isDone = true;
    this.#reporter?.done();
  }
}
