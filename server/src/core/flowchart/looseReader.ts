import { brokenLinkAt } from './brokenLinks';
import { Char, isSpace, skipSpace, trimEnd } from './chars';
import type { Faults } from './faults';
import { linkStyle, splitLinkStyle } from './links';
import { findLooseLabel, looseWords } from './looseLabels';
import { fix } from './problems';
import type { Id, Label, Link, Reading, Shape } from './reading';
import { canFollowNode, isOpening, isReserved } from './tokenKinds';
import { Token } from './tokens';

/** How a link with text may end. */
const wholeLink = /^(?:-{2,}[>xo]|-{3,}|={2,}[>xo]|={3,}|-?\.+-[>xo]?)/;

/**
 * Reads the parts of a statement that Mermaid cannot read as their author most likely meant them.
 * Reports what is wrong with each; the statement goes on behind it.
 */
export class LooseReader {
  readonly #reading: Reading;
  readonly #faults: Faults;
  readonly #text: string;

  constructor(reading: Reading, faults: Faults) {
    this.#reading = reading;
    this.#faults = faults;
    this.#text = reading.text;
  }

  /** A word of Mermaid's own on the line of the link before it is the node it was meant to be. */
  readReservedId(after: Link | undefined): Id | undefined {
    const { lexer } = this.#reading;
    const { kind, start } = lexer;
    if (!isReserved(kind) || (after && !this.#reading.isOneLine(after.end, start))) return undefined;
    const end = trimEnd(this.#text, start, lexer.end);
    this.#reading.goOnAt(end);
    const isNode = after !== undefined || canFollowNode(lexer.kind);
    if (!isNode) this.#reading.goOnAt(start);
    else this.#faults.reservedWord(start, end);
    return isNode ? { text: this.#text.slice(start, end), start, end } : undefined;
  }

  /** `A [x]`: passes the blank when a bracket follows it, which Mermaid never takes. True when it did. */
  skipBlankBeforeBracket(): boolean {
    const { lexer } = this.#reading;
    const { start, end } = lexer;
    const unit = this.#text.charCodeAt(end);
    if (unit !== Char.OpenBracket && unit !== Char.OpenParen && unit !== Char.OpenBrace) return false;
    const message = `Mermaid reads no blank between the ID of a node and \`${String.fromCharCode(unit)}\`. Delete it.`;
    const mend = fix('Delete the blank', this.#reading.span(start, end), '');
    this.#reading.fail('blank-before-bracket', start, end, message, mend);
    return isOpening(lexer.next());
  }

  /** The brackets that start at `open`. */
  readShape(open: number): Shape {
    const { start, end, next, shape, closing, isClosed } = findLooseLabel(this.#text, open);
    this.#faults.label(open, start, end, isClosed ? undefined : closing, isClosed ? end : next);
    this.#reading.goOnAt(next);
    return { name: shape, label: this.#words(start, end), start, end };
  }

  /** The label between the pipes of which the first is at `open`. */
  readPipedLabel(open: number): Label {
    const start = open + 1;
    const lineEnd = this.#reading.lineEnd(open);
    let close = start;
    while (close < lineEnd && this.#text.charCodeAt(close) !== Char.Pipe) close++;
    const isClosed = close < lineEnd;
    const end = isClosed ? close : trimEnd(this.#text, start, lineEnd);
    this.#faults.label(open, start, end, isClosed ? undefined : '|');
    this.#reading.goOnAt(isClosed ? close + 1 : end);
    return this.#words(start, end);
  }

  #words(start: number, end: number): Label {
    const words = looseWords(this.#text, start, end);
    const isQuoted = words.start > start && this.#text.charCodeAt(words.start - 1) === Char.Quote;
    return {
      text: this.#reading.plain(this.#text.slice(words.start, words.end)),
      start: words.start,
      end: words.end,
      kind: isQuoted ? 'string' : 'plain',
    };
  }

  /** Something after a node that is like a link and is none: `->`, `=>`, `–>`. Undefined where nothing of the kind stands. */
  readLink(): Link | undefined {
    const { lexer, lastEnd } = this.#reading;
    if (!mayStartBrokenLink(lexer.kind)) return undefined;
    const start = skipSpace(this.#text, lexer.start, lexer.end);
    if (!this.#reading.isOneLine(lastEnd, start)) return undefined;
    const broken = brokenLinkAt(this.#text, start);
    return broken && this.#take(start, broken.end, broken.kind, broken.right, undefined);
  }

  /** `A -- B`, or text in a link that no link ends: `start` and `startEnd` are those of the `--`. */
  readOpenLink(start: number, startEnd: number, textStart: number, id: string | undefined): Link {
    const broken = brokenLinkAt(this.#text, start);
    if (broken?.right !== undefined) return this.#take(start, broken.end, broken.kind, broken.right, id);
    const kind = broken?.kind ?? linkStyle(`${this.#text.slice(start, startEnd)}-`).kind;
    const lineEnd = this.#reading.lineEnd(start);
    const second = this.#secondLine(startEnd - 2, textStart, lineEnd);
    if (second >= lineEnd) return this.#take(start, startEnd, kind, undefined, id);
    const label = this.#words(textStart, second);
    const whole = wholeLink.exec(this.#text.slice(second, lineEnd))?.[0];
    let end = second + (whole ?? '').length;
    while (whole === undefined && end < lineEnd && !isSpace(this.#text.charCodeAt(end))) end++;
    // A single dash may stand in the text between dashes, `=` and `.` may not in theirs.
    const mark = this.#text.charCodeAt(startEnd - 1);
    const textEnd = trimEnd(this.#text, textStart, second);
    const isReported = this.#faults.textOfLink(textStart, textEnd, mark === Char.Dash ? Char.Quote : mark);
    if (!isReported || whole === undefined) {
      this.#reading.fail('bad-link', second, end, 'A link with text must end in a whole link, such as `-->` or `---`.');
    }
    this.#passTo(end);
    const style = whole === undefined ? { kind, length: 1 } : splitLinkStyle(this.#text.slice(start, startEnd), whole);
    return { start, end, style, label, id };
  }

  /** Where the line of a link begins again behind its text, given the first one (`--`, `==`, `-.`); `lineEnd` where it does not. */
  #secondLine(first: number, textStart: number, lineEnd: number): number {
    const text = this.#text;
    const line = text.slice(first, first + 2);
    let at = textStart;
    while (at < lineEnd && !text.startsWith(line, at) && !(line === '-.' && text.startsWith('.-', at))) at++;
    return at;
  }

  #take(start: number, end: number, kind: string, right: string | undefined, id: string | undefined): Link {
    const message = `Mermaid knows no link \`${this.#text.slice(start, end)}\`.`;
    if (right === undefined) {
      this.#reading.fail('bad-link', start, end, `${message} Write \`-->\`, \`---\` or another of its links.`);
    } else {
      // `x` and `o` would become the head of the link.
      const before = this.#text[start - 1];
      const newText = before === 'x' || before === 'o' ? ` ${right}` : right;
      const mend = fix(`Write \`${right}\``, this.#reading.span(start, end), newText);
      this.#reading.fail('bad-link', start, end, `${message} Write \`${right}\`.`, mend);
    }
    this.#passTo(end);
    return { start, end, style: { kind, length: 1 }, label: undefined, id };
  }

  #passTo(end: number): void {
    this.#reading.goOnAt(end);
    if (this.#reading.lexer.is(Token.Space)) this.#reading.lexer.next();
  }
}

/** The tokens that Mermaid reads where something like a link starts. */
function mayStartBrokenLink(kind: Token): boolean {
  switch (kind) {
    case Token.Unreadable:
    case Token.Minus:
    case Token.NodeString:
    case Token.OddStart:
    case Token.TagStart:
      return true;
    default:
      return false;
  }
}
