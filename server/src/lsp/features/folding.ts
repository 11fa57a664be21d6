import { FoldingRangeKind, type FoldingRange, type FoldingRangeParams } from 'vscode-languageserver';
import { folding } from '../../core/features/folding';
import { guard } from '../guard';
import type { Feature } from './feature';

/** `textDocument/foldingRange`: sections, front matter, and in a graph the lines that start from one node. */
export const foldingFeature: Feature = ({ connection, pages, log }) => {
  connection.onFoldingRanges(
    guard<FoldingRangeParams, FoldingRange[] | null>('folding', null, log, async ({ textDocument }) => {
      const analysis = await pages.analysis(textDocument.uri);
      // Null leaves other languages to the editor's own folding: an empty list would take it away.
      if (analysis?.page.kind !== 'markdown') return null;
      const { lines } = analysis.page;
      return folding(analysis).map(({ span, kind }): FoldingRange => {
        const range = { startLine: lines.lineOf(span.start), endLine: lines.lineOf(span.end) };
        if (kind === undefined) return range;
        return { ...range, kind: kind === 'comment' ? FoldingRangeKind.Comment : FoldingRangeKind.Region };
      });
    }),
  );
  return { foldingRangeProvider: true };
};
