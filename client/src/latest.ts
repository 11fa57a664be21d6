import * as vscode from 'vscode';

/** Questions of one kind, of which only the latest is still wanted. */
export class Latest implements vscode.Disposable {
  #source = new vscode.CancellationTokenSource();

  /** Cancels the question before, and gives the token of the next one. */
  next(): vscode.CancellationToken {
    this.dispose();
    this.#source = new vscode.CancellationTokenSource();
    return this.#source.token;
  }

  /** Cancels the question that is under way. */
  dispose(): void {
    this.#source.cancel();
    this.#source.dispose();
  }
}
