import { pinVersion } from '../../core/features/pinVersion';
import { documentEdits } from '../edits';
import { guard } from '../guard';
import { pinVersionRequest, type PinVersionParams, type PinVersionResult } from '../protocol';
import type { Feature } from './feature';

/** `attackmark/pinVersion`: the edits that pin a page to a version. */
export const pinVersionFeature: Feature = ({ connection, pages, log }) => {
  connection.onRequest(
    pinVersionRequest,
    guard<PinVersionParams, PinVersionResult>('pinVersion', null, log, ({ uri, version }) =>
      documentEdits(pages, uri, ({ page }) => pinVersion(page, version)),
    ),
  );
  return {};
};
