import type { Span } from '../text';
import { readAttributes } from './attributes';
import { brokenLinkAt } from './brokenLinks';
import { Char, isLineTerminator, isSpace, isTextStop, skipSpace, trimEnd } from './chars';
import type { EditedText } from './editedText';
import type { FlowEdge, NodeMention } from './flowchart';
import { Lexer } from './lexer';
import { linkStyle, splitLinkStyle, type LinkStyle } from './links';
import { findLooseLabel, looseWords, quoted } from './looseLabels';
import { FlowchartModel, type SubgraphItem } from './model';
import { Pitfalls } from './pitfalls';
import { Portability } from './portability';
import { restoreEntities, type Prepared } from './prepare';
import { fix, type Fix, type Problems } from './problems';
import { bracketShape } from './shapes';
import { Token } from './tokens';

/** Words between brackets, pipes or dashes; offsets are those of the prepared text. */
interface Label {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly kind: 'plain' | 'string' | 'markdown';
}

/** A node's brackets. */
interface Shape {
  readonly name: string;
  readonly label: Label;
  /** What stands between the brackets. */
  readonly start: number;
  readonly end: number;
}

/** A span that grows while its statement is read. */
interface GrowingSpan extends Span {
  end: number;
}

/** A mention whose role may still change: a node is alone until a link follows it. */
type Mention = Omit<NodeMention, 'role'> & { role: NodeMention['role'] };

interface Id {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

interface Link {
  readonly start: number;
  readonly end: number;
  readonly style: LinkStyle;
  readonly label: Label | undefined;
  readonly id: string | undefined;
}

interface SubgraphHead {
  id: string | undefined;
  title: string;
}

/** A subgraph whose `end` has not been read. */
interface OpenSubgraph {
  readonly keyword: number;
  readonly id: string | undefined;
  readonly title: string;
  readonly items: SubgraphItem[];
}

/**
 * Reads a prepared flowchart statement by statement. As long as nothing is wrong it takes exactly
 * what Mermaid's grammar takes; at the first token the grammar refuses it reports one problem,
 * takes what can be read of the line, and goes on with the next line.
 */
export class FlowchartReader {
  header: Span | undefined;
  direction: string | undefined;
  readonly model = new FlowchartModel();
  readonly mentions: NodeMention[] = [];

  readonly #edited: EditedText;
  readonly #text: string;
  readonly #lexer: Lexer;
  readonly #problems: Problems;
  readonly #pitfalls: Pitfalls;
  readonly #portability: Portability;
  readonly #hasEntities: boolean;
  readonly #inheritsDirection: boolean;
  readonly #open: OpenSubgraph[] = [];

  #statement: GrowingSpan = { start: 0, end: 0 };
  /** Where the last token ended that belongs to the statement. */
  #lastEnd = 0;
  /** The place of the last problem, and the end of its line. While a broken line is read piece by piece, -1 otherwise. */
  #failedAt = 0;
  #brokenLineEnd = -1;
  /** Bare nodes of a broken line: words, until a link or a label shows that they are nodes. */
  #heldMentions: NodeMention[] = [];

  constructor(prepared: Prepared, problems: Problems, inheritsDirection: boolean) {
    this.#edited = prepared.edited;
    this.#text = prepared.edited.text;
    this.#lexer = new Lexer(this.#text);
    this.#problems = problems;
    this.#pitfalls = new Pitfalls(prepared, problems);
    this.#portability = new Portability(prepared, problems);
    this.#hasEntities = prepared.hasEntities;
    this.#inheritsDirection = inheritsDirection;
  }

  /** Reads the whole text. The header stands at `headerStart`; `headerEnd` is given where its keyword is misspelt. */
  read(headerStart: number, headerEnd?: number): void {
    if (headerEnd === undefined) this.#lexer.restart(headerStart);
    else this.#lexer.restartAfterHeader(headerEnd);
    this.#lexer.next();
    const isRead = headerEnd === undefined ? this.#readHeader() : this.#readHeaderDirection(headerStart, headerEnd);
    if (!isRead) this.#resume();
    this.#readStatements();
    for (const { keyword } of this.#open) {
      const message = 'This subgraph has no `end`, so Mermaid refuses the whole diagram. Write `end` on a line of its own after its last node.';
      this.#problems.structure('missing-end', this.#span(keyword, keyword + 8), message);
    }
    while (this.#open.length > 0) this.#closeSubgraph(this.#text.length);
    this.#portability.finish(this.#lexer);
    this.#pitfalls.finish(this.model, this.mentions);
  }

  // Header and statements.

  #readHeader(): boolean {
    const lexer = this.#lexer;
    const { start, end } = lexer;
    if (lexer.is(Token.Graph)) {
      lexer.next();
      return this.#readHeaderDirection(start, end);
    }
    const wordEnd = this.#wordEnd(start);
    const word = this.#text.slice(start, wordEnd);
    const message = word.startsWith('%%')
      ? 'Mermaid reads this line as the header: a comment needs words after `%%`. Delete the line.'
      : `Mermaid does not know \`${word}\`. Start the diagram with \`flowchart LR\`.`;
    this.#fail('bad-header', start, wordEnd, message);
    const header = this.#findHeader(this.#lineEnd(start));
    if (header < 0) return this.#skipLine(start);
    // The first broken line costs itself; the header may be the line below it.
    lexer.restart(header);
    lexer.next();
    return this.#readHeader();
  }

