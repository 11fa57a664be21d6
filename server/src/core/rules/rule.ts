import type { Analysis } from '../analysis/analysis';
import type { Fix } from '../fixes/fix';
import type { Span } from '../text';
import type { RuleCode, Severity } from './codes';

/** What a rule found: where, and in plain sentences what is wrong, why, and what to do. */
export interface Report {
  readonly span: Span;
  readonly message: string;
  /** Facts that a fix or an editor needs, so that nobody has to read the message for them. */
  readonly data?: Readonly<Record<string, string | readonly string[]>>;
  /** The gravest that this one report may be, whatever the rule's level. */
  readonly atMost?: Severity;
}

/** One kind of finding. A rule is a constant: it keeps nothing between pages. */
export interface Rule {
  readonly code: RuleCode;
  /** The level where no setting says otherwise. */
  readonly severity: Severity;
  /** One sentence for the settings editor and the list of rules. */
  readonly summary: string;
  /**
   * `group-page`: asked about group pages only. `any-page`: about every Markdown file. `ids`: about these, and about
   * the IDs of Sigma rules and layers.
   */
  readonly scope: 'group-page' | 'ids' | 'any-page';
  /** Set for findings that editors should draw as struck through or faded. */
  readonly tag?: 'deprecated' | 'unnecessary';
  /** Finds. Pure; the order of reports does not matter. */
  check(analysis: Analysis): Iterable<Report>;
  /** The ways to mend one of its findings, the best first. Pure. To list them is cheap; their edits come when they are asked for. */
  fixes?(report: Report, analysis: Analysis): readonly Fix[];
}

/** What `check` gives for one report: the report with its rule's code and the level in force. */
export interface Finding extends Report {
  readonly code: RuleCode;
  readonly severity: Severity;
}
