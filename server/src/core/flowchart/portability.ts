import type { Lexer } from './lexer';
import { alwaysQuoted } from './looseLabels';
import type { Prepared } from './prepare';
import { fix, type Problems } from './problems';

/** A label without quotes that holds an `@`; offsets are those of the prepared text. */
interface Suspect {
  readonly start: number;
  readonly end: number;
}

/**
 * Reports what Mermaid's newest release accepts and releases 11.12 to 11.17 refuse: in those, link
 * IDs (`e1@`) may hold brackets, and every blank is a token of its own where one blank is expected.
 */
export class Portability {
  readonly #edited: Prepared['edited'];
  readonly #problems: Problems;
  readonly #hasAt: boolean;
  readonly #suspects: Suspect[] = [];

  constructor(prepared: Prepared, problems: Problems) {
    this.#edited = prepared.edited;
    this.#problems = problems;
    this.#hasAt = prepared.edited.text.includes('@');
  }

  /** A label between brackets or pipes was read. */
  label(start: number, end: number, kind: string): void {
    if (this.#hasAt && kind === 'plain') this.#suspects.push({ start, end });
  }

  /** Blanks were read where older releases want exactly one. */
  singleBlank(start: number, end: number): void {
    if (end - start < 2) return;
    const message = 'Mermaid 11 refuses more than one blank here. Write a single blank.';
    this.#hint('double-blank', start, end, message, ' ');
  }

  /** Blanks were read after `@{ … }`, before the end of the statement or the ID of a link. */
  blankAfterAttributes(start: number, end: number): void {
    const message =
      'Mermaid 11 refuses blanks between `@{ … }` and what follows here. Delete them, or start a new line.';
    this.#problems.hint('portability', 'blank-after-attributes', this.#edited.sourceSpan(start, end), message);
  }

  /** The whole text was read. */
  finish(lexer: Lexer): void {
    let next = 0;
    for (const { start, end, linkId } of lexer.oldLinkIds) {
      let isExplained = false;
      while (next < this.#suspects.length && this.#suspects[next]!.end <= start) next++;
      for (; next < this.#suspects.length && this.#suspects[next]!.start < end; next++) {
        isExplained = this.#reportLabel(this.#suspects[next]!, end) || isExplained;
      }
      if (!isExplained) this.#reportLinkId(linkId > 0 ? linkId : start, end);
    }
  }

  /** Reports a label that has one of the `@` before `end`. */
  #reportLabel({ start, end }: Suspect, idEnd: number): boolean {
    const text = this.#edited.text;
    const at = text.indexOf('@', start);
    if (at < 0 || at >= Math.min(end, idEnd)) return false;
    const right = alwaysQuoted(text.slice(start, end));
    const message = `Mermaid 11 takes the words before \`@\` for the name of a link and refuses the diagram. Write the label as ${right}.`;
    this.#hint('at-sign-needs-quotes', start, end, message, right);
    return true;
  }

  #reportLinkId(start: number, end: number): void {
    const message = 'Mermaid 11 takes all words before `@` for the name of a link. Put a blank before the name.';
    this.#problems.hint('portability', 'link-name-needs-blank', this.#edited.sourceSpan(start, end), message);
  }

  #hint(id: string, start: number, end: number, message: string, newText: string): void {
    const span = this.#edited.sourceSpan(start, end);
    const title = newText === ' ' ? 'Write a single blank' : 'Quote the label';
    this.#problems.hint('portability', id, span, message, fix(title, span, newText));
  }
}
