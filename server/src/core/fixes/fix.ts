import type { Edit } from './edit';

/** One way to mend a finding. Its edits touch no text twice, and belong together. */
export interface Fix {
  /** What it does, as a menu says it: `Replace T1574.002 with T1574.001`. */
  readonly title: string;
  /** Made when they are first asked for: to say that a finding can be mended takes none. */
  readonly edits: readonly Edit[];
  /**
   * `safe`: the one right answer, which leaves a page without the finding; "fix all" applies it. It changes
   * something, save in a graph that Mermaid does not draw to its end.
   * `suggestion`: one of several answers, or one that a person has to agree to. It may turn out to change nothing.
   */
  readonly kind: 'safe' | 'suggestion';
  /** True for the one that editors offer first. */
  readonly preferred: boolean;
}

/** The one right answer. `makeEdits` is called once, when somebody wants to see or apply it, or never. */
export function safeFix(title: string, makeEdits: () => readonly Edit[]): Fix {
  return new LazyFix(title, makeEdits, 'safe', true);
}

/** An answer that a person has to agree to. `makeEdits` is called once, when somebody wants to see it, or never. */
export function suggestion(title: string, makeEdits: () => readonly Edit[], preferred = false): Fix {
  return new LazyFix(title, makeEdits, 'suggestion', preferred);
}

class LazyFix implements Fix {
  readonly #makeEdits: () => readonly Edit[];
  #edits: readonly Edit[] | undefined;

  constructor(
    readonly title: string,
    makeEdits: () => readonly Edit[],
    readonly kind: Fix['kind'],
    readonly preferred: boolean,
  ) {
    this.#makeEdits = makeEdits;
  }

  get edits(): readonly Edit[] {
    return (this.#edits ??= this.#makeEdits());
  }
}
