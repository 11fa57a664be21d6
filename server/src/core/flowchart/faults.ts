import { Char, isSpace, isTextStop, isWord, skipSpace, trimEnd } from './chars';
import type { Lexer } from './lexer';
import { alwaysQuoted } from './looseLabels';
import { fix, type Fix } from './problems';
import type { Reading } from './reading';
import { isIdToken, isOpening } from './tokenKinds';
import { Token } from './tokens';

/** How much of the offending words a message repeats. */
const longestQuote = 40;

/** How the statements with a keyword are written. */
const forms = {
  style: 'style node fill:#f9f',
  linkStyle: 'linkStyle 0 stroke:#f00',
  classDef: 'classDef name fill:#f9f',
  class: 'class nodeA,nodeB name',
  click: 'click node "https://example.org" "Tooltip"',
} as const;

export type StatementKeyword = keyof typeof forms;

/**
 * Says what is wrong where the reader cannot go on. Every method reports one problem, about the
 * token that the lexer stands at unless it is told otherwise, and returns false for the caller to
 * return.
 */
export class Faults {
  readonly #reading: Reading;
  readonly #text: string;
  readonly #lexer: Lexer;

  constructor(reading: Reading) {
    this.#reading = reading;
    this.#text = reading.text;
    this.#lexer = reading.lexer;
  }

  /** Where the current token starts, without white space, and with the quote that opens it. */
  get #tokenStart(): number {
    const { kind, start, end } = this.#lexer;
    if (kind === Token.Click) return this.#lexer.clickKeyword;
    if (kind === Token.QuotedText) return start - 1;
    return kind === Token.MarkdownText ? start - 2 : skipSpace(this.#text, start, end);
  }

