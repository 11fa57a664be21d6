import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { applyServerEdits } from '../serverEdits';
import { fetchEdgeInsertion } from './graphRequest';
import { openPage } from './openPage';

/**
 * Draws a mitigation edge in a page, as one step that can be undone. Gives undefined when it did, else a
 * sentence that says why not.
 */
export async function insertEdge(
  client: BaseLanguageClient,
  uri: vscode.Uri,
  from: string,
  to: string,
): Promise<string | undefined> {
  const insertion = await applyServerEdits(client, uri, async () => {
    // The server draws edges in open documents only.
    await openPage(uri);
    return fetchEdgeInsertion(client, uri, from, to);
  });
  if (insertion === undefined) return vscode.l10n.t('The edge could not be drawn: the page is changing. Try again.');
  if (insertion === null) return vscode.l10n.t('The edge could not be drawn: the language server is not running.');
  return insertion.edits.length === 0 ? vscode.l10n.t('The page draws {0} to {1} already.', from, to) : undefined;
}
