import type * as vscode from 'vscode';

/** What a request answers; undefined where the user cancelled it, which the server reports as an error. */
export async function unlessCancelled<Answer>(
  request: Promise<Answer>,
  token: vscode.CancellationToken,
): Promise<Answer | undefined> {
  try {
    return await request;
  } catch (error) {
    if (token.isCancellationRequested) return undefined;
    throw error;
  }
}
