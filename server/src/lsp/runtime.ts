import type { Catalog } from '../core/catalog/catalog';
import type { ConfigurationFile } from '../core/settings';
import type { UpdateCatalogParams } from './protocol';

/** What the place where the server runs must give it: a Node process, or a worker. */
export interface Runtime {
  /** Opens the catalog in use; called when the first document is read, and again after an update. */
  openCatalog(): Catalog;
  /**
   * The configuration file that goes for a document, by its URI as `vscode-uri` writes it. `forget` is called when such a file may
   * have changed.
   */
  readonly configuration: {
    forDocument(uri: string): Promise<ConfigurationFile | undefined>;
    forget(): void;
  };
  /** The workspace's files. */
  readonly files: WorkspaceFiles;
  /**
   * Fetches newer releases and takes them into use; undefined where there is no place to keep them.
   * @throws TransferError or CatalogError, and all is as before then
   */
  readonly updateCatalog?: (update: CatalogUpdate) => Promise<CatalogUpdateOutcome>;
}

/** An update that a client asks for. */
export interface CatalogUpdate extends UpdateCatalogParams {
  readonly signal: AbortSignal;
  readonly onProgress: (what: string, share: number) => void;
}

export interface CatalogUpdateOutcome {
  readonly kind: 'updated' | 'current';
  readonly message: string;
}

/** The files of a workspace's folders, by URIs as `vscode-uri` writes them. */
export interface WorkspaceFiles {
  /**
   * Lists the files of a folder, some at a time. The tests are given paths below the folder, with `/` between
   * their parts. A folder that `isExcluded` says yes to is not looked into: it says yes to all that is in it, too.
   */
  list(
    folder: string,
    isWanted: (path: string) => boolean,
    isExcluded: (path: string) => boolean,
  ): AsyncIterable<readonly string[]>;
  /** True for a file that the folder's own rules (`.gitignore`) leave out. */
  isIgnored(uri: string, folder: string): boolean | Promise<boolean>;
  /** A file's text; undefined where there is no such file, or it has more bytes than `largest`. */
  read(uri: string, largest: number): Promise<string | undefined>;
  exists(uri: string): Promise<boolean>;
}
