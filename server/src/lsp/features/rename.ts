import {
  ResponseError,
  LSPErrorCodes,
  type PrepareRenameParams,
  type Range,
  type RenameFile,
  type RenameFilesParams,
  type RenameParams,
  type TextDocumentEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { expandMoves, linkEdits, pagesToUpdate } from '../../core/features/fileRename';
import { nameRefusal, refusal, renamedFile, renameGroup, renameId, renameTarget } from '../../core/features/rename';
import type { Analysis } from '../../core/analysis/analysis';
import { toTextEdits, toWorkspaceEdit, withoutVersions } from '../edits';
import { guard } from '../guard';
import { readPages } from '../locations';
import { normalise } from '../uris';
import type { Feature, Server } from './feature';

/** The label under which an editor asks whether links are to follow a file that moves. */
const annotation = 'attackmark-links';

/**
 * `textDocument/rename`: an ID in the whole workspace, in all spellings, with its page's file; or a group's name on
 * its page. And `workspace/willRenameFiles`: links that follow a file or a folder that moves.
 */
export const renameFeature: Feature = server => {
  const { connection, pages, client, log } = server;
  const canPrepare = client.textDocument?.rename?.prepareSupport === true;
  connection.onPrepareRename(
    guard<PrepareRenameParams, { range: Range; placeholder: string } | null>(
      'prepare rename',
      null,
      log,
      async ({ textDocument: { uri }, position }) => {
        const analysis = await pages.analysis(uri);
        if (analysis === undefined) return null;
        const { lines } = analysis.page;
        const target = renameTarget(analysis, lines.offsetOf(position));
        return target === undefined ? null : { range: lines.rangeOf(target.span), placeholder: target.text };
      },
    ),
  );
  connection.onRenameRequest(
    guard<RenameParams, WorkspaceEdit | null>(
      'rename',
      null,
      log,
      async ({ textDocument: { uri }, position, newName }) => {
        const analysis = await pages.analysis(uri);
        if (analysis === undefined) return null;
        const target = renameTarget(analysis, analysis.page.lines.offsetOf(position));
        if (target === undefined) return null;
        if (target.kind === 'id') return renameEverywhere(target.text, newName.trim(), analysis, server);
        refuse(nameRefusal(newName));
        const version = pages.version(uri) ?? null;
        return toWorkspaceEdit(uri, version, renameGroup(analysis, newName), analysis.page.lines, client);
      },
    ),
  );
  connection.workspace.onWillRenameFiles(
    guard<RenameFilesParams, WorkspaceEdit | null>('will rename files', null, log, params =>
      followMoves(params, server),
    ),
  );
  return { renameProvider: canPrepare ? { prepareProvider: true } : true };
};

/** Ends the request with a reason that the editor shows. */
function refuse(reason: string | undefined): void {
  if (reason !== undefined) throw new ResponseError(LSPErrorCodes.RequestFailed, reason);
}

async function renameEverywhere(
  id: string,
  newId: string,
  analysis: Analysis,
  { workspace, pages, client }: Server,
): Promise<WorkspaceEdit | null> {
  refuse(newId === id ? undefined : refusal(id, newId, analysis));
  if (newId === id) return null;
  const index = await workspace.ready();
  const edits: TextDocumentEdit[] = [];
  for (const { uri, page } of await readPages(workspace, index.holders(id))) {
    const own = renameId(id, newId, page);
    if (own.length === 0) continue;
    const version = pages.version(uri) ?? null;
    edits.push({ textDocument: { uri, version }, edits: toTextEdits(own, page.lines) });
  }
  const can = client.workspace?.workspaceEdit;
  if (can?.documentChanges !== true) return withoutVersions(edits);
  const files: RenameFile[] = [];
  if (can.resourceOperations?.includes('rename') === true) {
    for (const owner of index.owners(id)) {
      const renamed = renamedFile(owner, id, newId);
      if (renamed === undefined) continue;
      const newUri = normalise(renamed);
      if (await workspace.exists(newUri))
        refuse(`There is a page of ${newId} already: ${decodeURI(newUri.slice(newUri.lastIndexOf('/') + 1))}.`);
      files.push({ kind: 'rename', oldUri: workspace.openUri(owner) ?? owner, newUri });
    }
  }
  // The texts first: the files still go by their old names then.
  return { documentChanges: [...edits, ...files] };
}

/** The edits that keep links right when files move. An editor that can asks its user first. */
async function followMoves({ files }: RenameFilesParams, server: Server): Promise<WorkspaceEdit | null> {
  const { workspace, pages, client } = server;
  const index = await workspace.ready();
  const moves = expandMoves(new Map(files.map(({ oldUri, newUri }) => [normalise(oldUri), normalise(newUri)])), index);
  const asks = client.workspace?.workspaceEdit?.changeAnnotationSupport !== undefined;
  const edits: TextDocumentEdit[] = [];
  for (const { key, uri, page } of await readPages(workspace, pagesToUpdate(moves, index))) {
    const own = toTextEdits(linkEdits(page, key, moves, index, workspace.folders), page.lines);
    if (own.length === 0) continue;
    const version = pages.version(uri) ?? null;
    edits.push({
      textDocument: { uri, version },
      edits: asks ? own.map(edit => ({ ...edit, annotationId: annotation })) : own,
    });
  }
  if (edits.length === 0) return null;
  if (client.workspace?.workspaceEdit?.documentChanges !== true) return withoutVersions(edits);
  const annotations = { [annotation]: { label: 'Update links to what moves', needsConfirmation: true } };
  return { documentChanges: edits, ...(asks && { changeAnnotations: annotations }) };
}
