import type { Analysis } from '../core/analysis/analysis';
import type { Server } from './features/feature';

/** A file as it is now. */
export interface CurrentAnalysis {
  /** As the editor spells it. */
  readonly uri: string;
  /** The version of the open document; null for a file that is not open. */
  readonly version: number | null;
  readonly analysis: Analysis;
}

/** The analysis of a file, open or not; undefined where there is none, or none that holds anything of ATT&CK's. */
export async function currentAnalysis(
  uri: string,
  { pages, workspace }: Pick<Server, 'pages' | 'workspace'>,
): Promise<CurrentAnalysis | undefined> {
  const open = workspace.openUri(uri);
  if (open !== undefined) {
    const analysis = await pages.analysis(open);
    return analysis && { uri: open, version: pages.version(open) ?? null, analysis };
  }
  const page = await workspace.page(uri);
  return page && { uri, version: null, analysis: await pages.analyseClosed(uri, page) };
}
