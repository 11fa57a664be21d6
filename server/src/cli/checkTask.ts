import type { Catalog } from '../core/catalog/catalog';
import type { Severity } from '../core/rules/codes';
import type { Settings } from '../core/settings';
import { checkPage } from './checkPage';
import { Failure } from './failure';
import { readText } from './files';
import type { PageFinding } from './formats/report';
import { analyse } from './pages';

/** What is the same for all files of a run. Plain data, since it goes to worker threads. */
export interface CheckSetup {
  readonly catalogFolder: string;
  /** What the flags say. */
  readonly own: Settings;
  /** The level from which findings are reported. */
  readonly least: Severity;
  /** True where the ways to mend findings are reported too. */
  readonly withFixes: boolean;
}

/** One file to check. Plain data, too. */
export interface CheckTask {
  readonly path: string;
  /** Its name in output. */
  readonly name: string;
  /** What its configuration file says. */
  readonly settings: Settings | undefined;
}

/** What became of a task: the file's findings, or why it could not be read. */
export type CheckResult = { readonly findings: readonly PageFinding[] } | { readonly failure: string };

/** The findings of a text, the file of which has this path. */
export function checkText(
  text: string,
  { path, settings }: CheckTask,
  { own, least, withFixes }: CheckSetup,
  catalog: Catalog,
): PageFinding[] {
  return checkPage(analyse(text, path, settings, { catalog, own }), least, withFixes);
}

/** Reads and checks a file. */
export function checkTask(task: CheckTask, setup: CheckSetup, catalog: Catalog): CheckResult {
  try {
    return { findings: checkText(readText(task.path, task.name), task, setup, catalog) };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { failure: error.message };
  }
}
