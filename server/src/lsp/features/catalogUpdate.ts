import { CatalogError } from '../../core/catalog/errors';
import { TransferError } from '../../core/catalog/transfer';
import { describeError } from '../guard';
import {
  catalogProgress,
  updateCatalogRequest,
  type CatalogProgress,
  type UpdateCatalogParams,
  type UpdateCatalogResult,
} from '../protocol';
import type { Feature } from './feature';

/** `attackmark/updateCatalog`: fetches newer releases of ATT&CK, and has every page checked against them. */
export const catalogUpdateFeature: Feature = ({ connection, log, runtime, catalogChanged }) => {
  connection.onRequest(
    updateCatalogRequest,
    async (params: UpdateCatalogParams, token): Promise<UpdateCatalogResult> => {
      if (runtime.updateCatalog === undefined) {
        return {
          kind: 'failed',
          message: 'The catalog cannot be updated here: it is the one that came with Attackmark.',
        };
      }
      const cancel = new AbortController();
      token.onCancellationRequested(() => cancel.abort());
      try {
        const result = await runtime.updateCatalog({
          ...params,
          signal: cancel.signal,
          onProgress: (what, share) =>
            void connection.sendNotification(catalogProgress, { what, share } satisfies CatalogProgress),
        });
        if (result.kind === 'updated') catalogChanged();
        return result;
      } catch (error) {
        if (error instanceof TransferError || error instanceof CatalogError) {
          return { kind: 'failed', message: `${error.message} The catalog is as it was.` };
        }
        log.error(`catalog update: ${describeError(error)}`);
        return {
          kind: 'failed',
          message: 'The update failed for a reason that is in the output. The catalog is as it was.',
        };
      }
    },
  );
  return {};
};