  /** No statement starts with this token. */
  atStatementStart(): false {
    const lexer = this.#lexer;
    const start = this.#tokenStart;
    const end = this.#tokenEnd(start);
    const words = this.#words(start, end);
    switch (lexer.kind) {
      case Token.Link:
      case Token.LinkStart:
      case Token.LinkId:
        return this.#fail(
          'missing-node',
          start,
          end,
          `No node stands before the link ${words}. Write the node it starts from.`,
        );
      case Token.Graph: {
        const message = `${words} is a word of Mermaid\u2019s own, which only the first line may start with. Give the node another ID.`;
        return this.#fail('reserved-word', start, end, message);
      }
      case Token.Interpolate:
      case Token.Href:
      case Token.LinkTarget:
        return this.reservedWord(start, end);
      case Token.Unreadable:
        return this.#unreadable(start, end);
    }
    if (isOpening(lexer.kind) || lexer.is(Token.Attributes) || lexer.is(Token.ClassSeparator)) {
      return this.#missingId(start);
    }
    return this.#fail('unexpected-text', start, end, `Mermaid cannot read ${words} at the start of a statement.`);
  }

  /** A node should stand after `what`: a link or an `&`, at `[start, end)`. */
  missingNode(what: string, start: number, end: number): false {
    const lexer = this.#lexer;
    const at = this.#tokenStart;
    const isEnd = lexer.is(Token.EndOfText) || lexer.is(Token.End) || lexer.is(Token.NewLine);
    if (isEnd || !this.#reading.isOneLine(end, at)) {
      return this.#fail('missing-node', start, end, `No node follows ${what}. Write the node it leads to.`);
    }
    if (this.#text.charCodeAt(at) === Char.Greater) {
      const message = 'This arrow has one `>` too many. Write it as `-->`.';
      const after = this.#text.charCodeAt(skipSpace(this.#text, at + 1, this.#reading.lineEnd(at)));
      const mend = isWord(after) ? fix('Delete `>`', this.#reading.span(at, at + 1), '') : undefined;
      return this.#fail('bad-link', at, at + 1, message, mend);
    }
    if (lexer.is(Token.Unreadable)) return this.#unreadable(at, lexer.end);
    if (isOpening(lexer.kind)) return this.#missingId(at);
    const tokenEnd = this.#tokenEnd(at);
    const message = `Mermaid needs a node after ${what}, and reads ${this.#words(at, tokenEnd)}.`;
    return this.#fail('missing-node', at, tokenEnd, message);
  }

  /** Something stands after an `&` at `ampersand` without a blank between. */
  ampersandWithoutBlank(ampersand: number): false {
    if (!isIdToken(this.#lexer.kind)) return this.missingNode('`&`', ampersand, ampersand + 1);
    const message = 'Mermaid reads `&` between nodes only with a blank on both sides.';
    const mend = fix('Put a blank after `&`', this.#reading.span(ampersand, ampersand + 1), '& ');
    return this.#fail('ampersand-without-blank', ampersand, ampersand + 1, message, mend);
  }

  /** A word of Mermaid's own stands at `[start, end)`, where a node must. */
  reservedWord(start: number, end: number): false {
    const word = this.#text.slice(start, trimEnd(this.#text, start, end));
    const message = `\`${word}\` is a word of Mermaid\u2019s own and cannot be a node.`;
    const wordEnd = start + word.length;
    if (word !== 'end') return this.#fail('reserved-word', start, wordEnd, `${message} Give the node another ID.`);
    // A dot that starts a link would become part of the ID.
    const newText = this.#text.charCodeAt(wordEnd) === Char.Dot ? 'End ' : 'End';
    const mend = fix('Write `End`', this.#reading.span(start, wordEnd), newText);
    return this.#fail('reserved-word', start, wordEnd, `${message} Write \`End\`, or give the node another ID.`, mend);
  }

  /** Something stands between the end of a statement and the end of its line. `isInSubgraph` says whether `end` may follow. */
  afterStatement(isInSubgraph: boolean): false {
    const reading = this.#reading;
    const lexer = this.#lexer;
    const at = this.#tokenStart;
    if (!reading.isOneLine(reading.lastEnd, at)) return this.atStatementStart();
    if (lexer.is(Token.End)) {
      return this.#fail(
        'unfinished-statement',
        reading.lastEnd - 1,
        reading.lastEnd,
        'Mermaid finds no end of this statement.',
      );
    }
    const lineEnd = reading.lineEnd(at);
    const blank = trimEnd(this.#text, reading.lastEnd, at);
    if (this.#text.startsWith('%%', at)) {
      const message = 'Mermaid reads a comment only at the start of a line. Put this one on a line of its own.';
      // `%%` alone and `%%{` are no comments at the start of a line either.
      const isComment = lineEnd > at + 2 && this.#text.charCodeAt(at + 2) !== Char.OpenBrace;
      this.#fail('trailing-comment', at, lineEnd, message, isComment ? this.#newLine(blank, at) : undefined);
      return reading.skipLine(at);
    }
    if (lexer.is(Token.SubgraphEnd) && isInSubgraph && skipSpace(this.#text, at + 3, lineEnd) === lineEnd) {
      const message = 'Mermaid reads `end` only at the start of a statement. Put it on a line of its own.';
      return this.#fail('end-in-line', at, at + 3, message, this.#newLine(blank, at));
    }
    if (lexer.is(Token.Unreadable)) return this.#unreadable(at, lexer.end);
    const end = isIdToken(lexer.kind) ? this.#tokenEnd(at) : this.#wordEnd(at);
    const message = `Mermaid expects a link or the end of the line before ${this.#words(at, end)}. Join the nodes with a link such as \`-->\`, or start a new line.`;
    return this.#fail('missing-link', at, end, message);
  }

  /** Something stands after the direction of the header, which ends at `directionEnd`. */
  afterHeader(directionEnd: number): false {
    const at = this.#tokenStart;
    if (!this.#reading.isOneLine(directionEnd, at)) return this.atStatementStart();
    const message = 'Mermaid reads nothing after the direction of the header. Start a new line there.';
    const mend = isIdToken(this.#lexer.kind) ? this.#newLine(directionEnd, at) : undefined;
    return this.#fail('text-after-header', at, this.#wordEnd(at), message, mend);
  }

  /** Something stands after the name of a subgraph, which starts at `nameStart`. The rest of its line is left out. */
  afterSubgraphName(nameStart: number): false {
    const reading = this.#reading;
    const lexer = this.#lexer;
    const at = this.#tokenStart;
    if (lexer.is(Token.Space) && reading.lineEnd(lexer.start) === lexer.end) {
      const message = 'Mermaid reads no blanks after the title of a subgraph. Delete them.';
      const mend = fix('Delete the blanks', reading.span(lexer.start, lexer.end), '');
      this.#fail('blank-after-title', lexer.start, lexer.end, message, mend);
      return reading.skipLine(lexer.start);
    }
    // A link at the start of the next line reaches back for a node.
    if (!reading.isOneLine(reading.lastEnd, at)) return this.atStatementStart();
    const end = this.#wordEnd(at);
    const message = `Mermaid cannot read ${this.#words(at, end)} in the name of a subgraph. Write the title in quotes: \`subgraph name["Title"]\`.`;
    this.#fail('subgraph-name', at, end, message, this.#quotedTitle(nameStart, at));
    return reading.skipLine(at);
  }

  /** Quotes a line like `subgraph Two words (more)`. With one word before the bracket, that may be an ID. */
  #quotedTitle(nameStart: number, bracket: number): Fix | undefined {
    const text = this.#text;
    const lineEnd = this.#reading.lineEnd(bracket);
    const name = text.slice(nameStart, bracket);
    const rest = text.slice(bracket, lineEnd);
    const isTitle =
      !name.includes('"') && /\s/.test(name.trim()) && isSpace(name.charCodeAt(name.length - 1)) && /^[({]/.test(rest);
    if (!isTitle || /[";[\]]|%%|:::/.test(rest)) return undefined;
    const end = trimEnd(text, bracket, lineEnd);
    return fix('Quote the title', this.#reading.span(nameStart, lineEnd), alwaysQuoted(text.slice(nameStart, end)));
  }

  /** A `style`, `class`, `click` … statement is broken. Its line is left out: nothing on it is a node. */
  inKeywordStatement(word: StatementKeyword, keyword: number): false {
    const at = this.#tokenStart;
    const isHere = at < this.#text.length && this.#reading.isOneLine(keyword, at);
    const start = isHere ? at : keyword;
    const end = isHere ? this.#wordEnd(at) : keyword + word.length;
    const what = isHere ? `${this.#words(start, end)} in a \`${word}\` statement` : `this \`${word}\` statement`;
    const message = `Mermaid cannot read ${what}. Its form is \`${forms[word]}\`, without blanks in lists or at the end.`;
    this.#fail(`bad-${word.toLowerCase()}`, start, end, message);
    return this.#reading.skipLine(keyword);
  }

  /** Where the words of the last line that was asked about end. */
  #trimmed = { lineEnd: -1, last: -1 };

  /** True where the line that holds `at` ends in a link behind it. Asked once for each bad label: it must not read the line. */
  #endsInLink(at: number): boolean {
    const text = this.#text;
    const lineEnd = this.#reading.lineEnd(at);
    if (this.#trimmed.lineEnd !== lineEnd) this.#trimmed = { lineEnd, last: trimEnd(text, at, lineEnd) };
    const { last } = this.#trimmed;
    const dashes = text.charCodeAt(last - 1) === Char.Greater ? last - 1 : last;
    return dashes - 2 >= at && text.startsWith('--', dashes - 2);
  }

  /**
   * The label between `start` and `end` cannot be read. `closing` is the bracket that is missing, if one is; it goes in the
   * place of what stands up to `next`.
   */
  label(open: number, start: number, end: number, closing: string | undefined, next = end): void {
    const text = this.#text;
    const words = text.slice(start, end);
    if (words.trim() === '' || words.trim() === '""') {
      const message = 'Mermaid needs something between the brackets of a label. Write a label, or delete the brackets.';
      this.#fail('empty-label', open, closing === undefined ? end + 1 : open + 1, message);
      return;
    }
    const offence = labelOffence(text, start, end);
    if (closing !== undefined) {
      const right = (offence < 0 ? words : alwaysQuoted(words)) + closing;
      const message = `This label has no \`${closing}\` at its end. Write ${shortened(right)}.`;
      // A link that ends the line would then reach for the next line's node: closing the label is not enough there.
      const place = this.#reading.span(start, next);
      const mend = this.#endsInLink(end) ? undefined : fix(`Close the label with \`${closing}\``, place, right);
      this.#fail('unclosed-label', open, open + 1, message, mend);
      return;
    }
    const at = Math.max(offence, start);
    const right = alwaysQuoted(words);
    const mend = fix('Quote the label', this.#reading.span(start, end), right);
    if (text.charCodeAt(at) === Char.Quote) {
      const message = `Mermaid cannot read this \`"\` in a label. Write the label as ${shortened(right)}.`;
      this.#fail('quote-in-label', at, at + 1, message, mend);
    } else {
      const message = `Mermaid cannot read \`${text[at]!}\` in a label without quotes. Write the label as ${shortened(right)}.`;
      this.#fail('label-needs-quotes', at, at + 1, message, mend);
    }
  }

  /**
   * Reports what cannot stand in the text of a link, between `start` and `end`: a quote or, without quotes, the `mark` of
   * which the link is made; in Markdown a backtick. False where there is nothing of the kind.
   */
  textOfLink(start: number, end: number, mark: number): boolean {
    const text = this.#text;
    const at = this.#offenceInLink(start, end, mark);
    if (at >= end) return false;
    const right = alwaysQuoted(text.slice(start, end));
    const id = text.charCodeAt(at) === mark && mark !== Char.Quote ? 'label-needs-quotes' : 'quote-in-label';
    const message = `Mermaid cannot read \`${text[at]!}\` in the text of this link. Write the text as ${shortened(right)}.`;
    this.#fail(id, at, at + 1, message, fix('Quote the text', this.#reading.span(start, end), right));
    return true;
  }

  #offenceInLink(start: number, end: number, mark: number): number {
    const text = this.#text;
    let at = start;
    if (text.startsWith('"`', start)) {
      at = start + 2;
      while (at < end && text.charCodeAt(at) !== Char.Quote && text.charCodeAt(at) !== Char.Backtick) at++;
      // Markdown is closed by a backtick and a quote; each of them alone is not read in it.
      if (!text.startsWith('`"', at)) return at;
      at += 2;
    } else if (text.charCodeAt(start) === Char.Quote) {
      while (++at < end && text.charCodeAt(at) !== Char.Quote);
      // A quote before a backtick closes nothing, it opens Markdown.
      if (text.charCodeAt(at + 1) !== Char.Backtick) at++;
    }
    while (at < end && text.charCodeAt(at) !== Char.Quote && text.charCodeAt(at) !== mark) at++;
    return at;
  }

  #missingId(at: number): false {
    return this.#fail('missing-id', at, at + 1, `Mermaid needs the ID of a node before \`${this.#text[at]!}\`.`);
  }

  #unreadable(start: number, end: number): false {
    if (this.#text.startsWith('@{', start)) {
      const message =
        'Mermaid finds no end of these attributes. Close them with `}`, and put text with `^` in double quotes.';
      return this.#fail('unclosed-attributes', start, start + 2, message);
    }
    // The two halves of a character beyond the basic plane are one character to the author.
    const unit = this.#text.charCodeAt(start);
    const width = unit >= 0xd800 && unit < 0xdc00 ? 2 : Math.max(1, end - start);
    const message = `Mermaid cannot read ${this.#words(start, start + width)} here. Put text with such characters in quotes, between the brackets of a node.`;
    return this.#fail('bad-character', start, start + width, message);
  }

  #fail(id: string, start: number, end: number, message: string, mend?: Fix): false {
    return this.#reading.fail(id, start, end, message, mend);
  }

  /** Where the current token ends, without the white space after it. */
  #tokenEnd(start: number): number {
    return Math.max(start + 1, trimEnd(this.#text, start, this.#lexer.end));
  }

  #wordEnd(at: number): number {
    return Math.max(at + 1, Math.min(this.#reading.wordEnd(at), this.#reading.lineEnd(at)));
  }

  /** The words for a message, as they stand in the source: an entity is longer in the prepared text. */
  #words(start: number, end: number): string {
    const words = this.#text.slice(start, Math.min(end, start + 3 * longestQuote));
    return shortened(this.#reading.plain(words), '`');
  }

  /** Starts a new line at `at`, with the indent of the old one. */
  #newLine(blank: number, at: number): Fix | undefined {
    const { problems } = this.#reading;
    const place = this.#reading.span(blank, at);
    // The line has its problem: finding the indent once more would cost the length of the line each time.
    if (problems.isOnBrokenLine(place.start)) return undefined;
    return fix('Start a new line', place, problems.lineBreakAt(place.end) + problems.indentAt(place.start));
  }
}

function shortened(words: string, mark = ''): string {
  const text = words.length > longestQuote ? `${words.slice(0, longestQuote)}\u2026` : words;
  return mark + text + mark;
}

/** Where the first thing stands that Mermaid does not read in a label; -1 where nothing of the kind does. */
function labelOffence(text: string, start: number, end: number): number {
  let from = skipSpace(text, start, end);
  let to = trimEnd(text, from, end);
  const first = text.charCodeAt(from);
  if (first === Char.Slash || first === Char.Backslash) return from;
  if (first === Char.Dash && text.charCodeAt(from - 1) === Char.OpenParen) return from;
  if (text.startsWith('~~~', from)) return from;
  // Blanks before a quote are words, and quotes within words are not read.
  if (first === Char.Quote && from > start) return from;
  if (first === Char.Quote && to - from > 1 && text.charCodeAt(to - 1) === Char.Quote) {
    from++;
    to--;
    // A backtick right after the quote starts Markdown.
    if (text.charCodeAt(from) === Char.Backtick) return from;
    while (from < to && text.charCodeAt(from) !== Char.Quote) from++;
    return from < to ? from : -1;
  }
  // Between `(-` and `-)` a link ends the words wherever it stands.
  const isEllipse = text.startsWith('(-', start - 2);
  for (let at = from; at < to; at++) {
    if (isTextStop(text.charCodeAt(at)) || (isEllipse && text.startsWith('~~~', at))) return at;
  }
  return -1;
}
