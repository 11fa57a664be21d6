import { fetchUpdate, officialIndex } from '../core/catalog/update';
import type { CatalogUpdate, CatalogUpdateOutcome } from '../lsp/runtime';
import type { CatalogStore } from './catalogStore';
import { downloader } from './download';
import { sha256 } from './stixFiles';

/**
 * Fetches newer releases for a server, keeps them in the user's folder, and takes them into use.
 *
 * @param patience how long a server may be silent, in milliseconds
 */
export async function updateCatalog(
  store: CatalogStore,
  { index, proxy, signal, onProgress }: CatalogUpdate,
  patience?: number,
): Promise<CatalogUpdateOutcome> {
  const { official, extras, own } = store.content();
  const result = await fetchUpdate({
    index: index ?? officialIndex,
    official,
    extras,
    transfer: downloader({
      env: process.env,
      ...(proxy !== undefined && proxy !== '' && { proxy }),
      ...(patience !== undefined && { patience }),
    }),
    sha256,
    signal,
    onProgress,
  });
  if (result.kind === 'current') {
    return { kind: 'current', message: `The catalog has MITRE’s newest releases already: ${result.newest}.` };
  }
  store.save(
    { official: result.official, extras: result.extras, own, from: result.releases.map(({ url }) => url) },
    new Date(),
  );
  const names = result.releases.map(({ domain, version }) => `${domain} ${version}`).join(', ');
  return { kind: 'updated', message: `Added ATT&CK ${names}. The catalog now has ${result.newest}.` };
}