  /** The start of the first word after `from` if it is a header, -1 otherwise. */
  #findHeader(from: number): number {
    const start = skipSpace(this.#text, from);
    return /^(?:flowchart|graph)(?!\w)/.test(this.#text.slice(start, start + 10)) ? start : -1;
  }

  /** The direction, and the end of the header's line; the keyword stands at `[keyword, keywordEnd)`. */
  #readHeaderDirection(keyword: number, keywordEnd: number): boolean {
    const lexer = this.#lexer;
    const kind = lexer.kind;
    this.header = this.#span(keyword, keywordEnd);
    if (kind === Token.NoDirection) {
      this.#pitfalls.noDirection();
      lexer.next();
      return true;
    }
    if (kind !== Token.Direction) {
      const at = skipSpace(this.#text, lexer.start);
      const word = this.#text.slice(at, this.#wordEnd(at));
      const right = /^(?:lr|rl|tb|bt|td)$/i.test(word) ? word.toUpperCase() : undefined;
      const span = this.#span(at, at + word.length);
      const message = `Mermaid knows no direction \`${word}\`. Write \`TB\`, \`BT\`, \`LR\` or \`RL\`.`;
      return this.#fail('bad-direction', at, at + word.length, message, right === undefined ? undefined : fix(`Write \`${right}\``, span, right));
    }
    this.header = this.#span(keyword, lexer.end);
    this.direction = headerDirection(this.#text.slice(lexer.start, lexer.end).trim());
    lexer.next();
    if (lexer.is(Token.Semicolon)) {
      lexer.next();
      return true;
    }
    const blank = lexer.start;
    while (lexer.is(Token.Space)) lexer.next();
    if (lexer.is(Token.NewLine)) {
      lexer.next();
      return true;
    }
    const at = skipSpace(this.#text, lexer.start);
    if (this.#lineEnd(blank) < at) {
      return this.#failStatementStart();
    }
    const message = 'Mermaid reads nothing after the direction of the header. Start a new line there.';
    return this.#fail('text-after-header', at, this.#wordEnd(at), message, this.#newLineFix(blank, at));
  }

  #readStatements(): void {
    const lexer = this.#lexer;
    for (;;) {
      if (this.#brokenLineEnd >= 0 && !this.#findReadable()) continue;
      const start = lexer.start;
      switch (lexer.kind) {
        case Token.End:
          return;
        case Token.NewLine:
        case Token.Space:
        case Token.EndOfText:
          lexer.next();
          continue;
        case Token.Semicolon:
          this.#list(';');
          lexer.next();
          continue;
        case Token.DirectionStatement:
          this.#readDirection();
          continue;
        case Token.AccTitle:
        case Token.AccDescription:
          this.#readAccessibility();
          continue;
        case Token.AccDescriptionBlock:
          this.#pitfalls.descriptionBlock(start, lexer.end);
          this.#list(this.#text.slice(start, lexer.end).trim());
          lexer.next();
          continue;
        case Token.SubgraphEnd:
          if (!this.#readEnd()) this.#resume();
          continue;
      }
      this.#statement = { start: this.#edited.sourceStart(skipSpace(this.#text, start)), end: 0 };
      const isRead = this.#readStatement();
      this.#statement.end = this.#edited.sourceEnd(this.#lastEnd);
      this.#heldMentions.length = 0;
      if (!isRead) this.#resume();
    }
  }

  #readStatement(): boolean {
    switch (this.#lexer.kind) {
      case Token.Subgraph:
        return this.#readSubgraph();
      case Token.Style:
        return this.#readStyle() && this.#readSeparator();
      case Token.LinkStyle:
        return this.#readLinkStyle() && this.#readSeparator();
      case Token.ClassDef:
        return this.#readClassDef() && this.#readSeparator();
      case Token.Class:
        return this.#readClass() && this.#readSeparator();
      case Token.Click:
        return this.#readClick() && this.#readSeparator();
      default:
        return this.#readNodesAndLinks() && this.#readSeparator();
    }
  }

  #readSeparator(): boolean {
    const lexer = this.#lexer;
    switch (lexer.kind) {
      case Token.NewLine:
      case Token.Semicolon:
      case Token.EndOfText:
        lexer.next();
        return true;
      default:
        return this.#failAfterStatement();
    }
  }

  #readDirection(): void {
    const lexer = this.#lexer;
    const line = lexer.directions.lineAt(lexer.start);
    this.#pitfalls.directionLine(lexer.start, line);
    this.#list({ direction: line.direction });
    lexer.next();
  }

  #readAccessibility(): void {
    const lexer = this.#lexer;
    const { start, end } = lexer;
    lexer.next();
    this.#pitfalls.accessibility(start, end, lexer.end);
    this.#list(this.#text.slice(lexer.start, lexer.end).trim());
    lexer.next();
  }

  /** Adds what a statement leaves in Mermaid's list of a subgraph. */
  #list(item: SubgraphItem): void {
    const open = this.#open.at(-1);
    if (open) open.items.push(item);
  }

  // Nodes and links.

