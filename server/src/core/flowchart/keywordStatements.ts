import type { Span } from '../text';
import type { Faults, StatementKeyword } from './faults';
import type { Lexer } from './lexer';
import type { FlowchartModel } from './model';
import type { Portability } from './portability';
import type { Id, Mention, Reading } from './reading';
import { isCallbackToken, isStyleToken } from './tokenKinds';
import { Token } from './tokens';

/** Reads the statements that start with a keyword and style nodes and links, or tie actions to them. */
export class KeywordStatements {
  readonly #reading: Reading;
  readonly #lexer: Lexer;
  readonly #text: string;
  readonly #portability: Portability;
  readonly #faults: Faults;
  readonly #model: FlowchartModel;
  readonly #mention: (id: Id, role: 'style' | 'class' | 'click') => Mention;

  /** `mention` notes that a statement names a node. */
  constructor(
    reading: Reading,
    faults: Faults,
    model: FlowchartModel,
    mention: (id: Id, role: 'style' | 'class' | 'click') => Mention,
  ) {
    this.#reading = reading;
    this.#lexer = reading.lexer;
    this.#text = reading.text;
    this.#portability = reading.portability;
    this.#faults = faults;
    this.#model = model;
    this.#mention = mention;
  }

  /** Reads the statement whose keyword is the current token, with its separator. */
  read(): boolean {
    const { kind, start } = this.#lexer;
    const word = keywordOf(kind);
    const keyword = word === 'click' ? this.#lexer.clickKeyword : start;
    if (!this.#readAfter(word, keyword)) return false;
    if (!this.#reading.isSeparator()) return this.#faults.inKeywordStatement(word, keyword);
    this.#lexer.next();
    return true;
  }

  #readAfter(word: StatementKeyword, keyword: number): boolean {
    switch (word) {
      case 'style':
        return this.#readStyle(keyword);
      case 'linkStyle':
        return this.#readLinkStyle(keyword);
      case 'classDef':
        return this.#readClassDef(keyword);
      case 'class':
        return this.#readClass(keyword);
      case 'click':
        return this.#readClick(keyword);
    }
  }

  #readStyle(keyword: number): boolean {
    const id = this.#readKeywordId('style', keyword);
    if (!id) return false;
    const mention = this.#mention(id, 'style');
    this.#reading.pitfalls.style(mention);
    return this.#readStyles('style', keyword);
  }

