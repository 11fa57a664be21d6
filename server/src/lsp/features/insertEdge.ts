import { insertEdge } from '../../core/features/insertEdge';
import { guard } from '../guard';
import { insertEdgeRequest, type InsertEdgeParams, type InsertEdgeResult } from '../protocol';
import type { Feature } from './feature';

/** `attackmark/insertEdge`: the edits that draw a mitigation edge. */
export const insertEdgeFeature: Feature = ({ connection, pages, log }) => {
  connection.onRequest(
    insertEdgeRequest,
    guard<InsertEdgeParams, InsertEdgeResult>('insertEdge', null, log, async ({ uri, from, to }) => {
      const analysis = await pages.analysis(uri);
      const version = pages.version(uri);
      if (analysis === undefined || version === undefined) return null;
      const { lines } = analysis.page;
      const edits = insertEdge(analysis, from, to);
      return { version, edits: edits.map(({ span, newText }) => ({ range: lines.rangeOf(span), newText })) };
    }),
  );
  return {};
};
