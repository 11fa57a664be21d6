import { basename, dirname } from 'node:path';
import type { Catalog } from '../core/catalog/catalog';
import { fixAll } from '../core/fixes/fixAll';
import { isAtLeast, type Severity } from '../core/rules/codes';
import type { ConfigurationFile } from '../core/settings';
import type { CheckCache } from './checkCache';
import { checkText, type CheckSetup, type CheckTask } from './checkTask';
import { checkOnThreads, leastForThreads } from './checkThreads';
import { Failure } from './failure';
import { findPages, writeText } from './files';
import type { FileFinding, PageFinding } from './formats/report';
import type { Host } from './host';
import { forEachFile, nameOf } from './pages';
import { Progress } from './progress';

/** What a run needs to know beyond what is the same for all of its files. */
export interface RunOptions {
  readonly catalog: Catalog;
  /** The configuration of a folder. */
  readonly configurationOf: (folder: string) => ConfigurationFile | undefined;
  /** The level from which findings are mended; undefined where nothing is to be written. */
  readonly mendFrom: Severity | undefined;
  readonly cache: CheckCache | undefined;
}

/** A run over pages: mends them where that is asked for, and collects what is found in them. */
export class CheckRun {
  readonly findings: FileFinding[] = [];
  /** The files that were checked, by their names in output. */
  readonly names: string[] = [];
  readonly mended = { files: 0, fixes: 0 };
  readonly #setup: CheckSetup;
  readonly #options: RunOptions;
  readonly #host: Host;

  constructor(setup: CheckSetup, options: RunOptions, host: Host) {
    this.#setup = setup;
    this.#options = options;
    this.#host = host;
  }

  /** Checks the files that paths name, on all cores where they are many. Gives what is wrong with those that failed. */
  async checkFiles(paths: readonly string[]): Promise<readonly Failure[]> {
    const files = findPages(paths, this.#host.cwd);
    const { mendFrom, cache } = this.#options;
    if (files.length >= leastForThreads && mendFrom === undefined && cache === undefined)
      return this.#checkOnThreads(files);
    return forEachFile(files, 'Checking', this.#host, (path, name, text) => this.checkOne(path, name, text));
  }

  /** Checks the text of a file that has this path, and this name in output. */
  checkOne(path: string, name: string, before: string): void {
    const { catalog, cache } = this.#options;
    const task = this.#taskOf(path);
    const text = this.#mend(task, before);
    const { own, least, withFixes } = this.#setup;
    const find = () => checkText(text, task, this.#setup, catalog);
    this.#report(name, cache?.findings(path, [text, own, task.settings, least, withFixes], find) ?? find());
  }

  async #checkOnThreads(files: readonly string[]): Promise<readonly Failure[]> {
    const { stderr, startWorker } = this.#host;
    const progress = new Progress(stderr, files.length, 'Checking');
    const tasks = files.map(path => this.#taskOf(path));
    const done = (count: number) => progress.step(count);
    const results = await checkOnThreads(tasks, this.#setup, this.#options.catalog, startWorker, done);
    progress.done();
    return results.flatMap((result, i) => {
      if ('failure' in result) return [new Failure(result.failure)];
      this.#report(tasks[i]!.name, result.findings);
      return [];
    });
  }

  #taskOf(path: string): CheckTask {
    return { path, name: nameOf(path, this.#host), settings: this.#options.configurationOf(dirname(path))?.settings };
  }

  /** Applies what `--fix` mends, and gives the text as it is then. */
  #mend({ path, name, settings }: CheckTask, before: string): string {
    const { catalog, mendFrom } = this.#options;
    if (mendFrom === undefined) return before;
    const choices = { own: this.#setup.own, ...(settings && { file: settings }) };
    const isMended = ({ severity }: { readonly severity: Severity }) => isAtLeast(severity, mendFrom);
    const { text, fixes } = fixAll(before, basename(path), catalog, choices, isMended);
    if (text === before) return before;
    writeText(path, name, text);
    this.mended.files++;
    this.mended.fixes += fixes;
    return text;
  }

  #report(name: string, found: readonly PageFinding[]): void {
    this.names.push(name);
    for (const finding of found) this.findings.push({ file: name, ...finding });
  }
}
