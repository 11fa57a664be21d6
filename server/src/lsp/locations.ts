import type { Location } from 'vscode-languageserver';
import type { Page } from '../core/page';
import type { Span } from '../core/text';
import type { Workspace } from './workspace';

/** A file's page, under the URI by which the editor knows it. */
export interface LocatedPage {
  /** As the index has it. */
  readonly key: string;
  /** For the editor. */
  readonly uri: string;
  readonly page: Page;
}

/** Reads some files as they are now; those that are gone or hold nothing are left out. */
export async function readPages(workspace: Workspace, keys: readonly string[]): Promise<LocatedPage[]> {
  const found: LocatedPage[] = [];
  // One after the other, so that a word in a thousand files never holds a thousand pages at once with their texts read.
  for (const key of keys) {
    const page = await workspace.page(key);
    if (page !== undefined) found.push({ key, uri: workspace.openUri(key) ?? key, page });
  }
  return found;
}

/** A stretch of a page for the editor. */
export function locationOf({ uri, page }: LocatedPage, span: Span): Location {
  return { uri, range: page.lines.rangeOf(span) };
}

/** What stands for a page as a whole: its title, else its start. */
export function titleSpan({ page }: LocatedPage): Span {
  return page.title?.span ?? page.headings[0]?.span ?? { start: 0, end: 0 };
}
