/**
 * What client and server say to each other beyond the language server protocol: types and method
 * names only, so that the client may import this file and nothing else of the server.
 */
import type { Domain } from '../core/catalog/catalog';
import type { GraphModel } from '../core/features/graph';

/** Names a document. */
export interface DocumentParams {
  readonly uri: string;
}

/** `attackmark/graph`: the graph model of a page, the same as `attackmark graph --format json`, plus ranges. */
export const graphRequest = 'attackmark/graph';
export type GraphResult = GraphModel | null;

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
