import type { DocumentLink, DocumentLinkParams } from 'vscode-languageserver';
import { documentLinks } from '../../core/features/documentLinks';
import { guard } from '../guard';
import { normalise } from '../uris';
import type { Feature } from './feature';

/** `textDocument/documentLink`: each ID leads to the workspace's page of it, else to ATT&CK's. */
export const documentLinksFeature: Feature = ({ connection, pages, workspace, log }) => {
  connection.onDocumentLinks(
    guard<DocumentLinkParams, DocumentLink[] | null>('document links', null, log, async ({ textDocument: { uri } }) => {
      const analysis = await pages.analysis(uri);
      if (analysis === undefined) return null;
      // What the index has by now: an editor asks again when the page changes, and a click asks for the definition too.
      const links = documentLinks(analysis, { uri: normalise(uri), index: workspace.index });
      return links.map(({ span, target, tooltip }) => ({
        range: analysis.page.lines.rangeOf(span),
        target: workspace.openUri(target) ?? target,
        tooltip,
      }));
    }),
  );
  return { documentLinkProvider: { resolveProvider: false } };
};
