import { basename, dirname, relative } from 'node:path';
import { Analysis } from '../core/analysis/analysis';
import type { Catalog } from '../core/catalog/catalog';
import { parsePage } from '../core/parse/parsePage';
import type { Settings } from '../core/settings';
import { ConfigurationFiles } from '../node/configurationFile';
import { Failure } from './failure';
import { findPages, readText } from './files';
import type { Host } from './host';
import { Progress } from './progress';

/** A file that a command works on. */
export interface PageFile {
  readonly path: string;
  /** As it is named in output: from where the command runs. */
  readonly name: string;
  readonly analysis: Analysis;
}

/**
 * Reads the pages that paths name and hands over one after the other. Says which files cannot be read, and
 * goes on with the others. Gives how many files could not be read.
 */
export function forEachPage(
  paths: readonly string[],
  { catalog, own, what }: { readonly catalog: Catalog; readonly own: Settings; readonly what: string },
  host: Host,
  handle: (file: PageFile) => void,
): number {
  const configurations = new ConfigurationFiles();
  const files = findPages(paths, host.cwd);
  const progress = new Progress(host.stderr, files.length, what);
  const failures: Failure[] = [];
  for (const path of files) {
    progress.step();
    const name = relative(host.cwd, path) || path;
    try {
      const page = parsePage(readText(path, name), basename(path));
      const file = configurations.forFolder(dirname(path))?.settings;
      handle({ path, name, analysis: new Analysis(page, catalog, { own, ...(file && { file }) }) });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      failures.push(error);
    }
  }
  progress.done();
  for (const { message } of failures) host.stderr.write(`attackmark: ${message}\n`);
  return failures.length;
}
