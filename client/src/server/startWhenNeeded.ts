import * as vscode from 'vscode';
import { isOurs } from '../selector';

/** A start that waits until it is needed, and happens once. */
export interface LazyStart extends vscode.Disposable {
  /** Settles as the start does, once that was needed. */
  readonly started: Promise<void>;
  /** Starts at once, where that has not happened yet. */
  start(): Promise<void>;
}

/**
 * Starts as soon as there is a document that the server has something to say about. VS Code activates the extension
 * for the first JSON file already, which most often is somebody's `package.json`: a server process would be too much
 * for that.
 */
export function startWhenNeeded(start: () => Promise<void>): LazyStart {
  let begin: () => void;
  const started = new Promise<void>(resolve => (begin = resolve)).then(start);
  const startIfNeeded = (document: vscode.TextDocument) => {
    if (isOurs(document)) begin();
  };
  vscode.workspace.textDocuments.forEach(startIfNeeded);
  const watcher = vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument(startIfNeeded),
    // A file becomes a rule or a layer as it is written; how it began is what is looked at then.
    vscode.workspace.onDidSaveTextDocument(startIfNeeded),
  );
  void started.finally(() => watcher.dispose());
  return {
    started,
    start() {
      begin();
      return started;
    },
    dispose: () => void watcher.dispose(),
  };
}
