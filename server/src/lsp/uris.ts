import { URI } from 'vscode-uri';

/**
 * Reads a URI as editors write it. A path on another machine, `//server/share/page.md`, is `file:////server/…` to some,
 * or with one slash more: the library takes such a URI for a mistake.
 */
export function parseUri(uri: string): URI {
  return URI.parse(uri.replace(/^file:\/{4,}/i, 'file://'));
}

/** A URI in the one spelling that the index and the runtime use: editors percent-encode differently. */
export function normalise(uri: string): string {
  return parseUri(uri).toString();
}
