import type { TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { Analysis } from '../core/analysis/analysis';
import type { Catalog } from '../core/catalog/catalog';
import type { Page } from '../core/page';
import { parsePage } from '../core/parse/parsePage';
import type { Choices } from '../core/settings';
import type { Configuration } from './configuration';

/** The open documents as pages: each version is read once and analysed once for the settings in force. */
export class Pages {
  readonly #documents: TextDocuments<TextDocument>;
  readonly #configuration: Configuration;
  readonly #openCatalog: () => Catalog;
  readonly #pages = new Map<string, { readonly version: number; readonly page: Page }>();
  readonly #analyses = new Map<string, Analysis>();
  #catalog: Catalog | undefined;

  constructor(documents: TextDocuments<TextDocument>, configuration: Configuration, openCatalog: () => Catalog) {
    this.#documents = documents;
    this.#configuration = configuration;
    this.#openCatalog = openCatalog;
  }

  /** The analysis of an open document as it is now; undefined for one that is not open. Throws where there is no catalog. */
  async analysis(uri: string): Promise<Analysis | undefined> {
    const choices = await this.#configuration.choices(uri);
    // Only now: the document may have changed or closed while the settings were asked for.
    const page = this.#page(uri);
    return page === undefined ? undefined : this.#analyse(uri, page, choices);
  }

  /** The version of an open document. */
  version(uri: string): number | undefined {
    return this.#documents.get(uri)?.version;
  }

  /** A document was closed. */
  drop(uri: string): void {
    this.#pages.delete(uri);
    this.#analyses.delete(uri);
  }

  #page(uri: string): Page | undefined {
    const document = this.#documents.get(uri);
    if (document === undefined) return undefined;
    const known = this.#pages.get(uri);
    if (known?.version === document.version) return known.page;
    const page = parsePage(document.getText(), fileNameOf(uri));
    this.#pages.set(uri, { version: document.version, page });
    return page;
  }

  #analyse(uri: string, page: Page, choices: Choices): Analysis {
    const known = this.#analyses.get(uri);
    if (known !== undefined && known.page === page && known.choices === choices) return known;
    this.#catalog ??= this.#openCatalog();
    const analysis = new Analysis(page, this.#catalog, choices);
    this.#analyses.set(uri, analysis);
    return analysis;
  }
}

function fileNameOf(uri: string): string {
  const name = uri.slice(uri.lastIndexOf('/') + 1).replace(/[?#].*$/, '');
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
