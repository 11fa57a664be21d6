import type { Catalog } from '../core/catalog/catalog';
import { nearestNames } from '../core/features/lookup';

/** What a query that names no group may have been meant to be, as a question; nothing where no group is near. */
export function nearGroups(query: string, version: string, catalog: Catalog): string {
  // An ID of another version or domain is no slip of the pen.
  if (catalog.knows(query.toUpperCase())) return '';
  const near = nearestNames(query, version, catalog, ['group']);
  return near.length === 0 ? '' : ` Did you mean ${near.map(({ id, name }) => `${name} (${id})`).join(', or ')}?`;
}
