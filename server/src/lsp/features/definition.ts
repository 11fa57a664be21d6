import type { DefinitionParams, Location } from 'vscode-languageserver';
import { definition } from '../../core/features/definition';
import { guard } from '../guard';
import { locationOf, readPages, titleSpan } from '../locations';
import { normalise } from '../uris';
import type { Feature } from './feature';

/**
 * `textDocument/definition`: the workspace's own page of an ID, the file of a link. An ID without a page has none:
 * an editor cannot show a site, and the document link on it opens ATT&CK's.
 */
export const definitionFeature: Feature = ({ connection, pages, workspace, log }) => {
  connection.onDefinition(
    guard<DefinitionParams, Location[] | null>('definition', null, log, async ({ textDocument: { uri }, position }) => {
      const analysis = await pages.analysis(uri);
      if (analysis === undefined) return null;
      const index = await workspace.ready();
      const context = { uri: normalise(uri), index, folders: workspace.folders };
      const targets = definition(analysis, analysis.page.lines.offsetOf(position), context);
      return (await readPages(workspace, targets)).map(located => locationOf(located, titleSpan(located)));
    }),
  );
  return { definitionProvider: true };
};
