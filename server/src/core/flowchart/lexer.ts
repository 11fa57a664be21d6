import {
  Char,
  isBracket,
  isDigit,
  isNodeWord,
  isSlantedTextStop,
  isSpace,
  isTextStop,
  isWord,
  skipSpace,
} from './chars';
import { AttributeEnds } from './attributeEnds';
import { DirectionLines } from './directionLines';
import { isLetter } from './letters';
import { endsOldLinkId, LinkIds } from './linkIds';
import { NextStop } from './nextStop';
import { Token } from './tokens';

/** The sets of rules of Mermaid's lexer: what the words mean depends on what they stand in. */
const enum State {
  Initial,
  HeaderDirection,
  Text,
  SlantedText,
  EllipseText,
  LinkText,
  ThickLinkText,
  DottedLinkText,
  String,
  Markdown,
  Click,
  CallbackName,
  CallbackArguments,
  AccTitle,
  AccDescription,
  AccDescriptionBlock,
}

/**
 * Splits a prepared flowchart into Mermaid's tokens, one `next()` at a time. It finds exactly the
 * tokens of Mermaid's own lexer, save that runs of one-unit tokens come as one, and that `@{ … }`
 * is one. It never fails: what no rule reads is an `Unreadable` token of one unit.
 */
export class Lexer {
  /** The current token. */
  kind: Token = Token.NewLine;
  /** The offsets of the current token; those of the words within, where quotes are round it. */
  start = 0;
  end = 0;
  /** Where the next token is looked for. */
  position = 0;
  /** Where the last keyword `click` stands: it is no token, the name after it is. */
  clickKeyword = 0;

  /** Where releases 11.12 to 11.17 read a link ID that this release does not read so, and the real one in it. */
  readonly oldLinkIds: { readonly start: number; readonly end: number; linkId: number }[] = [];

  readonly text: string;
  readonly #length: number;
  readonly directions: DirectionLines;
  readonly #linkIds: LinkIds;
  readonly #oldLinkIds: LinkIds;
  #state = State.Initial;
  #outer: State[] = [];
  #headerSeen = false;
  #ended = false;

  /** The last run of white space that was looked at: what follows it is looked at once. */
  #blankStart = 0;
  #blankEnd = -1;
  #blankBeforeLink = false;
  readonly #textStops: NextStop;
  readonly #slantedTextStops: NextStop;
  readonly #markdownStops: NextStop;
  readonly #quotes: NextStop;
  readonly #openParens: NextStop;
  readonly #closeParens: NextStop;
  readonly #closeBraces: NextStop;
  readonly #attributes: AttributeEnds;

  constructor(text: string) {
    this.text = text;
    this.#length = text.length;
    this.directions = new DirectionLines(text);
    this.#linkIds = new LinkIds(text);
    this.#oldLinkIds = new LinkIds(text, endsOldLinkId);
    this.#textStops = new NextStop(text, isTextStop);
    this.#slantedTextStops = new NextStop(text, isSlantedTextStop);
    this.#markdownStops = new NextStop(text, unit => unit === Char.Backtick || unit === Char.Quote);
    this.#quotes = new NextStop(text, unit => unit === Char.Quote);
    this.#openParens = new NextStop(text, unit => unit === Char.OpenParen);
    this.#closeParens = new NextStop(text, unit => unit === Char.CloseParen);
    this.#closeBraces = new NextStop(text, unit => unit === Char.CloseBrace);
    this.#attributes = new AttributeEnds(text);
  }

  /** Goes on at `position`, outside all brackets and quotes. */
  restart(position: number): void {
    this.position = position;
    this.#state = State.Initial;
    this.#outer.length = 0;
    this.#ended = false;
  }

  /** Goes on at `position` with the direction of the header, as after the header's keyword. */
  restartAfterHeader(position: number): void {
    this.restart(position);
    this.#headerSeen = true;
    this.#push(State.HeaderDirection);
  }

  /** True when the current token is of a kind. */
  is(kind: Token): boolean {
    return this.kind === kind;
  }

