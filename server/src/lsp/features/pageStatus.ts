import { guard } from '../guard';
import { pageStatusRequest, type DocumentParams, type PageStatus } from '../protocol';
import type { Feature } from './feature';

/** `attackmark/pageStatus`: which ATT&CK a document is checked against. */
export const pageStatusFeature: Feature = ({ connection, pages, log }) => {
  connection.onRequest(
    pageStatusRequest,
    guard<DocumentParams, PageStatus | null>('page status', null, log, async ({ uri }) => {
      const analysis = await pages.analysis(uri);
      if (analysis === undefined) return null;
      const { snapshot, wanted, decidedBy } = analysis.target;
      return {
        isGroupPage: analysis.isGroupPage,
        domain: snapshot.domain,
        version: snapshot.version,
        wanted,
        decidedBy,
        versions: [...analysis.catalog.versions(snapshot.domain)].reverse(),
      };
    }),
  );
  return {};
};
