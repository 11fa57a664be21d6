import { basename, dirname, relative } from 'node:path';
import { Analysis } from '../core/analysis/analysis';
import type { Catalog } from '../core/catalog/catalog';
import { parsePage } from '../core/parse/parsePage';
import type { ConfigurationFile, Settings } from '../core/settings';
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

/** How a file is called in output: by its path from where the command runs. */
export function nameOf(path: string, { cwd }: Host): string {
  return relative(cwd, path) || path;
}

/** Gives the nearest `.attackmark.json` of a folder. What is wrong with one is said once, whatever the command. */
export function nearestConfigurations(host: Host): (folder: string) => ConfigurationFile | undefined {
  const files = new ConfigurationFiles();
  const said = new Set<string>();
  return folder => {
    const file = files.forFolder(folder);
    if (file === undefined || said.has(file.path)) return file;
    said.add(file.path);
    for (const problem of file.problems) host.stderr.write(`attackmark: ${nameOf(file.path, host)}: ${problem}\n`);
    return file;
  };
}

/** Against what a command looks at pages. */
export interface PageTarget {
  readonly catalog: Catalog;
  /** What the flags say. */
  readonly own: Settings;
}

/** Analyses the text of a file for the flags and for what the file's configuration says. */
export function analyse(
  text: string,
  path: string,
  configuration: Settings | undefined,
  { catalog, own }: PageTarget,
): Analysis {
  return new Analysis(parsePage(text, basename(path)), catalog, { own, ...(configuration && { file: configuration }) });
}

/**
 * Reads and analyses the page of one file.
 * @throws Failure when it cannot be read
 */
export function readPage(
  path: string,
  configurationOf: ReturnType<typeof nearestConfigurations>,
  target: PageTarget,
  host: Host,
): Analysis {
  return analyse(readText(path, nameOf(path, host)), path, configurationOf(dirname(path))?.settings, target);
}

/**
 * Reads files and hands over one after the other, with its name in output. A file that cannot be used costs
 * itself only: gives what is wrong with those that failed.
 */
export function forEachFile(
  files: readonly string[],
  what: string,
  host: Host,
  handle: (path: string, name: string, text: string) => void,
): readonly Failure[] {
  const progress = new Progress(host.stderr, files.length, what);
  const failures: Failure[] = [];
  for (const path of files) {
    progress.step();
    const name = nameOf(path, host);
    try {
      handle(path, name, readText(path, name));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      failures.push(error);
    }
  }
  progress.done();
  return failures;
}

/** Says what is wrong with files, in one line each. */
export function reportFailures(failures: readonly Failure[], host: Host): void {
  for (const { message } of failures) host.stderr.write(`attackmark: ${message}\n`);
}

/**
 * Reads the pages that paths name and hands over one after the other. Says which files cannot be read, and
 * goes on with the others. Gives how many files could not be read.
 */
export function forEachPage(
  paths: readonly string[],
  { what, ...target }: PageTarget & { readonly what: string },
  host: Host,
  handle: (file: PageFile) => void,
): number {
  const configurationOf = nearestConfigurations(host);
  const failures = forEachFile(findPages(paths, host.cwd), what, host, (path, name, text) => {
    handle({ path, name, analysis: analyse(text, path, configurationOf(dirname(path))?.settings, target) });
  });
  reportFailures(failures, host);
  return failures.length;
}
