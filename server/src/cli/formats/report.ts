import type { RuleCode, Severity } from '../../core/rules/codes';

/** What `check` found, before it is put in a format. */
export interface CheckReport {
  /** The version that each domain is checked at, where no page and no file says otherwise. */
  readonly attackVersion: Readonly<Record<string, string>>;
  /** How many files were checked. */
  readonly files: number;
  /** Sorted by file and place. */
  readonly findings: readonly FileFinding[];
}

/** A stretch of a text; lines and columns from 1, in UTF-16 units. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** One finding of a page, whatever the page is called. */
export interface PageFinding extends Place {
  readonly code: RuleCode;
  readonly severity: Severity;
  readonly message: string;
  /** True where it has one right answer, which `--fix` gives. */
  readonly fixable: boolean;
  /** What it is about without its line: the same after lines moved. For baselines and SARIF. */
  readonly about: string;
  /** The ways to mend it; empty unless they were asked for. */
  readonly fixes: readonly ReportedFix[];
}

/** One way to mend a finding, with places in the terms of the report. */
export interface ReportedFix {
  readonly title: string;
  readonly edits: readonly { readonly place: Place; readonly newText: string }[];
}

/** One finding in a file. */
export interface FileFinding extends PageFinding {
  readonly file: string;
}
