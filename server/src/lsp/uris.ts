import { URI } from 'vscode-uri';

/**
 * A URI in the one spelling that the index and the runtime use: editors percent-encode differently. A path on another
 * machine, `//server/share/page.md`, is `file:////server/…` to some, or with one slash more: the library takes such a
 * URI for a mistake.
 */
export function normalise(uri: string): string {
  return URI.parse(uri.replace(/^file:\/{4,}/i, 'file://')).toString();
}
