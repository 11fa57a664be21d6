import type { Span } from '../text';
import { Char, isLineTerminator, isSpace, skipSpace, trimEnd } from './chars';
import type { EditedText } from './editedText';
import type { NodeMention } from './flowchart';
import { Lexer } from './lexer';
import type { LinkStyle } from './links';
import { NextStop } from './nextStop';
import { Pitfalls } from './pitfalls';
import { Portability } from './portability';
import { restoreEntities, type Prepared } from './prepare';
import type { Fix, Problems } from './problems';
import { isIdToken } from './tokenKinds';
import { Token } from './tokens';

/** Words between brackets, pipes or dashes. All offsets of the reader are those of the prepared text. */
export interface Label {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly kind: 'plain' | 'string' | 'markdown';
}

/** The brackets of a node. */
export interface Shape {
  readonly name: string;
  readonly label: Label;
  /** What stands between the brackets. */
  readonly start: number;
  readonly end: number;
}

export interface Id {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface Link {
  readonly start: number;
  readonly end: number;
  readonly style: LinkStyle;
  readonly label: Label | undefined;
  /** The ID that the author wrote. */
  readonly id: string | undefined;
}

/** A mention that is not complete: links and attributes behind a node still change it. */
export type Mention = { -readonly [Key in keyof NodeMention]: NodeMention[Key] };

/** What all parts of the reader share: the text, the lexer that stands in it, and where problems go. */
export class Reading {
  readonly edited: EditedText;
  readonly text: string;
  readonly lexer: Lexer;
  readonly problems: Problems;
  readonly pitfalls: Pitfalls;
  readonly portability: Portability;
  /** Where the last token ended that belongs to the statement. */
  lastEnd = 0;
  /** Where the last problem is. */
  failedAt = 0;

  readonly #lineEnds: NextStop;
  readonly #wordEnds: NextStop;
  readonly #hasEntities: boolean;

  constructor(prepared: Prepared, problems: Problems) {
    this.edited = prepared.edited;
    this.text = prepared.edited.text;
    this.lexer = new Lexer(this.text);
    this.problems = problems;
    this.pitfalls = new Pitfalls(prepared, problems);
    this.portability = new Portability(prepared, problems);
    this.#lineEnds = new NextStop(this.text, isLineTerminator);
    this.#wordEnds = new NextStop(this.text, isSpace);
    this.#hasEntities = prepared.hasEntities;
  }

  /** The stretch of the source that stands at `[start, end)`. */
  span(start: number, end: number): Span {
    return this.edited.sourceSpan(start, end);
  }

  /** Words in their source spelling. */
  plain(text: string): string {
    return this.#hasEntities ? restoreEntities(text) : text;
  }

  lineEnd(at: number): number {
    return this.#lineEnds.from(at);
  }

  wordEnd(at: number): number {
    return this.#wordEnds.from(at);
  }

  isOneLine(from: number, to: number): boolean {
    return this.lineEnd(from) >= to;
  }

  /** True at a token that ends a statement. */
  isSeparator(): boolean {
    const { kind } = this.lexer;
    return kind === Token.NewLine || kind === Token.Semicolon || kind === Token.EndOfText;
  }

  /** Reports a problem; `start` and `end` are the offending words. Always false, for the caller to return. */
  fail(id: string, start: number, end: number, message: string, mend?: Fix): false {
    this.failedAt = start;
    const visibleEnd = Math.max(end, Math.min(start + 1, this.text.length));
    this.problems.syntax(id, this.span(start, visibleEnd), message, mend);
    return false;
  }

  /** Leaves out the rest of the line that holds `at`. Always false, for the caller to return. */
  skipLine(at: number): false {
    this.lexer.restart(this.lineEnd(at));
    this.lexer.next();
    return false;
  }

  /** Goes on at `position`, behind something that was read by other means than tokens. */
  goOnAt(position: number): void {
    this.lexer.restart(position);
    this.lexer.next();
    this.lastEnd = position;
  }

  /** An ID of one or more tokens; undefined where none stands. */
  readId(): Id | undefined {
    const lexer = this.lexer;
    if (!isIdToken(lexer.kind)) return undefined;
    const start = lexer.start;
    let end = lexer.end;
    lexer.next();
    if (!isIdToken(lexer.kind)) {
      this.lastEnd = end;
      return { text: this.text.slice(start, end), start, end };
    }
    // Empty quotes are no token: an ID may have a gap where they stand.
    const parts = [this.text.slice(start, end)];
    do {
      parts.push(this.text.slice(lexer.start, lexer.end));
      end = lexer.end;
      lexer.next();
    } while (isIdToken(lexer.kind));
    this.lastEnd = end;
    return { text: parts.join(''), start, end };
  }

  /**
   * The words of a label, whose bare part is made of `bare` tokens. The token after them is the
   * current one then. Undefined where there are no words.
   */
  readLabel(bare: Token.Text | Token.LinkText): Label | undefined {
    const lexer = this.lexer;
    const first = lexer.kind;
    if (first !== bare && first !== Token.QuotedText && first !== Token.MarkdownText) return undefined;
    const start = lexer.start;
    let end = lexer.end;
    const kind = first === bare ? 'plain' : first === Token.QuotedText ? 'string' : 'markdown';
    let words = this.text.slice(start, end);
    while (lexer.next() === bare) {
      const more = this.text.slice(lexer.start, lexer.end);
      words += more;
      // Blanks after quoted words are no part of the label.
      if (kind === 'plain' || more.trim() !== '') end = lexer.end;
    }
    return this.#label(words, start, end, kind);
  }

  #label(words: string, start: number, end: number, kind: Label['kind']): Label {
    let text = words.trim();
    let from = start;
    let to = end;
    if (text.length !== words.length) {
      from = skipSpace(this.text, start, end);
      to = trimEnd(this.text, from, end);
    }
    if (text.length > 1 && text.charCodeAt(0) === Char.Quote && text.endsWith('"')) {
      text = text.slice(1, -1);
      from++;
      to--;
    }
    this.pitfalls.label(from, to);
    return { text: this.plain(text), start: from, end: to, kind };
  }
}
