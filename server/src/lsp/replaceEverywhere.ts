import {
  CodeActionKind,
  type CancellationToken,
  type CodeAction,
  type TextDocumentEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { fixAllEdits } from '../core/fixes/fixAll';
import { isObject } from '../core/json';
import type { Finding } from '../core/rules/rule';
import { currentAnalysis } from './currentAnalysis';
import { toTextEdits } from './edits';
import type { Server } from './features/feature';

/** What a code action remembers until somebody chooses it. */
interface Everywhere {
  readonly replaceEverywhere: string;
}

/**
 * The offer to replace a revoked ID in all pages of the workspace, where others have it too. What it takes is
 * worked out when it is chosen, in editors that can wait for that.
 */
export function everywhereAction({ code, data }: Finding, { workspace, client }: Server): CodeAction | undefined {
  const { id, replacement } = data ?? {};
  if (code !== 'revoked-id' || typeof id !== 'string' || typeof replacement !== 'string') return undefined;
  const support = client.textDocument?.codeAction;
  if (support?.dataSupport !== true || support.resolveSupport?.properties.includes('edit') !== true) return undefined;
  if (client.workspace?.workspaceEdit?.documentChanges !== true || workspace.index.countHolders(id) < 2)
    return undefined;
  const remembered: Everywhere = { replaceEverywhere: id };
  return { title: `Replace ${id} with ${replacement} in all pages`, kind: CodeActionKind.QuickFix, data: remembered };
}

/** Works out what the offer takes; any other code action is complete as it is. */
export async function resolveEverywhere(
  action: CodeAction,
  server: Server,
  token: CancellationToken,
): Promise<CodeAction> {
  if (!isEverywhere(action.data)) return action;
  return { ...action, edit: await replaceEverywhere(action.data.replaceEverywhere, server, token) };
}

async function replaceEverywhere(id: string, server: Server, token: CancellationToken): Promise<WorkspaceEdit> {
  const documentChanges: TextDocumentEdit[] = [];
  for (const uri of (await server.workspace.ready()).holders(id)) {
    if (token.isCancellationRequested) break;
    const found = await currentAnalysis(uri, server);
    if (found === undefined) continue;
    const isMeant = ({ code, data }: Finding) => code === 'revoked-id' && data?.['id'] === id;
    const { edits } = fixAllEdits(found.analysis, isMeant);
    if (edits.length === 0) continue;
    documentChanges.push({
      textDocument: { uri: found.uri, version: found.version },
      edits: toTextEdits(edits, found.analysis.page.lines),
    });
  }
  return { documentChanges };
}

function isEverywhere(data: unknown): data is Everywhere {
  return isObject(data) && typeof data['replaceEverywhere'] === 'string';
}
