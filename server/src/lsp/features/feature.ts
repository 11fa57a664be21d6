import type { ClientCapabilities, Connection, ServerCapabilities, TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Log } from '../guard';
import type { Pages } from '../pages';
import type { Runtime } from '../runtime';
import type { Workspace } from '../workspace';

/** What a feature works with. */
export interface Server {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  readonly pages: Pages;
  readonly workspace: Workspace;
  readonly log: Log;
  /** What the client can do. */
  readonly client: ClientCapabilities;
  /** The commands that the client runs itself: it says so as it starts the server. */
  readonly clientCommands: ReadonlySet<string>;
  readonly runtime: Runtime;
  /** Has every page checked against the catalog that is in use now. */
  catalogChanged(): void;
  /** Calls back once the client has its answer to `initialize`: from then on capabilities can be registered. */
  onInitialized(listener: () => void): void;
  /** Calls back when settings or configuration files changed. */
  onSettingsChanged(listener: () => void): void;
}

/** Registers a feature's handlers and gives the capabilities that go with them, so that the two cannot drift apart. */
export type Feature = (server: Server) => ServerCapabilities;
