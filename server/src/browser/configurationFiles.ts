import { URI, Utils } from 'vscode-uri';
import { readConfigurationText } from '../core/configurationText';
import { configurationFileName, type ConfigurationFile } from '../core/settings';

/** A configuration file of more bytes is none. */
const largestFile = 1 << 20;

type Read = (uri: string, largest: number) => Promise<string | undefined>;

/** `.attackmark.json` files as the client reads them, nearest first, each folder's once. Make a new one to see changes. */
export class ClientConfigurationFiles {
  readonly #read: Read;
  readonly #folders = new Map<string, Promise<ConfigurationFile | undefined>>();

  constructor(read: Read) {
    this.#read = read;
  }

  /** The configuration that goes for a document: that of its folder, or of the nearest above that has one. */
  forDocument(uri: string): Promise<ConfigurationFile | undefined> {
    const document = URI.parse(uri);
    // A document that is in no folder yet has no configuration file.
    return document.scheme === 'untitled' ? Promise.resolve(undefined) : this.#forFolder(Utils.dirname(document));
  }

  #forFolder(folder: URI): Promise<ConfigurationFile | undefined> {
    const key = folder.toString();
    let found = this.#folders.get(key);
    if (found === undefined) {
      found = this.#find(folder);
      this.#folders.set(key, found);
    }
    return found;
  }

  async #find(folder: URI): Promise<ConfigurationFile | undefined> {
    const file = Utils.joinPath(folder, configurationFileName);
    const text = await this.#read(file.toString(), largestFile);
    if (text !== undefined) return readConfigurationText(file.path, text);
    const parent = Utils.dirname(folder);
    return parent.path === folder.path ? undefined : this.#forFolder(parent);
  }
}