  /** A chain of nodes and links. `first` is the ID of the first node where it has been read. */
  #readNodesAndLinks(first?: Id): boolean {
    const items = this.#open.at(-1)?.items;
    // Mermaid lists the nodes of a chain from its end, which shows when it breaks on a name.
    const chain: Mention[][] | undefined = items && [];
    const isRead = this.#readChain(chain, first);
    if (chain) for (const group of chain.reverse()) for (const { id } of group) items!.push(id);
    return isRead;
  }

  #readChain(chain: Mention[][] | undefined, first: Id | undefined): boolean {
    let from = this.#readNodes('alone', undefined, first);
    if (!from) return false;
    chain?.push(from);
    let isLinked = false;
    for (;;) {
      const link = this.#readLink();
      if (link === 'none') return true;
      if (!link) return false;
      const to = this.#readNodes('edge', link);
      if (!to) return false;
      this.#releaseMentions();
      if (!isLinked) for (const mention of from) mention.role = 'edge';
      isLinked = true;
      chain?.push(to);
      this.#connect(from, to, link);
      from = to;
    }
  }

  #connect(from: readonly NodeMention[], to: readonly NodeMention[], link: Link): void {
    const { style, label, id } = link;
    const span = this.#span(link.start, link.end);
    const labelSpan = label && this.#span(label.start, label.end);
    const text = label ? label.text : '';
    for (let i = 0; i < from.length; i++) {
      for (let j = 0; j < to.length; j++) {
        // Only the innermost pair of `A & B --> C & D` gets the ID.
        const own = id !== undefined && from[i]!.id === from.at(-1)!.id && to[j]!.id === to[0]!.id;
        const edge: FlowEdge = {
          from: from[i]!,
          to: to[j]!,
          link: span,
          label: text,
          labelSpan,
          kind: style.kind,
          length: style.length,
          id: own ? this.model.freeEdgeId(id) : undefined,
        };
        this.model.addEdge(edge);
      }
    }
  }

  /** `A & B`, with attributes and the blanks after them. */
  #readNodes(role: 'edge' | 'alone', after: Link | undefined, first?: Id): Mention[] | undefined {
    const lexer = this.#lexer;
    const nodes: Mention[] = [];
    for (;;) {
      const node = this.#readNode(role, after, nodes.length === 0 ? first : undefined);
      if (!node) return undefined;
      nodes.push(node);
      let attributes: (() => boolean) | undefined;
      if (lexer.is(Token.Attributes)) attributes = this.#readAttributes(node);
      const blank = lexer.is(Token.Space) ? lexer.start : -1;
      while (lexer.is(Token.Space)) lexer.next();
      if (blank < 0 || !lexer.is(Token.Ampersand)) {
        if (attributes && blank >= 0) this.#portability.blankAfterAttributes(blank, lexer.start);
        if (attributes && !attributes()) return undefined;
        return nodes;
      }
      const ampersand = lexer.start;
      if (lexer.next() !== Token.Space) {
        const message = 'Mermaid reads `&` between nodes only with a blank on both sides.';
        const span = this.#span(ampersand, ampersand + 1);
        this.#fail('ampersand-without-blank', ampersand, ampersand + 1, message, fix('Put a blank after `&`', span, '& '));
        return undefined;
      }
      while (lexer.is(Token.Space)) lexer.next();
      if (attributes && !attributes()) return undefined;
      if (!isIdToken(lexer.kind)) {
        this.#failNode('`&`', ampersand, ampersand + 1);
        return undefined;
      }
    }
  }

  /** One node: ID, brackets, `:::class`. */
  #readNode(role: 'edge' | 'alone', after: Link | undefined, first: Id | undefined): Mention | undefined {
    const lexer = this.#lexer;
    const id = first ?? this.#readId() ?? this.#readReservedId(after);
    if (!id) {
      if (after) this.#failNode('the link', after.start, after.end);
      else this.#failStatementStart();
      return undefined;
    }
    const hasShape = isOpening(lexer.kind) || (lexer.is(Token.Space) && this.#readBlankBeforeBracket());
    let shape: Shape | undefined;
    let node = id;
    let end = id.end;
    if (hasShape) {
      shape = this.#readShape(id);
      if (!shape) {
        // `A->B`: the arrow's dash went into the ID.
        node = { text: id.text.slice(0, -1), start: id.start, end: id.end - 1 };
        end = node.end;
      } else {
        end = this.#lastEnd;
      }
    }
    const mention = this.#mention(node, end, shape, role);
    if (lexer.is(Token.ClassSeparator)) {
      lexer.next();
      if (!this.#readId()) {
        this.#fail('missing-class', lexer.start, lexer.end, 'The name of a class must follow `:::`.');
        return undefined;
      }
    }
    return mention;
  }

  /** An ID of one or more tokens; undefined where none stands. */
  #readId(): Id | undefined {
    const lexer = this.#lexer;
    if (!isIdToken(lexer.kind)) return undefined;
    const start = lexer.start;
    let end = lexer.end;
    lexer.next();
    if (!isIdToken(lexer.kind)) {
      this.#lastEnd = end;
      return { text: this.#text.slice(start, end), start, end };
    }
    // Empty quotes are no token: an ID may have a gap where they stand.
    const parts = [this.#text.slice(start, end)];
    do {
      parts.push(this.#text.slice(lexer.start, lexer.end));
      end = lexer.end;
      lexer.next();
    } while (isIdToken(lexer.kind));
    this.#lastEnd = end;
    return { text: parts.join(''), start, end };
  }

  /** Reads the brackets of a node. Undefined for `A->B`, which looks like brackets and is no node. */
  #readShape(id: Id): Shape | undefined {
    const lexer = this.#lexer;
    const opening = lexer.kind;
    const open = lexer.start;
    let start = lexer.end;
    lexer.next();
    let closings = 1;
    if (opening === Token.RoundStart || opening === Token.DiamondStart) {
      if (lexer.is(opening)) {
        start = lexer.end;
        closings = 2;
        lexer.next();
      }
    } else if (opening === Token.PropertiesStart) {
      if (!this.#readProperties()) return this.#readLooseShape(open);
      start = lexer.end;
      lexer.next();
    }
    const label = this.#readLabel();
    if (label) {
      const end = lexer.start;
      const closing = lexer.kind;
      const name = bracketShape(opening, closing);
      if (name !== undefined) {
        this.#lastEnd = lexer.end;
        lexer.next();
        if (closings === 1) {
          this.#portability.label(start, end, label.kind);
          return { name, label, start, end };
        }
        if (lexer.is(closing)) {
          this.#lastEnd = lexer.end;
          lexer.next();
          this.#portability.label(start, end, label.kind);
          return { name: name === 'round' ? 'circle' : 'hexagon', label, start, end };
        }
      }
    }
    if (opening === Token.OddStart && id.end === open && id.text.length > 1 && id.text.endsWith('-')) {
      lexer.restart(id.end - 1);
      lexer.next();
      return undefined;
    }
    return this.#readLooseShape(open);
  }

  /** `field:value|` of `[|field:value|label]`. The last `|` is the current token. */
  #readProperties(): boolean {
    const lexer = this.#lexer;
    return (
      lexer.is(Token.NodeString) &&
      lexer.next() === Token.Colon &&
      lexer.next() === Token.NodeString &&
      lexer.next() === Token.Pipe
    );
  }

  /** Words between brackets or pipes; the token after them is the current one. Undefined where there are none. */
  #readLabel(): Label | undefined {
    const lexer = this.#lexer;
    const first = lexer.kind;
    if (first !== Token.Text && first !== Token.QuotedText && first !== Token.MarkdownText) return undefined;
    const start = lexer.start;
    const end = lexer.end;
    const kind = first === Token.Text ? 'plain' : first === Token.QuotedText ? 'string' : 'markdown';
    if (lexer.next() !== Token.Text) return this.#label(this.#text.slice(start, end), start, end, kind);
    return this.#readMoreLabel(start, end, kind);
  }

  #readMoreLabel(start: number, firstEnd: number, kind: Label['kind']): Label {
    const lexer = this.#lexer;
    const parts = [this.#text.slice(start, firstEnd)];
    let end = firstEnd;
    do {
      parts.push(this.#text.slice(lexer.start, lexer.end));
      end = lexer.end;
    } while (lexer.next() === Token.Text);
    return this.#label(parts.join(''), start, end, kind);
  }

  #label(raw: string, start: number, end: number, kind: Label['kind']): Label {
    let text = raw.trim();
    let from = start;
    let to = end;
    if (text.length !== raw.length) {
      from = skipSpace(this.#text, start, end);
      to = trimEnd(this.#text, from, end);
    }
    if (text.length > 1 && text.charCodeAt(0) === Char.Quote && text.endsWith('"')) {
      text = text.slice(1, -1);
      from++;
      to--;
    }
    if (this.#hasEntities) text = restoreEntities(text);
    this.#pitfalls.label(from, to);
    return { text, start: from, end: to, kind };
  }

  /** The attributes of a node. They take effect when the function that is returned is called. */
  #readAttributes(node: NodeMention): () => boolean {
    const lexer = this.#lexer;
    const start = lexer.start;
    let body = '';
    while (lexer.is(Token.Attributes)) {
      body += attributeBody(this.#text.slice(lexer.start + 2, lexer.end - 1));
      this.#lastEnd = lexer.end;
      lexer.next();
    }
    const end = this.#lastEnd;
    return () => {
      const { values, yamlFault, nodeFault } = readAttributes(body);
      let fault = yamlFault;
      const label = values.label === undefined ? undefined : this.#plain(values.label);
      const fits = !fault && this.model.addAttributes(node.id, { ...values, label }, () => {
        fault = nodeFault;
        return fault === undefined;
      });
      if (fits || !fault) return true;
      this.#fail(fault.id, start, end, fault.message);
      return false;
    };
  }

  /** The link that starts here: `none` where none does, undefined where it cannot be read at all. */
  #readLink(): Link | 'none' | undefined {
    const lexer = this.#lexer;
    let id: string | undefined;
    switch (lexer.kind) {
      case Token.LinkId:
        id = this.#text.slice(lexer.start, lexer.end).replace('@', '');
        lexer.next();
        if (lexer.is(Token.Link)) break;
        if (lexer.is(Token.LinkStart)) return this.#readLinkWithText(id);
        this.#fail('missing-link', lexer.start, lexer.end, 'A link must follow the ID of a link, as in `e1@-->`.');
        return undefined;
      case Token.Link:
        break;
      case Token.LinkStart:
        return this.#readLinkWithText(id);
      case Token.NewLine:
      case Token.Semicolon:
      case Token.EndOfText:
        return 'none';
      default:
        return this.#readBrokenLink();
    }
    const start = skipSpace(this.#text, lexer.start, lexer.end);
    let end = trimEnd(this.#text, start, lexer.end);
    this.#pitfalls.link(lexer.start, start, end, lexer.end);
    const style = linkStyle(this.#text.slice(start, end));
    this.#lastEnd = end;
    let label: Label | undefined;
    if (lexer.next() === Token.Pipe) {
      const open = lexer.start;
      label = this.#readPipedLabel(open);
      end = this.#lastEnd;
      if (lexer.is(Token.Space)) {
        this.#portability.singleBlank(lexer.start, lexer.end);
        lexer.next();
      }
    }
    return { start, end, style, label, id };
  }

  #readPipedLabel(open: number): Label {
    const lexer = this.#lexer;
    const start = lexer.end;
    lexer.next();
    const label = this.#readLabel();
    if (label && lexer.is(Token.Pipe)) {
      this.#portability.label(start, lexer.start, label.kind);
      this.#lastEnd = lexer.end;
      lexer.next();
      return label;
    }
    return this.#readLooseLabel(open);
  }

  /** `-- text -->` */
  #readLinkWithText(id: string | undefined): Link | undefined {
    const lexer = this.#lexer;
    const start = skipSpace(this.#text, lexer.start, lexer.end);
    const startEnd = trimEnd(this.#text, start, lexer.end);
    const textStart = lexer.end;
    lexer.next();
    const label = this.#readTextOfLink();
    if (!label || !lexer.is(Token.Link)) return this.#readOpenLink(start, startEnd, textStart, id);
    const endStart = skipSpace(this.#text, lexer.start, lexer.end);
    const end = trimEnd(this.#text, endStart, lexer.end);
    const style = splitLinkStyle(this.#text.slice(start, startEnd), this.#text.slice(endStart, end));
    this.#pitfalls.linkWithText(start, end, label, style.kind);
    this.#lastEnd = end;
    lexer.next();
    return { start, end, style, label, id };
  }

  #readTextOfLink(): Label | undefined {
    const lexer = this.#lexer;
    const first = lexer.kind;
    if (first !== Token.LinkText && first !== Token.QuotedText && first !== Token.MarkdownText) return undefined;
    const { start } = lexer;
    let end = lexer.end;
    let raw = this.#text.slice(start, end);
    while (lexer.next() === Token.LinkText) {
      raw += this.#text.slice(lexer.start, lexer.end);
      end = lexer.end;
    }
    return this.#label(raw, start, end, first === Token.LinkText ? 'plain' : first === Token.QuotedText ? 'string' : 'markdown');
  }

  // Subgraphs.

  #readSubgraph(): boolean {
    const keyword = this.#lexer.start;
    const head: SubgraphHead = { id: undefined, title: '' };
    const isRead = this.#readSubgraphHead(head);
    // A subgraph whose head is broken is open all the same: its `end` is not to blame.
    this.#open.push({ keyword, id: head.id, title: head.title, items: [] });
    return isRead;
  }

  #readSubgraphHead(head: SubgraphHead): boolean {
    const lexer = this.#lexer;
    const { start: keyword, end: keywordEnd } = lexer;
    this.#lastEnd = keywordEnd;
    const isNamed = lexer.next() === Token.Space && isTitleStart(lexer.next());
    if (!isNamed) {
      const message = 'A subgraph needs a name: `subgraph name`, or `subgraph name["Title"]`.';
      return this.#fail('subgraph-without-name', keyword, keywordEnd, message);
    }
    const start = lexer.start;
    let name = '';
    do {
      name += this.#text.slice(lexer.start, lexer.end);
      this.#lastEnd = lexer.end;
      lexer.next();
    } while (isTitleToken(lexer.kind));
    this.#pitfalls.subgraphName(start, this.#lastEnd);
    head.title = this.#plain(name.trim());
    // Without brackets a name of several words is only a title: Mermaid makes an ID up.
    if (lexer.is(Token.SquareStart)) {
      head.id = head.title;
      head.title = this.#plain(this.#readSubgraphTitle());
    } else if (!/\s/.test(name)) {
      head.id = head.title;
    }
    switch (lexer.kind) {
      case Token.NewLine:
      case Token.Semicolon:
      case Token.EndOfText:
        lexer.next();
        return true;
      default:
        return this.#failAfterSubgraphName();
    }
  }

  #readSubgraphTitle(): string {
    const lexer = this.#lexer;
    const open = lexer.start;
    const start = lexer.end;
    lexer.next();
    const label = this.#readLabel();
    if (!label || !lexer.is(Token.SquareEnd)) return this.#readLooseLabel(open).text;
    this.#portability.label(start, lexer.start, label.kind);
    this.#lastEnd = lexer.end;
    lexer.next();
    return label.text;
  }

  #readEnd(): boolean {
    const lexer = this.#lexer;
    const start = lexer.start;
    const end = start + 3;
    this.#lastEnd = end;
    const next = lexer.next();
    if (canFollowNode(next) && this.#isOneLine(end, skipSpace(this.#text, lexer.start))) {
      this.#failReserved('end', start, end);
      lexer.restart(end);
      lexer.next();
      return this.#readNodesAndLinks({ text: 'end', start, end }) && this.#readSeparator();
    }
    if (this.#open.length > 0) return this.#closeSubgraph(end);
    lexer.restart(end);
    lexer.next();
    const message = 'No subgraph is open here, so Mermaid cannot read `end`. Delete it, or write `End` for a node.';
    return this.#fail('stray-end', start, end, message);
  }

  #closeSubgraph(end: number): boolean {
    const { keyword, id, title, items } = this.#open.pop()!;
    const inherited = this.#inheritsDirection ? (this.direction ?? 'TB') : undefined;
    const closed = this.model.addSubgraph(id, title, this.#span(keyword, end), items, inherited);
    if (closed !== undefined) {
      this.#list(closed);
      return true;
    }
    const message = 'Mermaid breaks on a node called `hasOwnProperty` in a subgraph. Give the node another ID.';
    return this.#fail('subgraph-member', keyword, keyword + 8, message);
  }

  // Statements that style and link nodes.

  #readStyle(): boolean {
    const keyword = this.#lexer.start;
    const id = this.#readKeywordId('style', keyword);
    if (!id) return false;
    const mention = this.#mention(id, id.end, undefined, 'style');
    this.#pitfalls.style(mention);
    return this.#readStyles('style', keyword);
  }

  #readClassDef(): boolean {
    const keyword = this.#lexer.start;
    return this.#readKeywordId('classDef', keyword) !== undefined && this.#readStyles('classDef', keyword);
  }

  #readClass(): boolean {
    const lexer = this.#lexer;
    const keyword = lexer.start;
    const ids = this.#readKeywordId('class', keyword);
    if (!ids) return false;
    if (!lexer.is(Token.Space)) return this.#failKeyword('class', keyword);
    this.#portability.singleBlank(lexer.start, lexer.end);
    lexer.next();
    if (!this.#readId()) return this.#failKeyword('class', keyword);
    this.#refer(ids, 'class');
    return true;
  }

  /** Keyword, blank, ID. */
  #readKeywordId(word: string, keyword: number): Id | undefined {
    const lexer = this.#lexer;
    this.#lastEnd = lexer.end;
    if (lexer.next() !== Token.Space) {
      this.#failKeyword(word, keyword);
      return undefined;
    }
    this.#portability.singleBlank(lexer.start, lexer.end);
    lexer.next();
    const id = this.#readId();
    if (!id) this.#failKeyword(word, keyword);
    return id;
  }

  /** A blank, then styles with commas between them. */
  #readStyles(word: string, keyword: number): boolean {
    const lexer = this.#lexer;
    if (!lexer.is(Token.Space)) return this.#failKeyword(word, keyword);
    lexer.next();
    const start = lexer.start;
    for (;;) {
      if (!isStyleToken(lexer.kind)) return this.#failKeyword(word, keyword);
      do {
        this.#lastEnd = lexer.end;
        lexer.next();
      } while (isStyleToken(lexer.kind));
      if (!lexer.is(Token.Comma)) break;
      lexer.next();
    }
    this.#pitfalls.styles(start, this.#lastEnd);
    return true;
  }

  #readLinkStyle(): boolean {
    const lexer = this.#lexer;
    const keyword = lexer.start;
    this.#lastEnd = lexer.end;
    if (lexer.next() !== Token.Space) return this.#failKeyword('linkStyle', keyword);
    this.#portability.singleBlank(lexer.start, lexer.end);
    lexer.next();
    const numbers: Span[] = [];
    if (lexer.is(Token.Default)) {
      lexer.next();
    } else {
      for (;;) {
        if (!lexer.is(Token.Number)) return this.#failKeyword('linkStyle', keyword);
        numbers.push({ start: lexer.start, end: lexer.end });
        this.#lastEnd = lexer.end;
        lexer.next();
        if (!lexer.is(Token.Comma)) break;
        lexer.next();
      }
    }
    if (!lexer.is(Token.Space)) return this.#failKeyword('linkStyle', keyword);
    const { start, end } = lexer;
    if (lexer.next() === Token.Interpolate) {
      this.#portability.singleBlank(start, end);
      if (!this.#readInterpolation()) return this.#failKeyword('linkStyle', keyword);
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
    const count = this.model.edges.length;
    for (const { start, end } of numbers) {
      const text = this.#text.slice(start, end);
      const number = Number(text);
      if (number < count && String(number) === text) continue;
      const last = count === 0 ? 'No link stands above this line.' : `The links above this line have the numbers 0 to ${count - 1}.`;
      const message = `Mermaid finds no link number ${text}. ${last}`;
      return this.#fail('link-number', start, end, message);
    }
    return true;
  }

  #readClick(): boolean {
    const lexer = this.#lexer;
    const { start, end } = lexer;
    const keyword = this.#text.lastIndexOf('click', start - 1);
    const id: Id = { text: this.#text.slice(start, end), start, end };
    this.#lastEnd = end;
    const kind = lexer.next();
    this.#pitfalls.click(keyword, id, lexer.start);
    switch (kind) {
      case Token.CallbackName:
        this.#lastEnd = lexer.end;
        if (lexer.next() === Token.CallbackArguments) lexer.next();
        if (!this.#readQuotedAfterBlank()) return this.#failKeyword('click', keyword);
        break;
      case Token.Href:
      case Token.QuotedText:
        if (kind === Token.Href) lexer.next();
        if (!lexer.is(Token.QuotedText)) return this.#failKeyword('click', keyword);
        this.#lastEnd = lexer.end + 1;
        lexer.next();
        if (!this.#readTooltipAndTarget()) return this.#failKeyword('click', keyword);
        break;
      default:
        if (!this.#readCallbackWord()) return this.#failKeyword('click', keyword);
        if (!this.#readQuotedAfterBlank()) return this.#failKeyword('click', keyword);
    }
    this.#refer(id, 'click');
    return true;
  }

  /** The bare name of a function or a curve. */
  #readCallbackWord(): boolean {
    const lexer = this.#lexer;
    if (!isCallbackToken(lexer.kind)) return false;
    do {
      this.#lastEnd = lexer.end;
      lexer.next();
    } while (isCallbackToken(lexer.kind));
    return true;
  }

  #readQuotedAfterBlank(): boolean {
    const lexer = this.#lexer;
    if (!lexer.is(Token.Space)) return true;
    this.#portability.singleBlank(lexer.start, lexer.end);
    if (lexer.next() !== Token.QuotedText) return false;
    this.#lastEnd = lexer.end + 1;
    lexer.next();
    return true;
  }

  #readTooltipAndTarget(): boolean {
    const lexer = this.#lexer;
    for (let tooltip = false; lexer.is(Token.Space); tooltip = true) {
      this.#portability.singleBlank(lexer.start, lexer.end);
      lexer.next();
      if (lexer.is(Token.LinkTarget)) {
        this.#lastEnd = lexer.end;
        lexer.next();
        return true;
      }
      if (tooltip || !lexer.is(Token.QuotedText)) return false;
      this.#lastEnd = lexer.end + 1;
      lexer.next();
    }
    return true;
  }

  /** Mentions the nodes that a `class` or `click` statement names. */
  #refer(ids: Id, role: 'class' | 'click'): void {
    let start = ids.start;
    for (const text of ids.text.split(',')) {
      const end = start + text.length;
      if (text !== '') this.#mention({ text, start, end }, end, undefined, role);
      start = end + 1;
    }
  }

  // What Mermaid refuses.

  /** Reports a problem; `start` and `end` are the offending words. Always false, for the caller to return. */
  #fail(id: string, start: number, end: number, message: string, mend?: Fix): false {
    this.#failedAt = start;
    this.#problems.syntax(id, this.#span(start, Math.max(end, Math.min(start + 1, this.#text.length))), message, mend);
    return false;
  }

  #failStatementStart(): false {
    const lexer = this.#lexer;
    const start = skipSpace(this.#text, lexer.start, lexer.end);
    const end = Math.max(trimEnd(this.#text, start, lexer.end), start + 1);
    const words = this.#text.slice(start, end);
    switch (lexer.kind) {
      case Token.Link:
      case Token.LinkStart:
      case Token.LinkId:
        return this.#fail('missing-node', start, end, `No node stands before the link \`${words}\`. Write the node it starts from.`);
      case Token.Graph: {
        const message = `\`${words}\` is a word of Mermaid\u2019s own, which only the first line may start with. Give the node another ID.`;
        return this.#fail('reserved-word', start, end, message);
      }
      case Token.Interpolate:
      case Token.Href:
      case Token.LinkTarget:
        return this.#failReserved(words, start, end);
      case Token.Unreadable:
        return this.#failUnreadable(start, end);
    }
    if (isOpening(lexer.kind) || lexer.is(Token.Attributes) || lexer.is(Token.ClassSeparator)) {
      const message = `Mermaid needs the ID of a node before \`${this.#text.slice(start, start + 1)}\`.`;
      return this.#fail('missing-id', start, start + 1, message);
    }
    return this.#fail('unexpected-text', start, end, `Mermaid cannot read \`${words}\` at the start of a statement.`);
  }

  #failUnreadable(start: number, end: number): false {
    const text = this.#text;
    if (text.startsWith('@{', start)) {
      const message = 'Mermaid finds no end of these attributes. Close them with `}`, and put text with `^` in double quotes.';
      return this.#fail('unclosed-attributes', start, start + 2, message);
    }
    const unit = text.charCodeAt(start);
    // The two halves of a character beyond the basic plane are one character to the reader.
    const isPair = unit >= 0xd800 && unit < 0xdc00;
    const width = isPair ? 2 : Math.max(1, end - start);
    const message = `Mermaid cannot read \`${text.slice(start, start + width)}\` here. Put text with such characters in quotes, between the brackets of a node.`;
    return this.#fail('bad-character', start, start + width, message);
  }

  /** A node should stand after a link or an `&`. */
  #failNode(what: string, start: number, end: number): false {
    const lexer = this.#lexer;
    const at = skipSpace(this.#text, lexer.start, lexer.end);
    const isEnd = lexer.is(Token.EndOfText) || lexer.is(Token.End) || lexer.is(Token.NewLine);
    if (isEnd || !this.#isOneLine(end, at)) {
      return this.#fail('missing-node', start, end, `No node follows ${what}. Write the node it leads to.`);
    }
    const unit = this.#text.charCodeAt(at);
    if (unit === Char.Greater) {
      const span = this.#span(at, at + 1);
      const message = 'This arrow has one `>` too many. Write it as `-->`.';
      return this.#fail('bad-link', at, at + 1, message, fix('Delete `>`', span, ''));
    }
    if (lexer.is(Token.Unreadable)) return this.#failUnreadable(at, lexer.end);
    if (isOpening(lexer.kind)) {
      return this.#fail('missing-id', at, at + 1, `Mermaid needs the ID of a node before \`${this.#text[at]!}\`.`);
    }
    const words = this.#text.slice(at, Math.max(at + 1, trimEnd(this.#text, at, lexer.end)));
    return this.#fail('missing-node', at, at + words.length, `Mermaid needs a node after ${what}, and reads \`${words}\`.`);
  }

  /** A word of Mermaid's own that stands where a node must: it is read as the node it was meant to be. */
  #readReservedId(after: Link | undefined): Id | undefined {
    const lexer = this.#lexer;
    if (!after || !isReserved(lexer.kind)) return undefined;
    const start = lexer.start;
    if (!this.#isOneLine(after.end, start)) return undefined;
    const end = lexer.is(Token.SubgraphEnd) ? start + 3 : trimEnd(this.#text, start, lexer.end);
    const text = this.#text.slice(start, end);
    this.#failReserved(text, start, end);
    lexer.restart(end);
    lexer.next();
    this.#lastEnd = end;
    return { text, start, end };
  }

  #failReserved(word: string, start: number, end: number): false {
    const right = word === 'end' ? 'End' : undefined;
    const advice = right ? `Write \`${right}\`, or give the node another ID.` : 'Give the node another ID.';
    const message = `\`${word}\` is a word of Mermaid\u2019s own and cannot be a node. ${advice}`;
    const mend = right && fix(`Write \`${right}\``, this.#span(start, end), right);
    return this.#fail('reserved-word', start, end, message, mend);
  }

  /** Something stands between the end of a statement and the end of its line. */
  #failAfterStatement(): false {
    const lexer = this.#lexer;
    const text = this.#text;
    const at = skipSpace(text, lexer.start, lexer.end);
    if (!this.#isOneLine(this.#lastEnd, at)) return this.#failStatementStart();
    const blank = trimEnd(text, this.#lastEnd, at);
    if (lexer.is(Token.End)) {
      return this.#fail('unfinished-statement', this.#lastEnd - 1, this.#lastEnd, 'Mermaid finds no end of this statement.');
    }
    if (text.startsWith('%%', at)) {
      const message = 'Mermaid reads a comment only at the start of a line. Put this one on a line of its own.';
      const mend = this.#lineEnd(at) > at + 2 ? this.#newLineFix(blank, at) : undefined;
      this.#fail('trailing-comment', at, this.#lineEnd(at), message, mend);
      return this.#skipLine(at);
    }
    if (lexer.is(Token.SubgraphEnd)) {
      const message = 'Mermaid reads `end` only at the start of a statement. Put it on a line of its own.';
      return this.#fail('end-in-line', at, at + 3, message, this.#newLineFix(blank, at));
    }
    const end = Math.max(at + 1, Math.min(this.#wordEnd(at), this.#lineEnd(at)));
    if (lexer.is(Token.Unreadable)) return this.#failUnreadable(at, lexer.end);
    const words = text.slice(at, end);
    const message = `Mermaid expects a link or the end of the line before \`${words}\`. Join the nodes with a link such as \`-->\`, or start a new line.`;
    return this.#fail('missing-link', at, end, message);
  }

  #failAfterSubgraphName(): false {
    const lexer = this.#lexer;
    const at = skipSpace(this.#text, lexer.start, lexer.end);
    if (lexer.is(Token.Space) && this.#lineEnd(lexer.start) === lexer.end) {
      const message = 'Mermaid reads no blanks after the title of a subgraph. Delete them.';
      const span = this.#span(lexer.start, lexer.end);
      this.#fail('blank-after-title', lexer.start, lexer.end, message, fix('Delete the blanks', span, ''));
      return this.#skipLine(lexer.start);
    }
    const start = this.#isOneLine(this.#lastEnd, at) ? at : this.#lastEnd - 1;
    const end = Math.max(start + 1, Math.min(this.#wordEnd(start), this.#lineEnd(start)));
    const words = this.#text.slice(start, end);
    const message = `Mermaid cannot read \`${words}\` in the name of a subgraph. Write the title in quotes: \`subgraph name["Title"]\`.`;
    this.#fail('subgraph-name', start, end, message);
    return this.#skipLine(start);
  }

  /** A `style`, `class`, `click` … statement is broken: nothing on its line is a node. */
  #failKeyword(word: string, keyword: number): false {
    const lexer = this.#lexer;
    const at = skipSpace(this.#text, lexer.start, lexer.end);
    const forms: Record<string, string> = {
      style: 'style node fill:#f9f',
      linkStyle: 'linkStyle 0 stroke:#f00',
      classDef: 'classDef name fill:#f9f',
      class: 'class nodeA,nodeB name',
      click: 'click node "https://example.org" "Tooltip"',
    };
    const isHere = at < this.#text.length && this.#isOneLine(keyword, at);
    const start = isHere ? at : keyword;
    const end = isHere ? Math.max(at + 1, Math.min(this.#wordEnd(at), this.#lineEnd(at))) : keyword + word.length;
    const what = isHere ? `\`${this.#text.slice(start, end)}\` in a \`${word}\` statement` : `this \`${word}\` statement`;
    const message = `Mermaid cannot read ${what}. Its form is \`${forms[word]!}\`, without blanks in lists or at the end.`;
    this.#fail(`bad-${word.toLowerCase()}`, start, end, message);
    return this.#skipLine(keyword);
  }

  /** Leaves out the rest of the line that holds `at`. */
  #skipLine(at: number): false {
    this.#lexer.restart(this.#lineEnd(at));
    this.#lexer.next();
    return false;
  }

  #newLineFix(blank: number, at: number): Fix {
    const source = this.#problems.text;
    const place = this.#span(blank, at);
    const lineEnd = source.indexOf('\n', place.end);
    const newLine = lineEnd > 0 && source.charCodeAt(lineEnd - 1) === Char.CarriageReturn ? '\r\n' : lineEnd < 0 && source.includes('\r') ? '\r' : '\n';
    return fix('Start a new line', place, newLine + this.#problems.indentAt(place.start));
  }

  // What can be read of a broken line all the same.

  /** Goes on after a problem: with the next word of the broken line. */
  #resume(): void {
    const lexer = this.#lexer;
    const lineEnd = this.#lineEnd(this.#failedAt);
    this.#brokenLineEnd = lineEnd;
    let at = skipSpace(this.#text, lexer.start, lexer.end);
    // What Mermaid read beyond the line is read again, as lines of their own.
    if (lexer.start >= lineEnd) at = lexer.start === lineEnd ? lineEnd : this.#failedAt;
    else if (at > lineEnd) at = lineEnd;
    if (at < lineEnd && at <= this.#resumedAt) at = Math.max(this.#wordEnd(this.#resumedAt), this.#resumedAt + 1);
    this.#resumedAt = at;
    lexer.restart(Math.min(at, lineEnd));
    lexer.next();
  }

  #resumedAt = -1;

  /** On a broken line: moves to the next word that may be a node, or past the line. True when it stands somewhere. */
  #findReadable(): boolean {
    const lexer = this.#lexer;
    const lineEnd = this.#brokenLineEnd;
    while (lexer.start < lineEnd && !lexer.is(Token.End)) {
      if (isIdToken(lexer.kind)) return true;
      if (lexer.is(Token.SubgraphEnd) && this.#open.length > 0 && this.#lineEnd(lexer.start) <= lexer.end) return true;
      lexer.restart(lexer.is(Token.Space) ? lexer.end : Math.max(this.#wordEnd(lexer.start), lexer.start + 1));
      lexer.next();
    }
    this.#brokenLineEnd = -1;
    if (lexer.is(Token.Link) || lexer.is(Token.LinkStart)) {
      // The next line goes on with a link: what it starts from was on the broken line.
      lexer.restart(lexer.end);
      lexer.next();
    }
    return true;
  }

  #readBlankBeforeBracket(): boolean {
    const lexer = this.#lexer;
    const { start, end } = lexer;
    const unit = this.#text.charCodeAt(end);
    if (unit !== Char.OpenBracket && unit !== Char.OpenParen && unit !== Char.OpenBrace) return false;
    const message = `Mermaid reads no blank between the ID of a node and \`${String.fromCharCode(unit)}\`. Delete it.`;
    this.#fail('blank-before-bracket', start, end, message, fix('Delete the blank', this.#span(start, end), ''));
    return isOpening(lexer.next());
  }

  #readLooseShape(open: number): Shape {
    const { start, end, next, shape, label } = this.#looseLabel(open);
    this.#lexer.restart(next);
    this.#lexer.next();
    this.#lastEnd = next;
    return { name: shape, label, start, end };
  }

  #readLooseLabel(open: number): Label {
    const { label, next } = this.#text.charCodeAt(open) === Char.Pipe ? this.#loosePipe(open) : this.#looseLabel(open);
    this.#lexer.restart(next);
    this.#lexer.next();
    this.#lastEnd = next;
    return label;
  }

  #looseLabel(open: number): { start: number; end: number; next: number; shape: string; label: Label } {
    const loose = findLooseLabel(this.#text, open);
    const { start, end, next, shape } = loose;
    this.#failLabel(open, start, end, loose.isClosed ? undefined : loose.closing);
    return { start, end, next, shape, label: this.#looseWords(start, end) };
  }

  #loosePipe(open: number): { next: number; label: Label } {
    const lineEnd = this.#lineEnd(open);
    let close = open + 1;
    while (close < lineEnd && this.#text.charCodeAt(close) !== Char.Pipe) close++;
    const isClosed = close < lineEnd;
    const end = isClosed ? close : trimEnd(this.#text, open + 1, lineEnd);
    this.#failLabel(open, open + 1, end, isClosed ? undefined : '|');
    return { next: isClosed ? close + 1 : end, label: this.#looseWords(open + 1, end) };
  }

  #looseWords(start: number, end: number): Label {
    const words = looseWords(this.#text, start, end);
    const text = this.#plain(this.#text.slice(words.start, words.end));
    const isQuoted = words.start > start && this.#text.charCodeAt(words.start - 1) === Char.Quote;
    return { text, start: words.start, end: words.end, kind: isQuoted ? 'string' : 'plain' };
  }

  /** Says why Mermaid cannot read the label between `start` and `end`. `closing` is the bracket that is missing. */
  #failLabel(open: number, start: number, end: number, closing: string | undefined): void {
    const text = this.#text;
    const words = text.slice(start, end);
    if (words.trim() === '' && closing === undefined) {
      const message = 'Mermaid needs something between the brackets of a label. Write a label, or delete the brackets.';
      this.#fail('empty-label', open, Math.min(end + 1, text.length), message);
      return;
    }
    const at = labelOffence(text, start, end);
    const right = at < 0 && closing !== undefined ? words : quoted(words);
    const span = this.#span(start, end);
    if (closing !== undefined) {
      const message = `This label has no \`${closing}\` at its end. Write \`${right}${closing}\`.`;
      this.#fail('unclosed-label', open, open + 1, message, fix(`Close the label with \`${closing}\``, span, right + closing));
      return;
    }
    const place = at < 0 ? start : at;
    const unit = text[place]!;
    if (unit === '"') {
      const message = `Mermaid cannot read this \`"\` in a label. Write the label as ${right}.`;
      this.#fail('quote-in-label', place, place + 1, message, fix('Quote the label', span, right));
    } else {
      const message = `Mermaid cannot read \`${unit}\` in a label without quotes. Write the label as ${right}.`;
      this.#fail('label-needs-quotes', place, place + 1, message, fix('Quote the label', span, right));
    }
  }

  /** Something like a link that is none, after a node: read as the link it was meant to be. */
  #readBrokenLink(): Link | 'none' {
    const lexer = this.#lexer;
    const start = skipSpace(this.#text, lexer.start, lexer.end);
    if (!this.#isOneLine(this.#lastEnd, start)) return 'none';
    const broken = brokenLinkAt(this.#text, start);
    if (!broken) return 'none';
    return this.#takeBrokenLink(start, broken.end, broken.kind, broken.right, undefined);
  }

  #takeBrokenLink(start: number, end: number, kind: string, right: string | undefined, id: string | undefined): Link {
    const words = this.#text.slice(start, end);
    const advice = right ? `Write \`${right}\`.` : 'Write `-->`, `---` or another of its links.';
    const mend = right === undefined ? undefined : fix(`Write \`${right}\``, this.#span(start, end), right);
    this.#fail('bad-link', start, end, `Mermaid knows no link \`${words}\`. ${advice}`, mend);
    this.#lexer.restart(end);
    this.#lexer.next();
    if (this.#lexer.is(Token.Space)) this.#lexer.next();
    this.#lastEnd = end;
    return { start, end, style: { kind, length: 1 }, label: undefined, id };
  }

  /** `A -- B`, or text that no link ends. */
  #readOpenLink(start: number, startEnd: number, textStart: number, id: string | undefined): Link {
    const broken = brokenLinkAt(this.#text, start);
    const lineEnd = this.#lineEnd(start);
    if (broken?.right) return this.#takeBrokenLink(start, broken.end, broken.kind, broken.right, id);
    const style = linkStyle(this.#text.slice(start, startEnd) + '-');
    const second = this.#text.indexOf(this.#text.slice(startEnd - 2, startEnd), textStart);
    if (second < 0 || second >= lineEnd) return this.#takeBrokenLink(start, startEnd, style.kind, undefined, id);
    const words = this.#looseWords(textStart, second);
    let end = second;
    while (end < lineEnd && !isSpace(this.#text.charCodeAt(end))) end++;
    const message = 'A link with text must end in a whole link, such as `-->` or `---`.';
    this.#fail('bad-link', second, end, message);
    this.#lexer.restart(end);
    this.#lexer.next();
    if (this.#lexer.is(Token.Space)) this.#lexer.next();
    this.#lastEnd = end;
    return { start, end, style: { kind: style.kind, length: 1 }, label: words, id };
  }

  #isOneLine(from: number, to: number): boolean {
    return this.#lineEnd(from) >= to;
  }

  // What is found.

  #mention(id: Id, end: number, shape: Shape | undefined, role: NodeMention['role']): Mention {
    const label = shape?.label;
    const mention: Mention = {
      id: this.#plain(id.text),
      idSpan: this.#span(id.start, id.end),
      span: this.#span(id.start, end),
      label: label?.text,
      labelSpan: label && this.#span(label.start, label.end),
      labelKind: label?.kind,
      shapeSpan: shape && this.#span(shape.start, shape.end),
      shape: shape?.name,
      role,
      statement: this.#statement,
    };
    if (this.#brokenLineEnd >= 0 && !shape) {
      this.#heldMentions.push(mention);
    } else {
      this.#releaseMentions();
      this.#add(mention);
    }
    return mention;
  }

  #releaseMentions(): void {
    if (this.#heldMentions.length === 0) return;
    for (const mention of this.#heldMentions) this.#add(mention);
    this.#heldMentions = [];
  }

  #add(mention: NodeMention): void {
    this.mentions.push(mention);
    // `class` and `click` make no node.
    if (mention.role !== 'class' && mention.role !== 'click') {
      this.model.addNode(mention.id, mention.label, mention.shape);
    }
  }

  #span(start: number, end: number): Span {
    return this.#edited.sourceSpan(start, end);
  }

  #plain(text: string): string {
    return this.#hasEntities ? restoreEntities(text) : text;
  }

  #lineEnd(at: number): number {
    let end = at;
    while (end < this.#text.length && !isLineTerminator(this.#text.charCodeAt(end))) end++;
    return end;
  }

  #wordEnd(at: number): number {
    let end = at;
    while (end < this.#text.length && !isSpace(this.#text.charCodeAt(end))) end++;
    return end;
  }
}

function headerDirection(word: string): string {
  switch (word) {
    case '<':
      return 'RL';
    case '^':
      return 'BT';
    case '>':
      return 'LR';
    case 'v':
    case 'TD':
      return 'TB';
    default:
      return word;
  }
}

/** Where the first thing stands that Mermaid does not read in a label; -1 where nothing of the kind does. */
function labelOffence(text: string, start: number, end: number): number {
  let from = skipSpace(text, start, end);
  let to = trimEnd(text, from, end);
  const first = text.charCodeAt(from);
  if (first === Char.Slash || first === Char.Backslash) return from;
  if (text.startsWith('~~~', from)) return from;
  if (first === Char.Quote && to - from > 1 && text.charCodeAt(to - 1) === Char.Quote) {
    from++;
    to--;
    while (from < to && text.charCodeAt(from) !== Char.Quote) from++;
    return from < to ? from : -1;
  }
  for (let at = from; at < to; at++) if (isTextStop(text.charCodeAt(at))) return at;
  return -1;
}

/** What `@{ … }` says, with the line ends in quoted text as Mermaid reads them. */
function attributeBody(body: string): string {
  if (!body.includes('\n') || !body.includes('"')) return body;
  return body
    .split('"')
    .map((part, index) => (index % 2 === 1 ? part.replace(/\n\s*/g, '<br/>') : part))
    .join('"');
}

/** Tokens that node IDs are made of. */
function isIdToken(kind: Token): boolean {
  return kind >= Token.Number && kind <= Token.Letter;
}

/** Tokens that the name of a function or a curve is made of. */
function isCallbackToken(kind: Token): boolean {
  return isIdToken(kind) && kind !== Token.Default;
}

/** Tokens that open the brackets of a node. */
function isOpening(kind: Token): boolean {
  switch (kind) {
    case Token.SquareStart:
    case Token.RoundStart:
    case Token.DiamondStart:
    case Token.StadiumStart:
    case Token.SubroutineStart:
    case Token.CylinderStart:
    case Token.DoubleCircleStart:
    case Token.EllipseStart:
    case Token.PropertiesStart:
    case Token.OddStart:
    case Token.TrapezoidStart:
    case Token.InverseTrapezoidStart:
      return true;
    default:
      return false;
  }
}

function canFollowNode(kind: Token): boolean {
  return kind === Token.Link || kind === Token.LinkStart || kind === Token.ClassSeparator || isOpening(kind);
}

/** Words of Mermaid's own that cannot be nodes. */
function isReserved(kind: Token): boolean {
  switch (kind) {
    case Token.Graph:
    case Token.Style:
    case Token.LinkStyle:
    case Token.ClassDef:
    case Token.Class:
    case Token.Href:
    case Token.LinkTarget:
    case Token.Interpolate:
    case Token.Subgraph:
    case Token.SubgraphEnd:
      return true;
    default:
      return false;
  }
}

/** Tokens that the name of a subgraph is made of. */
function isTitleToken(kind: Token): boolean {
  switch (kind) {
    case Token.Number:
    case Token.NodeString:
    case Token.Space:
    case Token.Minus:
    case Token.Ampersand:
    case Token.Letter:
    case Token.Colon:
    case Token.Star:
    case Token.Hash:
    case Token.Style:
    case Token.LinkStyle:
    case Token.ClassDef:
    case Token.Class:
    case Token.Click:
    case Token.Graph:
    case Token.Subgraph:
    case Token.SubgraphEnd:
    case Token.Down:
    case Token.Up:
      return true;
    default:
      return false;
  }
}

function isTitleStart(kind: Token): boolean {
  return kind === Token.QuotedText || kind === Token.MarkdownText || isTitleToken(kind);
}

/** Tokens that styles are made of. */
function isStyleToken(kind: Token): boolean {
  switch (kind) {
    case Token.Number:
    case Token.NodeString:
    case Token.Colon:
    case Token.Space:
    case Token.Hash:
    case Token.Style:
      return true;
    default:
      return false;
  }
}