  /** Reads the next token into `kind`, `start` and `end`. */
  next(): Token {
    for (;;) {
      const kind = this.position < this.#length ? this.#read(this.position) : this.#atEnd();
      if (kind !== Token.None) return (this.kind = kind);
    }
  }

  #token(kind: Token, start: number, end: number): Token {
    this.start = start;
    this.end = end;
    this.position = end;
    return kind;
  }

  #skip(to: number): Token {
    this.position = to;
    return Token.None;
  }

  #push(state: State): void {
    this.#outer.push(this.#state);
    this.#state = state;
  }

  #pop(): void {
    this.#state = this.#outer.pop() ?? State.Initial;
  }

  #opens(kind: Token, start: number, end: number, state: State): Token {
    this.#push(state);
    return this.#token(kind, start, end);
  }

  #closes(kind: Token, start: number, end: number): Token {
    this.#pop();
    return this.#token(kind, start, end);
  }

  /** The tokens that may be empty are found at the end, once. */
  #atEnd(): Token {
    const at = this.#length;
    if (this.#ended) return this.#token(Token.End, at, at);
    this.#ended = true;
    switch (this.#state) {
      case State.Initial:
        return this.#token(Token.EndOfText, at, at);
      case State.Click:
        return this.#token(Token.Click, at, at);
      case State.CallbackName:
        return this.#token(Token.CallbackName, at, at);
      case State.CallbackArguments:
        return this.#token(Token.CallbackArguments, at, at);
      case State.AccTitle:
        return this.#closes(Token.AccTitleValue, at, at);
      case State.AccDescription:
        return this.#closes(Token.AccDescriptionValue, at, at);
      case State.AccDescriptionBlock:
        return this.#token(Token.AccDescriptionBlock, at, at);
      default:
        return this.#token(Token.End, at, at);
    }
  }

  #read(at: number): Token {
    switch (this.#state) {
      case State.Initial:
        return this.#readInitial(at);
      case State.Text:
        return this.#readText(at);
      case State.String:
        return this.#readString(at);
      case State.LinkText:
        return this.#readLinkText(at);
      case State.ThickLinkText:
        return this.#readThickLinkText(at);
      case State.DottedLinkText:
        return this.#readDottedLinkText(at);
      case State.SlantedText:
        return this.#readSlantedText(at);
      case State.EllipseText:
        return this.#readEllipseText(at);
      case State.Markdown:
        return this.#readMarkdown(at);
      case State.HeaderDirection:
        return this.#readHeaderDirection(at);
      case State.Click:
        return this.#readClick(at);
      case State.CallbackName:
        return this.#readCallbackName(at);
      case State.CallbackArguments:
        return this.#readCallbackArguments(at);
      case State.AccTitle:
        return this.#closes(Token.AccTitleValue, at, this.#lineEnd(at));
      case State.AccDescription:
        return this.#closes(Token.AccDescriptionValue, at, this.#lineEnd(at));
      case State.AccDescriptionBlock: {
        if (this.text.charCodeAt(at) === Char.CloseBrace) {
          this.#pop();
          return this.#skip(at + 1);
        }
        return this.#token(Token.AccDescriptionBlock, at, this.#closeBraces.from(at));
      }
    }
  }

  #lineEnd(at: number): number {
    const end = this.text.indexOf('\n', at);
    return end < 0 ? this.#length : end;
  }

  // Outside brackets and quotes.

  #readInitial(at: number): Token {
    const text = this.text;
    const unit = text.charCodeAt(at);
    if (unit >= 128) return this.#readWide(at, unit);
    // `@{` is no other token's start, closed or not.
    if (unit === Char.At && text.charCodeAt(at + 1) === Char.OpenBrace) return this.#readAttributes(at);
    if (unit >= 95 || unit === Char.Quote) {
      const keyword = this.#readKeyword(at, unit);
      if (keyword !== Token.Unreadable) return keyword;
    }
    if (this.directions.startsAt(at)) return this.#readDirection(at);
    if (isSpace(unit)) return this.#readBlank(at, unit);
    if (this.#linkIds.isPossible) {
      const linkId = this.#linkIdAt(at);
      if (linkId > 0) return this.#token(Token.LinkId, at, linkId);
    }
    return this.#readMark(at, unit);
  }

  #readDirection(at: number): Token {
    return this.#token(Token.DirectionStatement, at, this.directions.lineAt(at).end);
  }

  #readWide(at: number, unit: number): Token {
    if (this.directions.startsAt(at)) return this.#readDirection(at);
    if (isSpace(unit)) return this.#readBlank(at, unit);
    if (this.#linkIds.isPossible) {
      const linkId = this.#linkIdAt(at);
      if (linkId > 0) return this.#token(Token.LinkId, at, linkId);
    }
    return this.#token(isLetter(unit) ? Token.Letter : Token.Unreadable, at, at + 1);
  }

  #linkIdAt(at: number): number {
    const end = this.#linkIds.endAt(at);
    const oldEnd = this.#oldLinkIds.endAt(at);
    if (oldEnd > 0 && oldEnd !== end) {
      const last = this.oldLinkIds.at(-1);
      if (!last || at >= last.end) this.oldLinkIds.push({ start: at, end: oldEnd, linkId: 0 });
    }
    const open = this.oldLinkIds.at(-1);
    if (end > 0 && open && at > open.start && at < open.end) open.linkId = at;
    return end;
  }

  #readBlank(at: number, unit: number): Token {
    if (at >= this.#blankEnd || at < this.#blankStart) {
      this.#blankStart = at;
      this.#blankEnd = skipSpace(this.text, at + 1);
      this.#blankBeforeLink = this.#linkAt(this.#blankEnd) !== Token.Unreadable;
    }
    if (this.#blankBeforeLink) return this.#readLink(at, this.#blankEnd);
    let end = at + 1;
    if (unit === Char.LineFeed) {
      while (this.text.charCodeAt(end) === Char.LineFeed) end++;
      return this.#token(Token.NewLine, at, end);
    }
    const text = this.text;
    while (end < this.#blankEnd && text.charCodeAt(end) !== Char.LineFeed) end++;
    return this.#token(Token.Space, at, end);
  }

  /** Words that are a keyword at any token start, whatever stands before them. */
  #readKeyword(at: number, unit: number): Token {
    switch (unit) {
      case 97: // a
        return this.#readAccessibility(at);
      case 99: // c
        return this.#readInteraction(at);
      case 100: // d
        return this.#word(at, 'default', Token.Default);
      case 101: // e
        if (!this.#isWordAt(at, 'end')) return Token.Unreadable;
        return this.#token(Token.SubgraphEnd, at, skipSpace(this.text, at + 3));
      case 102: // f
        if (this.#isWordAt(at, 'flowchart-elk')) return this.#readGraph(at, 13);
        return this.#isWordAt(at, 'flowchart') ? this.#readGraph(at, 9) : Token.Unreadable;
      case 103: // g
        return this.#isWordAt(at, 'graph') ? this.#readGraph(at, 5) : Token.Unreadable;
      case 104: // h
        if (!this.text.startsWith('href', at) || !isSpace(this.text.charCodeAt(at + 4))) return Token.Unreadable;
        return this.#token(Token.Href, at, at + 5);
      case 105: // i
        return this.#word(at, 'interpolate', Token.Interpolate);
      case 108: // l
        return this.#word(at, 'linkStyle', Token.LinkStyle);
      case 115: // s
        if (this.#isWordAt(at, 'swimlane-beta')) return this.#readGraph(at, 13);
        if (this.#isWordAt(at, 'style')) return this.#token(Token.Style, at, at + 5);
        return this.#word(at, 'subgraph', Token.Subgraph);
      case Char.Underscore:
        return this.#readTarget(at);
      case Char.Quote:
        return this.#readQuote(at);
      default:
        return Token.Unreadable;
    }
  }

  #isWordAt(at: number, word: string): boolean {
    return this.text.startsWith(word, at) && !isWord(this.text.charCodeAt(at + word.length));
  }

  #word(at: number, word: string, kind: Token): Token {
    return this.#isWordAt(at, word) ? this.#token(kind, at, at + word.length) : Token.Unreadable;
  }

  #readGraph(at: number, length: number): Token {
    if (!this.#headerSeen) {
      this.#headerSeen = true;
      this.#push(State.HeaderDirection);
    }
    return this.#token(Token.Graph, at, at + length);
  }

  #readAccessibility(at: number): Token {
    const text = this.text;
    if (text.startsWith('accTitle', at)) {
      const colon = skipSpace(text, at + 8);
      if (text.charCodeAt(colon) !== Char.Colon) return Token.Unreadable;
      return this.#opens(Token.AccTitle, at, skipSpace(text, colon + 1), State.AccTitle);
    }
    if (!text.startsWith('accDescr', at)) return Token.Unreadable;
    const mark = skipSpace(text, at + 8);
    if (text.charCodeAt(mark) === Char.Colon) {
      return this.#opens(Token.AccDescription, at, skipSpace(text, mark + 1), State.AccDescription);
    }
    if (text.charCodeAt(mark) !== Char.OpenBrace) return Token.Unreadable;
    this.#push(State.AccDescriptionBlock);
    return this.#skip(skipSpace(text, mark + 1));
  }

  #readInteraction(at: number): Token {
    const text = this.text;
    if (text.startsWith('call', at) && isSpace(text.charCodeAt(at + 4))) {
      this.#push(State.CallbackName);
      return this.#skip(skipSpace(text, at + 5));
    }
    if (this.#isWordAt(at, 'classDef')) return this.#token(Token.ClassDef, at, at + 8);
    if (this.#isWordAt(at, 'class')) return this.#token(Token.Class, at, at + 5);
    if (text.startsWith('click', at) && isSpace(text.charCodeAt(at + 5))) {
      this.clickKeyword = at;
      this.#push(State.Click);
      return this.#skip(skipSpace(text, at + 6));
    }
    return Token.Unreadable;
  }

  #readTarget(at: number): Token {
    for (const target of ['_self', '_blank', '_parent', '_top']) {
      if (this.#isWordAt(at, target)) return this.#token(Token.LinkTarget, at, at + target.length);
    }
    return Token.Unreadable;
  }

  /** `@{ … }` as one token; it may hold quoted text with braces, but no `^` outside of it. */
  #readAttributes(at: number): Token {
    const end = this.#attributes.from(at);
    return end > 0 ? this.#token(Token.Attributes, at, end) : this.#token(Token.Unreadable, at, at + 2);
  }

  #readMark(at: number, unit: number): Token {
    const text = this.text;
    switch (unit) {
      case Char.Hash:
        return this.#token(Token.Hash, at, at + 1);
      case Char.Colon:
        if (text.charCodeAt(at + 1) === Char.Colon && text.charCodeAt(at + 2) === Char.Colon) {
          return this.#token(Token.ClassSeparator, at, at + 3);
        }
        return this.#token(Token.Colon, at, at + 1);
      case Char.Ampersand:
        return this.#token(Token.Ampersand, at, at + 1);
      case Char.Semicolon:
        return this.#token(Token.Semicolon, at, at + 1);
      case Char.Comma:
        return this.#token(Token.Comma, at, at + 1);
      case Char.Star:
        return this.#token(Token.Star, at, at + 1);
      case Char.OpenBracket:
        return this.#readOpenBracket(at);
      case Char.OpenParen:
        return this.#readOpenParen(at);
      case Char.OpenBrace:
        return this.#opens(Token.DiamondStart, at, at + 1, State.Text);
      case Char.Pipe:
        return this.#opens(Token.Pipe, at, at + 1, State.Text);
      case Char.Caret:
        return this.#token(Token.Up, at, at + 1);
      case Char.Greater:
        return this.#opens(Token.OddStart, at, at + 1, State.Text);
      case Char.Backslash:
        // `\|` is a token of its own that no rule of the grammar takes.
        if (text.charCodeAt(at + 1) === Char.Pipe) return this.#token(Token.Unreadable, at, at + 2);
        break;
      case 118: // v
        if (!isWord(text.charCodeAt(at + 1))) return this.#token(Token.Down, at, at + 1);
        break;
      case Char.Dash:
      case Char.Equals:
      case Char.Dot:
      case Char.Tilde:
      case Char.Less:
      case 111: // o
      case 120: // x
        if (this.#linkAt(at) !== Token.Unreadable) return this.#readLink(at, at);
        if (unit === Char.Less) return this.#token(Token.TagStart, at, at + 1);
        break;
      default:
        if (isDigit(unit)) {
          let end = at + 1;
          while (isDigit(text.charCodeAt(end))) end++;
          return this.#token(Token.Number, at, end);
        }
    }
    return this.#readNodeString(at);
  }

  #readNodeString(at: number): Token {
    const text = this.text;
    let end = at;
    for (;;) {
      const unit = text.charCodeAt(end);
      if (!isNodeWord(unit) && !(unit === Char.Dash && this.#isDashOfWord(end))) break;
      end++;
    }
    if (end > at) return this.#token(Token.NodeString, at, end);
    if (text.charCodeAt(at) === Char.Dash) return this.#token(Token.Minus, at, at + 1);
    return this.#token(Token.Unreadable, at, at + 1);
  }

  /** A dash belongs to a word unless something of an arrow follows it. */
  #isDashOfWord(at: number): boolean {
    if (at + 1 >= this.#length) return false;
    const after = this.text.charCodeAt(at + 1);
    return after !== Char.Greater && after !== Char.Dash && after !== Char.Dot;
  }

  #readOpenBracket(at: number): Token {
    switch (this.text.charCodeAt(at + 1)) {
      case Char.OpenBracket:
        return this.#opens(Token.SubroutineStart, at, at + 2, State.Text);
      case Char.Pipe:
        // Only outside other brackets; within them `[` opens and `|` closes.
        if (this.#state === State.Initial) return this.#token(Token.PropertiesStart, at, at + 2);
        break;
      case Char.OpenParen:
        return this.#opens(Token.CylinderStart, at, at + 2, State.Text);
      case Char.Slash:
        return this.#opens(Token.TrapezoidStart, at, at + 2, State.SlantedText);
      case Char.Backslash:
        return this.#opens(Token.InverseTrapezoidStart, at, at + 2, State.SlantedText);
    }
    return this.#opens(Token.SquareStart, at, at + 1, State.Text);
  }

  #readOpenParen(at: number): Token {
    const text = this.text;
    switch (text.charCodeAt(at + 1)) {
      case Char.Dash:
        return this.#opens(Token.EllipseStart, at, at + 2, State.EllipseText);
      case Char.OpenBracket:
        return this.#opens(Token.StadiumStart, at, at + 2, State.Text);
      case Char.OpenParen:
        if (text.charCodeAt(at + 2) === Char.OpenParen) {
          return this.#opens(Token.DoubleCircleStart, at, at + 3, State.Text);
        }
    }
    return this.#opens(Token.RoundStart, at, at + 1, State.Text);
  }

  // Links.

  /** Where the link found by `linkAt` ends, without the white space after it. */
  #linkEnd = 0;
  /** Where `linkAt` last found nothing. */
  #noLinkAt = -1;

  /** The kind of link that starts at `at`, where no white space stands: `Link`, `LinkStart` or `Unreadable`. */
  #linkAt(at: number): Token {
    if (at === this.#noLinkAt) return Token.Unreadable;
    const text = this.text;
    let line = at;
    const first = text.charCodeAt(at);
    if (first === Char.Less || first === 120 || first === 111) line++;
    const second = text.charCodeAt(line);
    let kind = Token.Unreadable;
    if (second === Char.Dash || second === Char.Equals) kind = this.#solidLinkAt(line, second);
    if (kind === Token.Unreadable && (second === Char.Dash || second === Char.Dot)) kind = this.#dottedLinkAt(line);
    if (second === Char.Tilde && line === at) kind = this.#invisibleLinkAt(line);
    if (kind === Token.Unreadable) this.#noLinkAt = at;
    return kind;
  }

  #solidLinkAt(at: number, unit: number): Token {
    const text = this.text;
    let end = at + 1;
    while (text.charCodeAt(end) === unit) end++;
    if (end === at + 1) return Token.Unreadable;
    const tip = text.charCodeAt(end);
    if (tip === Char.Greater || tip === 120 || tip === 111) {
      this.#linkEnd = end + 1;
      return Token.Link;
    }
    this.#linkEnd = end;
    return end > at + 2 ? Token.Link : Token.LinkStart;
  }

  #dottedLinkAt(at: number): Token {
    const text = this.text;
    const dots = text.charCodeAt(at) === Char.Dash ? at + 1 : at;
    let end = dots;
    while (text.charCodeAt(end) === Char.Dot) end++;
    if (end === dots) return Token.Unreadable;
    if (text.charCodeAt(end) === Char.Dash) {
      const tip = text.charCodeAt(end + 1);
      this.#linkEnd = tip === Char.Greater || tip === 120 || tip === 111 ? end + 2 : end + 1;
      return Token.Link;
    }
    if (dots === at) return Token.Unreadable;
    this.#linkEnd = dots + 1;
    return Token.LinkStart;
  }

  #invisibleLinkAt(at: number): Token {
    let end = at;
    while (this.text.charCodeAt(end) === Char.Tilde) end++;
    this.#linkEnd = end;
    return end >= at + 3 ? Token.Link : Token.Unreadable;
  }

  /** Takes the link at `link` with the white space round it, from `at` on. */
  #readLink(at: number, link: number): Token {
    const kind = this.#linkAt(link);
    const end = skipSpace(this.text, this.#linkEnd);
    if (kind === Token.Link) return this.#token(Token.Link, at, end);
    const line = this.text.charCodeAt(link);
    const mark = line === Char.Dash || line === Char.Equals ? link : link + 1;
    let state = State.LinkText;
    if (this.text.charCodeAt(mark) === Char.Equals) state = State.ThickLinkText;
    else if (this.text.charCodeAt(mark + 1) === Char.Dot) state = State.DottedLinkText;
    return this.#opens(Token.LinkStart, at, end, state);
  }

  #readLinkText(at: number): Token {
    return this.#readTextOfLink(at, Char.Dash);
  }

  #readThickLinkText(at: number): Token {
    return this.#readTextOfLink(at, Char.Equals);
  }

  /** The words of `A -- words --> B`, up to the link that ends them or a quote. */
  #readTextOfLink(at: number, line: number): Token {
    const text = this.text;
    if (text.charCodeAt(at) === Char.Quote) return this.#readQuote(at);
    let stop = at;
    for (; stop < this.#length; stop++) {
      const unit = text.charCodeAt(stop);
      if (unit === Char.Quote) break;
      // A single dash is text, a single `=` is not.
      if (unit === line && (line === Char.Equals || text.charCodeAt(stop + 1) === line)) break;
    }
    if (text.charCodeAt(stop) === line && this.#solidLinkAt(stop, line) === Token.Link) {
      return this.#readEndOfLink(at, stop);
    }
    if (stop > at) return this.#token(Token.LinkText, at, stop);
    return this.#token(Token.Unreadable, at, at + 1);
  }

  #readDottedLinkText(at: number): Token {
    const text = this.text;
    if (text.charCodeAt(at) === Char.Quote) return this.#readQuote(at);
    let stop = at;
    while (stop < this.#length && text.charCodeAt(stop) !== Char.Dot && text.charCodeAt(stop) !== Char.Quote) stop++;
    if (text.charCodeAt(stop) === Char.Dot && this.#dottedLinkAt(stop) === Token.Link) {
      const dash = stop > at && text.charCodeAt(stop - 1) === Char.Dash;
      return this.#readEndOfLink(at, dash ? stop - 1 : stop);
    }
    if (stop > at) return this.#token(Token.LinkText, at, stop);
    return this.#token(Token.Unreadable, at, at + 1);
  }

  /** At `line` starts the link that ends the text from `at` on: its head and the blanks before it belong to it. */
  #readEndOfLink(at: number, line: number): Token {
    const text = this.text;
    let start = line;
    if (start > at) {
      const head = text.charCodeAt(start - 1);
      if (head === Char.Less || head === 120 || head === 111) start--;
    }
    while (start > at && isSpace(text.charCodeAt(start - 1))) start--;
    if (start > at) return this.#token(Token.LinkText, at, start);
    return this.#closes(Token.Link, at, skipSpace(text, this.#linkEnd));
  }

  // Between brackets and quotes.

  /** A quote opens quoted text in every state but those that read it themselves. */
  #readQuote(at: number): Token {
    const markdown = this.text.charCodeAt(at + 1) === Char.Backtick;
    this.#push(markdown ? State.Markdown : State.String);
    return this.#skip(markdown ? at + 2 : at + 1);
  }

  #readString(at: number): Token {
    const text = this.text;
    if (text.charCodeAt(at) === Char.Quote) {
      if (text.charCodeAt(at + 1) === Char.Backtick) return this.#readQuote(at);
      this.#pop();
      return this.#skip(at + 1);
    }
    return this.#token(Token.QuotedText, at, this.#quotes.from(at));
  }

  #readMarkdown(at: number): Token {
    const text = this.text;
    const unit = text.charCodeAt(at);
    if (unit === Char.Backtick) {
      if (text.charCodeAt(at + 1) !== Char.Quote) return this.#token(Token.Unreadable, at, at + 1);
      this.#pop();
      return this.#skip(at + 2);
    }
    if (unit === Char.Quote) return this.#readQuote(at);
    return this.#token(Token.MarkdownText, at, this.#markdownStops.from(at));
  }

  #readText(at: number): Token {
    const text = this.text;
    const unit = text.charCodeAt(at);
    switch (unit) {
      case Char.Quote:
        return this.#readQuote(at);
      case Char.CloseBracket: {
        const after = text.charCodeAt(at + 1);
        if (after === Char.CloseParen) return this.#closes(Token.StadiumEnd, at, at + 2);
        if (after === Char.CloseBracket) return this.#closes(Token.SubroutineEnd, at, at + 2);
        return this.#closes(Token.SquareEnd, at, at + 1);
      }
      case Char.CloseParen: {
        const after = text.charCodeAt(at + 1);
        if (after === Char.CloseBracket) return this.#closes(Token.CylinderEnd, at, at + 2);
        if (after === Char.CloseParen && text.charCodeAt(at + 2) === Char.CloseParen) {
          return this.#closes(Token.DoubleCircleEnd, at, at + 3);
        }
        return this.#closes(Token.RoundEnd, at, at + 1);
      }
      case Char.CloseBrace:
        return this.#closes(Token.DiamondEnd, at, at + 1);
      case Char.Pipe:
        return this.#closes(Token.Pipe, at, at + 1);
      case Char.OpenBracket:
        return this.#readOpenBracket(at);
      case Char.OpenParen:
        return this.#readOpenParen(at);
      case Char.OpenBrace:
        return this.#opens(Token.DiamondStart, at, at + 1, State.Text);
    }
    return this.#readTilde(at, unit) || this.#token(Token.Text, at, this.#textStops.from(at));
  }

  /** `~~~` is a link even between brackets, where a word would start. 0 where there is none. */
  #readTilde(at: number, unit: number): Token {
    if (unit !== Char.Tilde && !isSpace(unit)) return Token.Unreadable;
    const tilde = skipSpace(this.text, at);
    if (this.text.charCodeAt(tilde) !== Char.Tilde || this.#invisibleLinkAt(tilde) !== Token.Link) {
      return Token.Unreadable;
    }
    return this.#token(Token.Link, at, skipSpace(this.text, this.#linkEnd));
  }

  #readSlantedText(at: number): Token {
    const text = this.text;
    const unit = text.charCodeAt(at);
    const after = text.charCodeAt(at + 1);
    switch (unit) {
      case Char.Quote:
        return this.#readQuote(at);
      case Char.OpenParen:
        if (after === Char.CloseBracket) return this.#closes(Token.TrapezoidEnd, at, at + 2);
        return this.#readOpenParen(at);
      case Char.Backslash:
      case Char.CloseBracket:
      case Char.CloseParen:
      case Char.Question:
      case Char.Equals:
        if (after === Char.CloseBracket) return this.#closes(Token.TrapezoidEnd, at, at + 2);
        break;
      case Char.Slash:
        if (after === Char.CloseBracket) return this.#closes(Token.InverseTrapezoidEnd, at, at + 2);
        break;
      case Char.OpenBracket:
        return this.#readOpenBracket(at);
      case Char.OpenBrace:
        return this.#opens(Token.DiamondStart, at, at + 1, State.Text);
    }
    const link = this.#readTilde(at, unit);
    if (link !== Token.Unreadable) return link;
    if (unit === Char.Slash || unit === Char.Backslash) return this.#token(Token.Text, at, at + 1);
    const end = this.#slantedTextStops.from(at);
    return end > at ? this.#token(Token.Text, at, end) : this.#token(Token.Unreadable, at, at + 1);
  }

  #readEllipseText(at: number): Token {
    const text = this.text;
    const unit = text.charCodeAt(at);
    if (unit === Char.Quote) return this.#readQuote(at);
    if (this.#isEllipseEnd(at)) return this.#closes(Token.EllipseEnd, at, at + 2);
    const link = this.#readTilde(at, unit);
    if (link !== Token.Unreadable) return link;
    let end = at;
    for (; end < this.#length && !this.#isEllipseEnd(end); end++) {
      const next = text.charCodeAt(end);
      if (isBracket(next) || next === Char.Quote) break;
      if (next === Char.Tilde && text.startsWith('~~~', end)) break;
    }
    // The blanks before `~~~` belong to the link.
    if (text.charCodeAt(end) === Char.Tilde) while (end > at && isSpace(text.charCodeAt(end - 1))) end--;
    if (end > at) return this.#token(Token.Text, at, end);
    if (unit === Char.OpenBracket) return this.#readOpenBracket(at);
    if (unit === Char.OpenParen) return this.#readOpenParen(at);
    if (unit === Char.OpenBrace) return this.#opens(Token.DiamondStart, at, at + 1, State.Text);
    return this.#token(Token.Unreadable, at, at + 1);
  }

  #isEllipseEnd(at: number): boolean {
    if (this.text.charCodeAt(at + 1) !== Char.CloseParen) return false;
    const unit = this.text.charCodeAt(at);
    return unit === Char.Dash || unit === Char.Slash || unit === Char.CloseParen;
  }

  // The header's direction and `click` statements.

  #readHeaderDirection(at: number): Token {
    const text = this.text;
    if (text.charCodeAt(at) === Char.Quote) return this.#readQuote(at);
    const word = skipSpace(text, at);
    const lineFeed = text.lastIndexOf('\n', word - 1);
    if (lineFeed >= at) return this.#closes(Token.NoDirection, at, lineFeed + 1);
    const unit = text.charCodeAt(word);
    if (unit === Char.Less || unit === Char.Greater || unit === Char.Caret) {
      return this.#closes(Token.Direction, at, word + 1);
    }
    if (this.#isWordAt(word, 'v')) return this.#closes(Token.Direction, at, word + 1);
    for (const direction of ['LR', 'RL', 'TB', 'BT', 'TD', 'BR']) {
      if (this.#isWordAt(word, direction)) return this.#closes(Token.Direction, at, word + 2);
    }
    return this.#token(Token.Unreadable, at, at + 1);
  }

  #readClick(at: number): Token {
    const text = this.text;
    if (isSpace(text.charCodeAt(at))) {
      this.#pop();
      return this.#skip(at + 1);
    }
    if (text.charCodeAt(at) === Char.Quote) return this.#readQuote(at);
    let end = at + 1;
    while (end < this.#length && !isSpace(text.charCodeAt(end))) end++;
    return this.#token(Token.Click, at, end);
  }

  #readCallbackName(at: number): Token {
    const text = this.text;
    if (text.charCodeAt(at) === Char.OpenParen) {
      this.#pop();
      const end = skipSpace(text, at + 1);
      if (text.charCodeAt(end) === Char.CloseParen) return this.#skip(end + 1);
      this.#push(State.CallbackArguments);
      return this.#skip(at + 1);
    }
    return this.#token(Token.CallbackName, at, this.#openParens.from(at));
  }

  #readCallbackArguments(at: number): Token {
    if (this.text.charCodeAt(at) === Char.CloseParen) {
      this.#pop();
      return this.#skip(at + 1);
    }
    return this.#token(Token.CallbackArguments, at, this.#closeParens.from(at));
  }
}
