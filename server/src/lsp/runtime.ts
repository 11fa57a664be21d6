import type { Catalog } from '../core/catalog/catalog';
import type { ConfigurationFile } from '../core/settings';

/** What the place where the server runs must give it: a Node process, or a worker. */
export interface Runtime {
  /** Opens the catalog; called once, when the first document is read. */
  openCatalog(): Catalog;
  /**
   * The configuration file that goes for a document, by its URI. `forget` is called when such a file may
   * have changed.
   */
  readonly configuration: {
    forDocument(uri: string): Promise<ConfigurationFile | undefined>;
    forget(): void;
  };
}
