import { pinVersion } from '../../core/features/pinVersion';
import { toTextEdits } from '../edits';
import { guard } from '../guard';
import { pinVersionRequest, type PinVersionParams, type PinVersionResult } from '../protocol';
import type { Feature } from './feature';

/** `attackmark/pinVersion`: the edits that pin a page to a version. */
export const pinVersionFeature: Feature = ({ connection, pages, log }) => {
  connection.onRequest(
    pinVersionRequest,
    guard<PinVersionParams, PinVersionResult>('pinVersion', null, log, async ({ uri, version: attackVersion }) => {
      const analysis = await pages.analysis(uri);
      const version = pages.version(uri);
      if (analysis === undefined || version === undefined) return null;
      return { version, edits: toTextEdits(pinVersion(analysis.page, attackVersion), analysis.page.lines) };
    }),
  );
  return {};
};
