/**
 * A catalog file that cannot be used: not a catalog, of another format, cut short, damaged, or of
 * another build than its partner. The message is one sentence fit for a user.
 */
export class CatalogError extends Error {
  override readonly name = 'CatalogError';
}
