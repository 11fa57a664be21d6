import { check } from '../../core/check';
import { graphModel } from '../../core/features/graph';
import { guard } from '../guard';
import { graphRequest, type DocumentParams, type GraphResult } from '../protocol';
import type { Feature } from './feature';

/** `attackmark/graph`: the graph model of a page. */
export const graphFeature: Feature = ({ connection, pages, log }) => {
  connection.onRequest(
    graphRequest,
    guard<DocumentParams, GraphResult>('graph', null, log, async ({ uri }) => {
      const analysis = await pages.analysis(uri);
      return analysis === undefined ? null : graphModel(analysis, check(analysis));
    }),
  );
  return {};
};
