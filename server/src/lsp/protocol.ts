/**
 * What client and server say to each other beyond the language server protocol: types and method
 * names only, so that the client may import this file and nothing else of the server.
 */
import type { WorkspaceEdit } from 'vscode-languageserver-protocol';
import type { Domain } from '../core/catalog/catalog';
import type { Dashboard } from '../core/features/dashboard';
import type { GraphModel } from '../core/features/graph';
import type { Position, Range } from '../core/text';
import type { BestVersions } from '../core/upgrade/bestVersions';
import type { ChangeKind, UpgradeOptions } from '../core/upgrade/upgrade';

export type {
  GraphEdge,
  GraphFinding,
  GraphModel,
  GraphNode,
  GraphTactic,
  PlacedFinding,
} from '../core/features/graph';
export type { ChangeKind, UpgradePart } from '../core/upgrade/upgrade';
export type { DashboardGroup, DashboardMitigation, DashboardTechnique } from '../core/features/dashboard';
export type { Position, Range } from '../core/text';

/**
 * What a client says of itself in `initializationOptions`. Other keys there are settings, as they are or below
 * `attackmark`: they go for what the client does not say later.
 */
export interface ClientOptions {
  /** The commands that it runs itself: nothing that is clicked on names any other. */
  readonly commands?: readonly string[];
}

/** Names a document. */
export interface DocumentParams {
  readonly uri: string;
}

/** Edits of an open document. */
export interface DocumentEdits {
  /** The document's version that the edits are for. */
  readonly version: number;
  readonly edits: readonly { readonly range: Range; readonly newText: string }[];
}

/** `attackmark/graph`: the graph model of a page, the same as `attackmark graph --format json`, plus ranges. */
export const graphRequest = 'attackmark/graph';
export type GraphResult = GraphModel | null;

/** `attackmark/insertEdge`: the edits that draw an edge from a technique to a mitigation, in the page's own style. */
export const insertEdgeRequest = 'attackmark/insertEdge';

export interface InsertEdgeParams extends DocumentParams {
  /** The technique's ID. */
  readonly from: string;
  /** The mitigation's ID. */
  readonly to: string;
}

/** No edits where the page draws the edge already; null where the document is not open. */
export type InsertEdgeResult = DocumentEdits | null;

/** `attackmark/pinVersion`: the edits that pin a page to an ATT&CK version in its front matter. */
export const pinVersionRequest = 'attackmark/pinVersion';

export interface PinVersionParams extends DocumentParams {
  /** A version; `latest` takes the pin away. */
  readonly version: string;
}

/** No edits where the page is pinned like that already; null where the document is not open. */
export type PinVersionResult = DocumentEdits | null;

/** `attackmark/pageStatus`: which ATT&CK a document is checked against, for the status item. */
export const pageStatusRequest = 'attackmark/pageStatus';

/** The answer to `attackmark/pageStatus`; null where the document is not open. */
export interface PageStatus {
  /** Whether the document is a group page; other documents have a version and a domain all the same. */
  readonly isGroupPage: boolean;
  readonly domain: Domain;
  /** The version the page is really checked against: one that the domain has. */
  readonly version: string;
  /** What was asked for: `latest` or a version. */
  readonly wanted: string;
  /** What decided the version. */
  readonly decidedBy: 'front matter' | 'configuration file' | 'setting' | 'default';
  /** The versions of the domain, newest first. */
  readonly versions: readonly string[];
}

/** `attackmark/pages`: the Markdown files of the workspace, by URI, once all of it is read. */
export const pagesRequest = 'attackmark/pages';

export interface PagesParams {
  /** Files, and folders for all that lies below them; the whole workspace where it is left out. */
  readonly within?: readonly string[];
}

export type PagesResult = readonly { readonly uri: string; readonly isGroupPage: boolean }[];

/** `attackmark/fixAll`: the edits that mend everything in a file, open or not, that has one right answer. */
export const fixAllRequest = 'attackmark/fixAll';

/** The answer to `attackmark/fixAll`: no edits where there is nothing to mend; null where there is no such file. */
export type FixAllResult = {
  /** The version of the document that the edits are for; null for a file that is not open. */
  readonly version: number | null;
  readonly edits: readonly { readonly range: Range; readonly newText: string }[];
  /** How many findings are mended. */
  readonly fixes: number;
} | null;

/** `attackmark/upgrade`: what brings pages, open or not, to another ATT&CK version. Changes nothing itself. */
export const upgradeRequest = 'attackmark/upgrade';

export interface UpgradeParams extends UpgradeOptions {
  readonly uris: readonly string[];
  /** A version, or `latest`. */
  readonly to: string;
}

/** The answer to `attackmark/upgrade`; null where it failed. */
export type UpgradeResult = {
  /** One annotation for each reason, so that an editor can offer a box to tick for each. */
  readonly edit: WorkspaceEdit;
  /** How many group pages there are among the documents, and how many of them change. */
  readonly pages: number;
  readonly changed: number;
  /** How many changes of each kind there are. */
  readonly changes: Readonly<Partial<Record<ChangeKind, number>>>;
  readonly left: readonly {
    readonly uri: string;
    readonly range: Range;
    readonly what: string;
    readonly why: string;
  }[];
} | null;

