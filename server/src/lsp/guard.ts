import { LSPErrorCodes, ResponseError, type CancellationToken } from 'vscode-languageserver';
import { nextTurn } from './turns';

/** Where the server tells what went wrong. */
export interface Log {
  error(message: string): void;
  warn(message: string): void;
}

/**
 * Wraps a request's handler so that whatever happens in it costs this one request: it lets pending
 * messages in first (a cancellation among them), gives up when the request was cancelled, and logs what
 * the handler throws and answers with the fallback instead.
 */
export function guard<P, R>(
  name: string,
  fallback: R,
  log: Log,
  handler: (params: P, token: CancellationToken) => R | Promise<R>,
): (params: P, token: CancellationToken) => Promise<R | ResponseError<never>> {
  return async (params, token) => {
    await nextTurn();
    if (token.isCancellationRequested) return cancelled();
    try {
      const result = await handler(params, token);
      return token.isCancellationRequested ? cancelled() : result;
    } catch (error) {
      if (error instanceof ResponseError) return error as ResponseError<never>;
      log.error(`${name}: ${describeError(error)}`);
      return fallback;
    }
  };
}

/** The same for a handler that completes what it is given: where it fails, that is the answer as it came. */
export function guardResolve<Item>(
  name: string,
  log: Log,
  handler: (item: Item, token: CancellationToken) => Item | Promise<Item>,
): (item: Item, token: CancellationToken) => Promise<Item | ResponseError<never>> {
  return (item, token) => guard<Item, Item>(name, item, log, handler)(item, token);
}

/** Lets a request to the client go unanswered or be refused: that is told in the log, and ends nothing. */
export function unlessRefused(name: string, log: Log, request: Promise<unknown>): void {
  request.catch((error: unknown) => log.warn(`The editor refused ${name}: ${describeError(error)}`));
}

/** An error with its stack, as a log line. */
export function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function cancelled(): ResponseError<never> {
  return new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was cancelled.');
}
