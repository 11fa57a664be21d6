import { skipSpace } from './chars';
import type { Reading } from './reading';
import { isIdToken } from './tokenKinds';
import { Token } from './tokens';

/**
 * Finds what can be read of a broken line behind the place where the grammar gave up: word by word,
 * until the end of the line. What Mermaid had read beyond the line is read again, as lines of their own.
 */
export class Salvage {
  readonly #reading: Reading;
  /** The end of the broken line, -1 while no line is broken. */
  #lineEnd = -1;
  #resumedAt = -1;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  /** True while what is read stands on a broken line. */
  get isActive(): boolean {
    return this.#lineEnd >= 0;
  }

  /** Goes on after a problem: with the token that the grammar refused, or the first word after the problem. */
  start(): void {
    const { lexer, text, failedAt } = this.#reading;
    const lineEnd = this.#reading.lineEnd(failedAt);
    let at = skipSpace(text, lexer.start, lexer.end);
    if (lexer.start >= lineEnd) at = lexer.start === lineEnd ? lineEnd : failedAt;
    else if (at > lineEnd) at = lineEnd;
    // Each start is behind the one before, so that reading comes to an end whatever went wrong.
    if (at <= this.#resumedAt) at = Math.max(this.#reading.wordEnd(this.#resumedAt), this.#resumedAt + 1);
    at = Math.min(at, text.length);
    this.#resumedAt = at;
    this.#lineEnd = lineEnd;
    lexer.restart(at);
    lexer.next();
  }

  /** Moves to the next word that may start a statement, or past the line. `isInSubgraph`: an `end` may close it. */
  findStatement(isInSubgraph: boolean): void {
    const { lexer } = this.#reading;
    while (lexer.start < this.#lineEnd && !lexer.is(Token.End)) {
      if (isIdToken(lexer.kind) || lexer.is(Token.Subgraph)) return;
      if (lexer.is(Token.SubgraphEnd) && isInSubgraph && this.#reading.lineEnd(lexer.start) <= lexer.end) return;
      this.#skip();
    }
    this.#lineEnd = -1;
    if (lexer.is(Token.Link) || lexer.is(Token.LinkStart)) {
      // The next line goes on with a link: what it starts from stands on the broken line.
      this.#reading.problems.dropFix();
      lexer.restart(lexer.end);
      lexer.next();
    }
  }

  /** Leaves out the current token: blanks and separators alone, anything else with the rest of its word. */
  #skip(): void {
    const { lexer, failedAt } = this.#reading;
    const { start, end } = lexer;
    const isBlank = lexer.is(Token.Space) || lexer.is(Token.Semicolon);
    const isReported = start <= failedAt && failedAt < end;
    const to = isBlank || isReported ? end : Math.max(this.#reading.wordEnd(start), start + 1);
    if (!isBlank && !isReported) this.#reading.problems.dropFix();
    lexer.restart(Math.min(to, Math.max(this.#lineEnd, start + 1)));
    lexer.next();
  }
}
