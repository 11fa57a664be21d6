import type { ClientCapabilities, Connection } from 'vscode-languageserver';
import { isObject } from '../core/json';
import { parseSettings, type Choices, type Settings } from '../core/settings';
import { describeError, type Log } from './guard';
import type { Runtime } from './runtime';
import { normalise } from './uris';

/** The section of an editor's configuration that belongs to this product. */
export const section = 'attackmark';

/**
 * The settings of each document: the editor's, asked for once for each document and again when it says
 * that they changed, and the configuration file's. Nothing else in the server reads settings.
 */
export class Configuration {
  readonly #connection: Connection;
  readonly #runtime: Runtime;
  readonly #log: Log;
  readonly #canAsk: boolean;
  readonly #choices = new Map<string, Promise<Choices>>();
  readonly #said = new Set<string>();
  /** What came with the start: it goes for all that is not said later. */
  readonly #initial: unknown;
  /** What an editor without `workspace/configuration` sent last. */
  #pushed: unknown;

  constructor(connection: Connection, runtime: Runtime, log: Log, capabilities: ClientCapabilities, initial: unknown) {
    this.#connection = connection;
    this.#runtime = runtime;
    this.#log = log;
    this.#canAsk = capabilities.workspace?.configuration === true;
    this.#initial = ownSection(initial);
  }

  /** The settings that go for a document. The same value until something changes. */
  choices(uri: string): Promise<Choices> {
    let choices = this.#choices.get(uri);
    if (choices === undefined) {
      choices = this.#read(uri);
      this.#choices.set(uri, choices);
    }
    return choices;
  }

  /** The editor's settings changed; one that cannot be asked sends them along. */
  changed(pushed: unknown): void {
    const own = ownSection(pushed);
    if (own !== undefined && own !== null) this.#pushed = own;
    this.#choices.clear();
  }

  /** A configuration file may have changed. */
  filesChanged(): void {
    this.#runtime.configuration.forget();
    this.#choices.clear();
  }

  /** A document was closed. */
  drop(uri: string): void {
    this.#choices.delete(uri);
  }

  async #read(uri: string): Promise<Choices> {
    const [own, file] = await Promise.all([this.#own(uri), this.#runtime.configuration.forDocument(normalise(uri))]);
    for (const problem of file?.problems ?? []) this.#say(`${file!.path}: ${problem}`);
    return { own, ...(file && { file: file.settings }) };
  }

  async #own(uri: string): Promise<Settings> {
    const said = (this.#canAsk ? await this.#ask(uri) : undefined) ?? this.#pushed;
    const [initial, now] = [parseSettings(this.#initial), parseSettings(said)];
    for (const problem of [...initial.problems, ...now.problems]) this.#say(`${section}.${problem}`);
    return { ...initial.settings, ...now.settings };
  }

  /** An editor that refuses to say has none. */
  async #ask(uri: string): Promise<unknown> {
    try {
      return (await this.#connection.workspace.getConfiguration({ scopeUri: uri, section })) as unknown;
    } catch (error) {
      this.#say(`The editor refused to tell its settings: ${describeError(error)}`);
      return undefined;
    }
  }

  /** Each problem is said once, not for each document. */
  #say(problem: string): void {
    if (this.#said.has(problem)) return;
    this.#said.add(problem);
    this.#log.warn(problem);
  }
}

/** What of an editor's settings belongs to this product: its section, or all of them where they have none. */
function ownSection(settings: unknown): unknown {
  return isObject(settings) && section in settings ? settings[section] : settings;
}