  #readClassDef(keyword: number): boolean {
    return this.#readKeywordId('classDef', keyword) !== undefined && this.#readStyles('classDef', keyword);
  }

  #readClass(keyword: number): boolean {
    const lexer = this.#lexer;
    const ids = this.#readKeywordId('class', keyword);
    if (!ids) return false;
    if (!lexer.is(Token.Space)) return this.#faults.inKeywordStatement('class', keyword);
    this.#portability.singleBlank(lexer.start, lexer.end);
    lexer.next();
    if (!this.#reading.readId()) return this.#faults.inKeywordStatement('class', keyword);
    this.#refer(ids, 'class');
    return true;
  }

  /** Keyword, blank, ID. */
  #readKeywordId(word: StatementKeyword, keyword: number): Id | undefined {
    const lexer = this.#lexer;
    this.#reading.lastEnd = lexer.end;
    if (lexer.next() !== Token.Space) {
      this.#faults.inKeywordStatement(word, keyword);
      return undefined;
    }
    this.#portability.singleBlank(lexer.start, lexer.end);
    lexer.next();
    const id = this.#reading.readId();
    if (!id) this.#faults.inKeywordStatement(word, keyword);
    return id;
  }

  /** A blank, then styles with commas between them. */
  #readStyles(word: StatementKeyword, keyword: number): boolean {
    const lexer = this.#lexer;
    if (!lexer.is(Token.Space)) return this.#faults.inKeywordStatement(word, keyword);
    lexer.next();
    const start = lexer.start;
    for (;;) {
      if (!isStyleToken(lexer.kind)) return this.#faults.inKeywordStatement(word, keyword);
      do {
        this.#reading.lastEnd = lexer.end;
        lexer.next();
      } while (isStyleToken(lexer.kind));
      if (!lexer.is(Token.Comma)) break;
      lexer.next();
    }
    this.#reading.pitfalls.styles(start, this.#reading.lastEnd);
    return true;
  }

  #readLinkStyle(keyword: number): boolean {
    const lexer = this.#lexer;
    this.#reading.lastEnd = lexer.end;
    if (lexer.next() !== Token.Space) return this.#faults.inKeywordStatement('linkStyle', keyword);
    this.#portability.singleBlank(lexer.start, lexer.end);
    lexer.next();
    const numbers: Span[] = [];
    if (lexer.is(Token.Default)) {
      lexer.next();
    } else {
      for (;;) {
        if (!lexer.is(Token.Number)) return this.#faults.inKeywordStatement('linkStyle', keyword);
        numbers.push({ start: lexer.start, end: lexer.end });
        this.#reading.lastEnd = lexer.end;
        lexer.next();
        if (!lexer.is(Token.Comma)) break;
        lexer.next();
      }
    }
    if (!lexer.is(Token.Space)) return this.#faults.inKeywordStatement('linkStyle', keyword);
    const { start, end } = lexer;
    if (lexer.next() === Token.Interpolate) {
      this.#portability.singleBlank(start, end);
      if (!this.#readInterpolation()) return this.#faults.inKeywordStatement('linkStyle', keyword);
    } else {
      lexer.restart(start);
      lexer.next();
      if (!this.#readStyles('linkStyle', keyword)) return false;
    }
    return this.#checkLinkNumbers(numbers);
  }

  #readInterpolation(): boolean {
    const lexer = this.#lexer;
    if (lexer.next() !== Token.Space) return false;
    this.#portability.singleBlank(lexer.start, lexer.end);
    lexer.next();
    if (!this.#readCallbackWord()) return false;
    return !lexer.is(Token.Space) || this.#readStyles('linkStyle', lexer.start);
  }

  /** Mermaid counts the links from 0, and those of the lines below are not there yet. */
  #checkLinkNumbers(numbers: readonly Span[]): boolean {
    const count = this.#model.edges.length;
    for (const { start, end } of numbers) {
      const text = this.#text.slice(start, end);
      const number = Number(text);
      if (number < count && String(number) === text) continue;
      const last =
        count === 0
          ? 'No link stands above this line.'
          : `The links above this line have the numbers 0 to ${count - 1}.`;
      const message = `Mermaid finds no link number ${text}. ${last}`;
      return this.#reading.fail('link-number', start, end, message);
    }
    return true;
  }

  #readClick(keyword: number): boolean {
    const lexer = this.#lexer;
    const { start, end } = lexer;
    const id: Id = { text: this.#text.slice(start, end), start, end };
    this.#reading.lastEnd = end;
    const kind = lexer.next();
    this.#reading.pitfalls.click(keyword, id, lexer.start);
    switch (kind) {
      case Token.CallbackName:
        this.#reading.lastEnd = lexer.end;
        if (lexer.next() === Token.CallbackArguments) lexer.next();
        if (!this.#readQuotedAfterBlank()) return this.#faults.inKeywordStatement('click', keyword);
        break;
      case Token.Href:
      case Token.QuotedText:
        if (kind === Token.Href) lexer.next();
        if (!lexer.is(Token.QuotedText)) return this.#faults.inKeywordStatement('click', keyword);
        this.#reading.lastEnd = lexer.end + 1;
        lexer.next();
        if (!this.#readTooltipAndTarget()) return this.#faults.inKeywordStatement('click', keyword);
        break;
      default:
        if (!this.#readCallbackWord()) return this.#faults.inKeywordStatement('click', keyword);
        if (!this.#readQuotedAfterBlank()) return this.#faults.inKeywordStatement('click', keyword);
    }
    this.#refer(id, 'click');
    return true;
  }

  /** The bare name of a function or a curve. */
  #readCallbackWord(): boolean {
    const lexer = this.#lexer;
    if (!isCallbackToken(lexer.kind)) return false;
    do {
      this.#reading.lastEnd = lexer.end;
      lexer.next();
    } while (isCallbackToken(lexer.kind));
    return true;
  }

  #readQuotedAfterBlank(): boolean {
    const lexer = this.#lexer;
    if (!lexer.is(Token.Space)) return true;
    this.#portability.singleBlank(lexer.start, lexer.end);
    if (lexer.next() !== Token.QuotedText) return false;
    this.#reading.lastEnd = lexer.end + 1;
    lexer.next();
    return true;
  }

  #readTooltipAndTarget(): boolean {
    const lexer = this.#lexer;
    for (let tooltip = false; lexer.is(Token.Space); tooltip = true) {
      this.#portability.singleBlank(lexer.start, lexer.end);
      lexer.next();
      if (lexer.is(Token.LinkTarget)) {
        this.#reading.lastEnd = lexer.end;
        lexer.next();
        return true;
      }
      if (tooltip || !lexer.is(Token.QuotedText)) return false;
      this.#reading.lastEnd = lexer.end + 1;
      lexer.next();
    }
    return true;
  }

  /** Mentions the nodes that a `class` or `click` statement names. */
  #refer(ids: Id, role: 'class' | 'click'): void {
    let start = ids.start;
    for (const text of ids.text.split(',')) {
      const end = start + text.length;
      if (text !== '') this.#mention({ text, start, end }, role);
      start = end + 1;
    }
  }
}

function keywordOf(kind: Token): StatementKeyword {
  switch (kind) {
    case Token.Style:
      return 'style';
    case Token.LinkStyle:
      return 'linkStyle';
    case Token.ClassDef:
      return 'classDef';
    case Token.Class:
      return 'class';
    default:
      return 'click';
  }
}
