import { DocumentHighlightKind, type DocumentHighlight, type DocumentHighlightParams } from 'vscode-languageserver';
import { highlight } from '../../core/features/highlight';
import { guard } from '../guard';
import type { Feature } from './feature';

/** `textDocument/documentHighlight`: where else on the page the ID under the caret stands. */
export const highlightFeature: Feature = ({ connection, pages, log }) => {
  connection.onDocumentHighlight(
    guard<DocumentHighlightParams, DocumentHighlight[] | null>(
      'highlight',
      null,
      log,
      async ({ textDocument, position }) => {
        const analysis = await pages.analysis(textDocument.uri);
        if (analysis === undefined) return null;
        const { lines } = analysis.page;
        const spans = highlight(analysis, lines.offsetOf(position));
        // Null lets the editor mark the word as it would without us.
        if (spans.length === 0) return null;
        return spans.map(span => ({ range: lines.rangeOf(span), kind: DocumentHighlightKind.Text }));
      },
    ),
  );
  return { documentHighlightProvider: true };
};
