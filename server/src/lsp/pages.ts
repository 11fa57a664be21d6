import type { TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { Analysis } from '../core/analysis/analysis';
import type { Catalog } from '../core/catalog/catalog';
import type { Page } from '../core/page';
import { languageOfDocument, readFile } from '../core/places/kinds';
import type { Choices } from '../core/settings';
import { fileNameOf } from '../core/workspace/paths';
import type { Configuration } from './configuration';

/** The open documents as pages: each version is read once and analysed once for the settings in force. */
export class Pages {
  readonly #documents: TextDocuments<TextDocument>;
  readonly #configuration: Configuration;
  readonly #openCatalog: () => Catalog;
  readonly #pages = new Map<string, { readonly text: string; readonly page: Page | undefined }>();
  readonly #analyses = new Map<string, Analysis>();
  #catalog: Catalog | undefined;

  constructor(documents: TextDocuments<TextDocument>, configuration: Configuration, openCatalog: () => Catalog) {
    this.#documents = documents;
    this.#configuration = configuration;
    this.#openCatalog = openCatalog;
  }

  /**
   * The analysis of an open document as it is now; undefined for one that is not open, and for one of another
   * kind than Markdown that holds nothing of ATT&CK's. Throws where there is no catalog.
   */
  async analysis(uri: string): Promise<Analysis | undefined> {
    const [choices] = await Promise.all([this.#configuration.choices(uri), this.#prepare(uri)]);
    // Once more: the document may have changed or closed while the settings were asked for.
    const page = this.page(uri);
    return page === undefined ? undefined : this.#analyse(uri, page, choices);
  }

  /** Does what needs no settings, while the editor answers what they are. */
  async #prepare(uri: string): Promise<void> {
    if (this.page(uri) !== undefined) void this.catalog;
  }

  /** The version of an open document. */
  version(uri: string): number | undefined {
    return this.#documents.get(uri)?.version;
  }

  /** An open document as it is now, read; undefined as above. */
  page(uri: string): Page | undefined {
    const document = this.#documents.get(uri);
    if (document === undefined) return undefined;
    const known = this.#pages.get(uri);
    const text = document.getText();
    // Not by its version: an editor that opens a document a second time begins to count anew.
    if (known !== undefined && known.text === text) return known.page;
    const name = fileNameOf(uri);
    const page = readFile(languageOfDocument(document.languageId, name), text, name);
    this.#pages.set(uri, { text, page });
    return page;
  }

  /** The analysis of a page that is not open, for the settings of its file; nothing of it is kept. */
  async analyseClosed(uri: string, page: Page): Promise<Analysis> {
    return new Analysis(page, this.catalog, await this.choicesIn(uri.slice(0, uri.lastIndexOf('/'))));
  }

  /** The settings of the files in a folder: the editor is asked once for all of them. */
  choicesIn(folder: string): Promise<Choices> {
    return this.#configuration.choices(`${folder}/page.md`);
  }

  /** The catalog, opened when it is first asked for. */
  get catalog(): Catalog {
    return (this.#catalog ??= this.#openCatalog());
  }

  /** Another catalog is in use: it is opened when it is next asked for. */
  catalogChanged(): void {
    this.#catalog = undefined;
    this.#analyses.clear();
  }

  /** A document was closed. */
  drop(uri: string): void {
    this.#pages.delete(uri);
    this.#analyses.delete(uri);
  }

  #analyse(uri: string, page: Page, choices: Choices): Analysis {
    const known = this.#analyses.get(uri);
    if (known !== undefined && known.page === page && known.choices === choices) return known;
    const analysis = new Analysis(page, this.catalog, choices);
    this.#analyses.set(uri, analysis);
    return analysis;
  }
}
