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

/** One finding; lines and columns from 1, in UTF-16 units. */
export interface FileFinding {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly code: RuleCode;
  readonly severity: Severity;
  readonly message: string;
  readonly fixable: boolean;
}
