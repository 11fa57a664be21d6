import { check } from '../core/check';
import { grouped } from '../core/grouped';
import { ruleCodes, type RuleCode } from '../core/rules/codes';
import { compareTexts } from '../core/words';
import { currentAnalysis } from './currentAnalysis';
import { describeError, type Log } from './guard';
import type { Pages } from './pages';
import type { DashboardFindings } from './protocol';
import { Stretches } from './turns';
import type { Workspace } from './workspace';

/** How long files are checked at a stretch before other messages come in, in milliseconds. */
const stretch = 8;

/** What was found in one text of a file. */
interface Counted {
  readonly revision: number;
  readonly counts: ReadonlyMap<RuleCode, number>;
}

/**
 * The findings of all files of the workspace, counted in the background: begun when somebody asks, and from then
 * on only for files that changed.
 */
export class FindingCounts {
  readonly #workspace: Workspace;
  readonly #pages: Pages;
  readonly #log: Log;
  readonly #done: () => void;
  readonly #counted = new Map<string, Counted>();
  #running = false;

  /** `done` is called when all files are counted that were to be. */
  constructor(workspace: Workspace, pages: Pages, log: Log, done: () => void) {
    this.#workspace = workspace;
    this.#pages = pages;
    this.#log = log;
    this.#done = done;
  }

  /** Settings changed: everything is to be counted anew. */
  forget(): void {
    this.#counted.clear();
  }

  /** What is counted by now, and how many files are still to be; counting them begins. */
  async current(): Promise<{ readonly findings: readonly DashboardFindings[]; readonly pending: number }> {
    const index = await this.#workspace.ready();
    const stale: string[] = [];
    const found: { readonly code: RuleCode; readonly uri: string; readonly count: number }[] = [];
    for (const uri of this.#counted.keys()) if (index.facts(uri) === undefined) this.#counted.delete(uri);
    for (const [uri] of index.entries()) {
      const counted = this.#counted.get(uri);
      if (counted?.revision !== this.#workspace.revision(uri)) stale.push(uri);
      // What was counted last stands until it is counted anew.
      for (const [code, count] of counted?.counts ?? [])
        found.push({ code, uri: this.#workspace.openUri(uri) ?? uri, count });
    }
    if (stale.length > 0 && !this.#running) void this.#count(stale);
    const byCode = grouped(found, ({ code }) => code);
    const findings = ruleCodes.flatMap((code): DashboardFindings[] => {
      const files = (byCode.get(code) ?? []).map(({ uri, count }) => ({ uri, count }));
      if (files.length === 0) return [];
      files.sort((a, b) => b.count - a.count || compareTexts(a.uri, b.uri));
      return [{ code, count: files.reduce((sum, file) => sum + file.count, 0), files }];
    });
    return { findings, pending: stale.length };
  }

  async #count(uris: readonly string[]): Promise<void> {
    this.#running = true;
    const stretches = new Stretches(stretch);
    for (const uri of uris) {
      const revision = this.#workspace.revision(uri);
      this.#counted.set(uri, { revision, counts: await this.#countOne(uri) });
      if (stretches.isOver) await stretches.pause();
    }
    this.#running = false;
    this.#done();
  }

  async #countOne(uri: string): Promise<Map<RuleCode, number>> {
    const counts = new Map<RuleCode, number>();
    try {
      const found = await currentAnalysis(uri, { pages: this.#pages, workspace: this.#workspace });
      if (found === undefined) return counts;
      for (const { code } of check(found.analysis)) {
        counts.set(code, (counts.get(code) ?? 0) + 1);
      }
    } catch (error) {
      this.#log.error(`dashboard: ${uri}: ${describeError(error)}`);
    }
    return counts;
  }
}
