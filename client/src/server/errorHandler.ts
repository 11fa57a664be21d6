import * as vscode from 'vscode';
import { CloseAction, ErrorAction, type ErrorHandler } from 'vscode-languageclient';
import { offerRestart } from './offerRestart';
import { RestartBudget } from './restartBudget';
import { isServerGone } from './serverGone';

const restarts = 4;
const minutes = 3;
/** After so many unreadable messages in a row the connection is beyond repair. */
const errorsInARow = 3;

/**
 * Restarts the language server after a crash, without a word: diagnostics are back within a second. A
 * server that crashes over and over is left alone, and the user is told once and asked what to do.
 */
export function createErrorHandler(): ErrorHandler {
  const budget = new RestartBudget(restarts, minutes * 60_000);
  return {
    error(error, _message, count) {
      const isBearable = isServerGone(error) || (count !== undefined && count <= errorsInARow);
      const action = isBearable ? ErrorAction.Continue : ErrorAction.Shutdown;
      return { action, handled: action === ErrorAction.Continue };
    },
    closed() {
      if (budget.take()) {
        return { action: CloseAction.Restart, message: 'The language server ended and is restarted.', handled: true };
      }
      budget.refill();
      void offerRestart(
        vscode.l10n.t(
          'Attackmark’s language server crashed {0} times within {1} minutes. Pages are not checked until it is restarted.',
          restarts + 1,
          minutes,
        ),
      );
      return {
        action: CloseAction.DoNotRestart,
        message: `The language server ended ${restarts + 1} times within ${minutes} minutes and is not restarted.`,
        handled: true,
      };
    },
  };
}
