/** Something about a catalog that is the user's to mend. The message is a sentence or two fit for a user. */
export class CatalogError extends Error {
  override readonly name: string = 'CatalogError';
}

/**
 * A catalog file that cannot be used: not a catalog, of another format, cut short, damaged, or of
 * another build than its partner.
 */
export class UnusableCatalog extends CatalogError {
  override readonly name = 'UnusableCatalog';
}
