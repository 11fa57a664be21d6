import { insertEdge } from '../../core/features/insertEdge';
import { toTextEdits } from '../edits';
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
      return { version, edits: toTextEdits(insertEdge(analysis, from, to), analysis.page.lines) };
    }),
  );
  return {};
};
