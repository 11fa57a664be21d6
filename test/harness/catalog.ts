import { join } from 'node:path';
import type { Catalog } from '../../server/src/core/catalog/catalog';
import { loadCatalog } from '../../server/src/node/catalogFiles';

/** The project's root. */
export const root = join(__dirname, '..', '..');

let catalog: Catalog | undefined;

/** The catalog that ships. Tests pin the versions they ask about, so that a new release changes none of them. */
export function shippedCatalog(): Catalog {
  return (catalog ??= loadCatalog(join(root, 'server', 'catalog')));
}
