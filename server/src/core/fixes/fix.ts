import type { Edit } from './edit';

/** One way to mend a finding. Its edits touch no text twice, and belong together. */
export interface Fix {
  /** What it does, as a menu says it: `Replace T1574.002 with T1574.001`. */
  readonly title: string;
  readonly edits: readonly Edit[];
  /**
   * `safe`: the one right answer, which leaves a page without the finding; "fix all" applies it.
   * `suggestion`: one of several answers, or one that a person has to agree to.
   */
  readonly kind: 'safe' | 'suggestion';
  /** True for the one that editors offer first. */
  readonly preferred: boolean;
}

/** The one right answer. */
export function safeFix(title: string, edits: readonly Edit[]): Fix[] {
  return edits.length === 0 ? [] : [{ title, edits, kind: 'safe', preferred: true }];
}

/** An answer that a person has to agree to. */
export function suggestion(title: string, edits: readonly Edit[], preferred = false): Fix[] {
  return edits.length === 0 ? [] : [{ title, edits, kind: 'suggestion', preferred }];
}
