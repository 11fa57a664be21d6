import { insertEdge } from '../../core/features/insertEdge';
import { documentEdits } from '../edits';
import { guard } from '../guard';
import { insertEdgeRequest, type InsertEdgeParams, type InsertEdgeResult } from '../protocol';
import type { Feature } from './feature';

/** `attackmark/insertEdge`: the edits that draw a mitigation edge. */
export const insertEdgeFeature: Feature = ({ connection, pages, log }) => {
  connection.onRequest(
    insertEdgeRequest,
    guard<InsertEdgeParams, InsertEdgeResult>('insertEdge', null, log, ({ uri, from, to }) =>
      documentEdits(pages, uri, analysis => insertEdge(analysis, from, to)),
    ),
  );
  return {};
};
