import type { CancellationToken, Location, ReferenceParams } from 'vscode-languageserver';
import { idAt } from '../../core/features/idAt';
import { isDeclaration, placesOf } from '../../core/features/references';
import { guard } from '../guard';
import { locationOf } from '../locations';
import { referencesRequest, type ReferencesParams, type ReferencesResult } from '../protocol';
import { Stretches } from '../turns';
import type { Feature, Server } from './feature';

/** How long places are looked for at a stretch, in milliseconds. */
const stretch = 10;

/**
 * `textDocument/references`: every place in the workspace on which the ID under the caret stands, in all
 * spellings; on a group page's title, its group's. And `attackmark/references`, the same for an ID.
 */
export const referencesFeature: Feature = server => {
  const { connection, pages, log } = server;
  connection.onReferences(
    guard<ReferenceParams, Location[] | null>(
      'references',
      null,
      log,
      async ({ textDocument: { uri }, position, context }, token) => {
        const analysis = await pages.analysis(uri);
        if (analysis === undefined) return null;
        const offset = analysis.page.lines.offsetOf(position);
        const { title } = analysis.page;
        const onTitle = title !== undefined && title.block.start <= offset && offset <= title.block.end;
        const id = idAt(analysis, offset)?.id ?? (onTitle ? analysis.groupId : undefined);
        return id === undefined ? null : findPlaces(id, context.includeDeclaration, server, token);
      },
    ),
  );
  connection.onRequest(
    referencesRequest,
    guard<ReferencesParams, ReferencesResult>('references of an ID', [], log, ({ id }, token) =>
      findPlaces(id, true, server, token),
    ),
  );
  return { referencesProvider: true };
};

async function findPlaces(
  id: string,
  withDeclarations: boolean,
  { workspace }: Server,
  token: CancellationToken,
): Promise<Location[]> {
  const index = await workspace.ready();
  const owners = new Set(index.owners(id));
  const found: Location[] = [];
  const stretches = new Stretches(stretch);
  for (const key of index.holders(id)) {
    const page = await workspace.page(key);
    if (page === undefined) continue;
    const located = { key, uri: workspace.openUri(key) ?? key, page };
    for (const reference of placesOf(id, page)) {
      if (!withDeclarations && owners.has(key) && isDeclaration(reference, page)) continue;
      found.push(locationOf(located, reference.span));
    }
    // An ID may stand in thousands of pages: other messages come in between.
    if (!stretches.isOver) continue;
    await stretches.pause();
    if (token.isCancellationRequested) break;
  }
  return found;
}