/** `attackmark/writtenFor`: the ATT&CK versions under which a page has the fewest findings. */
export const writtenForRequest = 'attackmark/writtenFor';

/** The answer to `attackmark/writtenFor`; null where the file is no group page. */
export type WrittenForResult = BestVersions | null;

/** `attackmark/groups`: the groups that a new page can be about, sorted by name. */
export const groupsRequest = 'attackmark/groups';

export interface GroupsParams {
  /** As of this version; where it is left out, as of the one that new pages of the workspace are checked against. */
  readonly version?: string;
}

export interface GroupChoice {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly domain: Domain;
  /** How many techniques ATT&CK lists for it. */
  readonly techniques: number;
}

/** `attackmark/newPage`: a page about a group, from the catalog. */
export const newPageRequest = 'attackmark/newPage';

export interface NewPageParams extends GroupsParams {
  readonly group: string;
  readonly domain: Domain;
}

/** The answer to `attackmark/newPage`; null where there is no such group. */
export type NewPageResult = {
  /** The folder where the workspace keeps its group pages; null where it has none. */
  readonly folder: string | null;
  readonly fileName: string;
  readonly text: string;
} | null;

/** `attackmark/updateCatalog`: fetches newer releases of ATT&CK. The only request for which anything is downloaded. */
export const updateCatalogRequest = 'attackmark/updateCatalog';

export interface UpdateCatalogParams {
  /** The address of the index of releases; MITRE's where it is left out. */
  readonly index?: string;
  /** The editor's proxy. */
  readonly proxy?: string;
}

/** What came of an update, in a sentence for the user; `failed` has changed nothing. */
export interface UpdateCatalogResult {
  readonly kind: 'updated' | 'current' | 'failed';
  readonly message: string;
}

/** `attackmark/catalogProgress`, a notification: what is under way, and how much of it is done, from 0 to 1. */
export const catalogProgress = 'attackmark/catalogProgress';

export interface CatalogProgress {
  readonly what: string;
  readonly share: number;
}

/**
 * The first message to a server in a worker, before the protocol begins: the text of the catalog's two files,
 * since a worker has no files of its own.
 */
export interface CatalogMessage {
  readonly attackmark: 'catalog';
  readonly newest: string;
  readonly history: string;
}

/** `attackmark/readFile`, from a server in a worker to its client: a file's text; null where it cannot be had. */
export const readFileRequest = 'attackmark/readFile';

export interface ReadFileParams extends DocumentParams {
  /** A file of more bytes counts as one that cannot be had. */
  readonly largest: number;
}

/** `attackmark/listFiles`, likewise: the paths of a folder's files below it, with `/` between their parts. */
export const listFilesRequest = 'attackmark/listFiles';

/** `attackmark/fileExists`, likewise. */
export const fileExistsRequest = 'attackmark/fileExists';

/** `attackmark/references`: every place in the workspace on which an ID stands. */
export const referencesRequest = 'attackmark/references';

export interface ReferencesParams {
  readonly id: string;
}

export type ReferencesResult = { uri: string; range: Range }[];

/** The extension's command that shows where an ID is used, as code lenses name it. */
export const showReferencesCommand = 'attackmark.showReferences';

/** What that command is given: where to show it, and the ID. */
export interface ShowReferencesArguments {
  readonly uri: string;
  readonly position: Position;
  readonly id: string;
}

/** The commands behind code lenses that are not the server's: a client that has one says so (`ClientOptions`). */
export const lensCommands = {
  graph: 'attackmark.openPreviewToSide',
  problems: 'workbench.actions.view.problems',
  references: showReferencesCommand,
  upgrade: 'attackmark.upgrade',
} as const;

/** What `attackmark.upgrade` is given: the pages to bring to another ATT&CK version. */
export interface UpgradeArguments {
  readonly uris: readonly string[];
}

/** `attackmark/dashboard`: the group pages of the workspace at a glance, and the findings of all files by code. */
export const dashboardRequest = 'attackmark/dashboard';

export interface DashboardResult extends Dashboard {
  /** The codes that were found, in the order of the documentation. */
  readonly findings: readonly DashboardFindings[];
  /** How many files are still to be checked; `attackmark/dashboardChanged` tells when there is more to see. */
  readonly pending: number;
}

/** The findings of one code. */
export interface DashboardFindings {
  readonly code: string;
  readonly count: number;
  /** By the number of findings, most first. */
  readonly files: readonly { readonly uri: string; readonly count: number }[];
}

/** `attackmark/dashboardChanged`, from the server: the dashboard, once asked for, would be another one now. */
export const dashboardChanged = 'attackmark/dashboardChanged';

/** `attackmark/compare`: two or more group pages side by side. */
export const compareRequest = 'attackmark/compare';

export interface CompareParams {
  readonly uris: readonly string[];
  readonly format: 'markdown' | 'navigator';
}

/** The answer to `attackmark/compare`: a text to show; null where fewer than two of the files are group pages. */
export type CompareResult = { readonly text: string; readonly languageId: 'markdown' | 'json' } | null;
