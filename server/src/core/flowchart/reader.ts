import type { Span } from '../text';
import { findAttribute, readAttributes } from './attributes';
import { Char, isSpace, skipSpace, trimEnd } from './chars';
import { Faults } from './faults';
import type { NodeMention } from './flowchart';
import { KeywordStatements } from './keywordStatements';
import type { Lexer } from './lexer';
import { linkStyle, splitLinkStyle } from './links';
import { LooseReader } from './looseReader';
import { FlowchartModel, type SubgraphItem } from './model';
import type { Prepared } from './prepare';
import { fix, type Problems } from './problems';
import { Reading, type Id, type Label, type Link, type Mention, type Shape } from './reading';
import { Salvage } from './salvage';
import { bracketShape } from './shapes';
import { isNearly } from './similar';
import { canFollowNode, isIdToken, isOpening, isTitleStart, isTitleToken } from './tokenKinds';
import { Token } from './tokens';

/** A span that grows while its statement is read. */
interface GrowingSpan extends Span {
  end: number;
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

/** What certainly can follow `subgraph` on its line, and how much of a line is looked at. */
const plainTitle = /^(?!.*\b(?:end|click)\b)[ \t]+\w[\w. ]*(?:\[[^[\](){}|"]+\]|\["[^"]+"\])?$/;
const longestTitle = 200;

/**
 * Reads a prepared flowchart statement by statement. As long as nothing is wrong it takes exactly
 * what Mermaid's grammar takes; at the first token the grammar refuses it reports one problem,
 * takes what can be read of the line, and goes on with the next line. Subgraphs are kept on a list,
 * not on the stack, so that no nesting is too deep.
 */
export class FlowchartReader {
  header: Span | undefined;
  direction: string | undefined;
  readonly model = new FlowchartModel();
  readonly mentions: NodeMention[] = [];

  readonly #reading: Reading;
  readonly #text: string;
  readonly #lexer: Lexer;
  readonly #faults: Faults;
  readonly #loose: LooseReader;
  readonly #salvage: Salvage;
  readonly #keywordStatements: KeywordStatements;
  readonly #inheritsDirection: boolean;
  readonly #open: OpenSubgraph[] = [];

  #statement: GrowingSpan = { start: 0, end: 0 };
  /** Bare nodes of a broken line: words, until a link or a label shows that they are nodes. */
  #heldMentions: NodeMention[] = [];

  constructor(prepared: Prepared, problems: Problems, inheritsDirection: boolean) {
    this.#reading = new Reading(prepared, problems);
    this.#text = this.#reading.text;
    this.#lexer = this.#reading.lexer;
    this.#faults = new Faults(this.#reading);
    this.#loose = new LooseReader(this.#reading, this.#faults);
    this.#salvage = new Salvage(this.#reading);
    this.#keywordStatements = new KeywordStatements(this.#reading, this.#faults, this.model, (id, role) =>
      this.#mention(id, id.end, undefined, role),
    );
    this.#inheritsDirection = inheritsDirection;
  }

  /** Reads the whole text. The header stands at `headerStart`; `headerEnd` is given where its keyword is misspelt. */
  read(headerStart: number, headerEnd?: number): void {
    if (headerEnd === undefined) this.#lexer.restart(headerStart);
    else this.#lexer.restartAfterHeader(headerEnd);
    this.#lexer.next();
    const isRead = headerEnd === undefined ? this.#readHeader() : this.#readHeaderDirection(headerStart, headerEnd);
    if (!isRead) this.#salvage.start();
    this.#readStatements();
    for (const { keyword } of this.#open) {
      const message =
        'This subgraph has no `end`, so Mermaid refuses the diagram. Write `end` on a line of its own after its last node.';
      this.#reading.problems.structure(
        'missing-end',
        this.#reading.span(keyword, keyword + 'subgraph'.length),
        message,
      );
    }
    while (this.#open.length > 0) this.#closeSubgraph(this.#text.length);
    this.#reading.portability.finish(this.#lexer);
    this.#reading.pitfalls.finish(this.model, this.mentions);
  }

  // The header.

  #readHeader(): boolean {
    const lexer = this.#lexer;
    const { start, end } = lexer;
    if (lexer.is(Token.Graph)) {
      lexer.next();
      return this.#readHeaderDirection(start, end);
    }
    const wordEnd = this.#reading.wordEnd(start);
    let brokenEnd = this.#reading.lineEnd(start);
    let message = 'Mermaid reads no header here. Start the diagram with `flowchart LR`.';
    if (this.#text.startsWith('%%', start)) {
      message = 'Mermaid reads this line as the header: a comment needs words after `%%`. Delete the line.';
    } else if (this.#text.startsWith('---', start)) {
      message = 'Mermaid reads front matter only from the very first character of the diagram on, and only once.';
      const closing = this.#text.indexOf('\n---', start);
      if (closing >= 0) brokenEnd = this.#reading.lineEnd(closing + 1);
    }
    this.#reading.fail('bad-header', start, wordEnd, message);
    const header = skipSpace(this.#text, brokenEnd);
    if (!/^(?:flowchart|graph)(?!\w)/.test(this.#text.slice(header, header + 10))) return this.#reading.skipLine(start);
    // The broken line costs itself; the header is the line below it.
    lexer.restart(header);
    lexer.next();
    return this.#readHeader();
  }

  /** The direction, and the end of the header's line; the keyword stands at `[keyword, keywordEnd)`. */
  #readHeaderDirection(keyword: number, keywordEnd: number): boolean {
    const lexer = this.#lexer;
    this.header = this.#reading.span(keyword, keywordEnd);
    if (lexer.is(Token.NoDirection)) {
      this.#reading.pitfalls.noDirection();
      lexer.next();
      return true;
    }
    if (!lexer.is(Token.Direction)) return this.#failDirection();
    const directionEnd = lexer.end;
    this.header = this.#reading.span(keyword, directionEnd);
    this.direction = headerDirection(this.#text.slice(lexer.start, directionEnd).trim());
    lexer.next();
    if (lexer.is(Token.Semicolon)) {
      lexer.next();
      return true;
    }
    while (lexer.is(Token.Space)) lexer.next();
    if (!lexer.is(Token.NewLine)) return this.#faults.afterHeader(directionEnd);
    lexer.next();
    return true;
  }

  #failDirection(): false {
    const at = skipSpace(this.#text, this.#lexer.start);
    const word = this.#text.slice(at, this.#reading.wordEnd(at));
    const right = /^(?:lr|rl|tb|bt|td)$/i.test(word) ? word.toUpperCase() : undefined;
    const mend =
      right === undefined ? undefined : fix(`Write \`${right}\``, this.#reading.span(at, at + word.length), right);
    const message =
      'Mermaid knows no such direction. Write `TB`, `BT`, `LR` or `RL`, and the nodes on lines of their own.';
    this.#reading.fail('bad-direction', at, at + word.length, message, mend);
    this.#reading.goOnAt(at + word.length);
    return false;
  }

  // Statements.

  #readStatements(): void {
    const lexer = this.#lexer;
    const { pitfalls } = this.#reading;
    for (;;) {
      if (this.#salvage.isActive) this.#salvage.findStatement(this.#open.length > 0);
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
          pitfalls.descriptionBlock(start, lexer.end);
          this.#list(this.#reading.plain(this.#text.slice(start, lexer.end).trim()));
          lexer.next();
          continue;
      }
      const statementStart = lexer.is(Token.Click) ? lexer.clickKeyword : skipSpace(this.#text, start);
      this.#statement = { start: this.#reading.edited.sourceStart(statementStart), end: 0 };
      const isRead = this.#readStatement();
      this.#statement.end = this.#reading.edited.sourceEnd(this.#reading.lastEnd);
      if (this.#heldMentions.length > 0) this.#heldMentions = [];
      if (!isRead) this.#salvage.start();
    }
  }

  #readStatement(): boolean {
    switch (this.#lexer.kind) {
      case Token.Subgraph:
        return this.#readSubgraph();
      case Token.SubgraphEnd:
        return this.#readEnd();
      case Token.Style:
      case Token.LinkStyle:
      case Token.ClassDef:
      case Token.Class:
      case Token.Click:
        return this.#keywordStatements.read();
      default: {
        const { start } = this.#lexer;
        if (!this.#readNodesAndLinks()) return false;
        return !this.#reading.isSeparator() && this.#isMisspeltSubgraph(start)
          ? this.#readMisspeltSubgraph(start)
          : this.#readSeparator();
      }
    }
  }

  #readSeparator(): boolean {
    if (!this.#reading.isSeparator()) return this.#faults.afterStatement(this.#open.length > 0);
    this.#lexer.next();
    return true;
  }

  #readDirection(): void {
    const lexer = this.#lexer;
    const line = lexer.directions.lineAt(lexer.start);
    this.#reading.pitfalls.directionLine(lexer.start, line);
    this.#list({ direction: line.direction });
    lexer.next();
  }

  #readAccessibility(): void {
    const lexer = this.#lexer;
    const { start, end } = lexer;
    lexer.next();
    this.#reading.pitfalls.accessibility(start, end, lexer.end);
    this.#list(this.#reading.plain(this.#text.slice(lexer.start, lexer.end).trim()));
    lexer.next();
  }

  /** Adds what a statement leaves in Mermaid's list of a subgraph. */
  #list(item: SubgraphItem): void {
    this.#open.at(-1)?.items.push(item);
  }

  // Nodes and links.

  /** A chain of nodes and links. `first` is the ID of the first node where it has been read. */
  #readNodesAndLinks(first?: Id): boolean {
    const items = this.#open.at(-1)?.items;
    if (!items) return this.#readChain(undefined, first);
    // Mermaid lists the nodes of a chain from its end, which shows when it breaks on a name.
    const chain: Mention[][] = [];
    const isRead = this.#readChain(chain, first);
    for (const group of chain.reverse()) for (const { id } of group) items.push(id);
    return isRead;
  }

  #readChain(chain: Mention[][] | undefined, first: Id | undefined): boolean {
    const reading = this.#reading;
    const failedBefore = reading.failedAt;
    let from = this.#readNodes('alone', undefined, first);
    if (!from) return false;
    chain?.push(from);
    let isLinked = false;
    while (!reading.isSeparator()) {
      const link = this.#readLink();
      if (!link) return link === undefined;
      // A broken line costs that line: its link must not reach for the next one's node.
      const { failedAt } = reading;
      if (failedAt > failedBefore && !reading.isOneLine(failedAt, this.#lexer.start)) return reading.skipLine(failedAt);
      const to = this.#readNodes('edge', link);
      if (!to) return false;
      this.#releaseMentions();
      if (!isLinked) for (const mention of from) mention.role = 'edge';
      isLinked = true;
      chain?.push(to);
      this.#connect(from, to, link);
      from = to;
    }
    return true;
  }

  #connect(from: readonly Mention[], to: readonly Mention[], { start, end, style, label, id }: Link): void {
    const link = this.#reading.span(start, end);
    const labelSpan = label && this.#reading.span(label.start, label.end);
    // Only the innermost pair of `A & B --> C & D` gets the ID.
    const lastFrom = from.at(-1)!.id;
    const firstTo = to[0]!.id;
    for (const fromMention of from) {
      for (const toMention of to) {
        const hasId = id !== undefined && fromMention.id === lastFrom && toMention.id === firstTo;
        this.model.addEdge({
          from: fromMention,
          to: toMention,
          link,
          label: label ? label.text : '',
          labelSpan,
          kind: style.kind,
          length: style.length,
          id: hasId ? this.model.freeEdgeId(id) : undefined,
        });
      }
    }
  }

  /** `A & B`, with attributes and the blanks after them. */
  #readNodes(role: 'edge' | 'alone', after: Link | undefined, first?: Id): Mention[] | undefined {
    const lexer = this.#lexer;
    const nodes: Mention[] = [];
    let pending: (() => void) | undefined;
    for (;;) {
      const node = this.#readNode(role, after, nodes.length === 0 ? first : undefined);
      // Mermaid looks at the attributes of `A@{ … } & B[x]` when it has read B.
      pending?.();
      if (!node) return undefined;
      nodes.push(node);
      pending = lexer.is(Token.Attributes) ? this.#readAttributes(node) : undefined;
      const blank = lexer.is(Token.Space) ? lexer.start : -1;
      while (lexer.is(Token.Space)) lexer.next();
      if (blank < 0 || !lexer.is(Token.Ampersand)) {
        if (pending && blank >= 0) this.#reading.portability.blankAfterAttributes(blank, lexer.start);
        pending?.();
        return nodes;
      }
      if (!this.#readAmpersand()) {
        pending?.();
        return undefined;
      }
    }
  }

  /** `&` between two nodes, with the blanks round it. */
  #readAmpersand(): boolean {
    const lexer = this.#lexer;
    const ampersand = lexer.start;
    if (lexer.next() !== Token.Space) return this.#faults.ampersandWithoutBlank(ampersand);
    while (lexer.is(Token.Space)) lexer.next();
    return isIdToken(lexer.kind) || this.#faults.missingNode('`&`', ampersand, ampersand + 1);
  }

  /** One node: ID, brackets, `:::class`. */
  #readNode(role: 'edge' | 'alone', after: Link | undefined, first: Id | undefined): Mention | undefined {
    const lexer = this.#lexer;
    const id = first ?? this.#reading.readId() ?? this.#loose.readReservedId(after);
    if (!id) {
      if (after) this.#faults.missingNode('the link', after.start, after.end);
      else this.#faults.atStatementStart();
      return undefined;
    }
    let mention: Mention;
    if (isOpening(lexer.kind) || (lexer.is(Token.Space) && this.#loose.skipBlankBeforeBracket())) {
      const shape = this.#readShape(id);
      // `A->B`: the dash of the arrow went into the ID.
      const node = shape ? id : { text: id.text.slice(0, -1), start: id.start, end: id.end - 1 };
      mention = this.#mention(node, shape ? this.#reading.lastEnd : node.end, shape, role);
    } else {
      mention = this.#mention(id, id.end, undefined, role);
    }
    if (lexer.is(Token.ClassSeparator)) {
      const { start, end } = lexer;
      lexer.next();
      if (!this.#reading.readId()) {
        this.#reading.fail('missing-class', start, end, 'The name of a class must follow `:::`.');
        return undefined;
      }
    }
    return mention;
  }

  /** Reads the brackets of a node. Undefined for `A->B`, which looks like brackets and is no node. */
  #readShape(id: Id): Shape | undefined {
    const lexer = this.#lexer;
    const opening = lexer.kind;
    const open = lexer.start;
    let start = lexer.end;
    lexer.next();
    let isDouble = false;
    if (opening === Token.PropertiesStart) {
      if (!this.#readProperties()) return this.#loose.readShape(open);
      start = lexer.end;
      lexer.next();
    } else if (lexer.is(opening) && (opening === Token.RoundStart || opening === Token.DiamondStart)) {
      isDouble = true;
      start = lexer.end;
      lexer.next();
    }
    const label = this.#reading.readLabel(Token.Text);
    const end = lexer.start;
    const closing = lexer.kind;
    const name = label && bracketShape(opening, closing);
    if (name !== undefined && (!isDouble || lexer.next() === closing)) {
      this.#reading.portability.label(start, end, label!.kind);
      this.#reading.lastEnd = lexer.end;
      lexer.next();
      return { name: isDouble ? doubleShape(name) : name, label: label!, start, end };
    }
    if (opening === Token.OddStart && id.end === open && id.text.length > 1 && id.text.endsWith('-')) {
      this.#reading.goOnAt(id.end - 1);
      return undefined;
    }
    return this.#loose.readShape(open);
  }

  /** `field:value|` of `[|field:value|label]`. The last `|` is the current token then. */
  #readProperties(): boolean {
    const lexer = this.#lexer;
    return (
      lexer.is(Token.NodeString) &&
      lexer.next() === Token.Colon &&
      lexer.next() === Token.NodeString &&
      lexer.next() === Token.Pipe
    );
  }

  /**
   * The attributes of a node. They take effect when the function that is returned is called; what is
   * wrong with them is no reason not to read the rest of the statement.
   */
  #readAttributes(node: Mention): () => void {
    const lexer = this.#lexer;
    const start = lexer.start;
    let body = '';
    while (lexer.is(Token.Attributes)) {
      body += attributeBody(this.#text.slice(lexer.start + 2, lexer.end - 1));
      this.#reading.lastEnd = lexer.end;
      lexer.next();
    }
    const end = this.#reading.lastEnd;
    return () => this.#takeAttributes(node, body, start, end);
  }

  #takeAttributes(node: Mention, body: string, start: number, end: number): void {
    const { values, yamlFault, nodeFault } = readAttributes(body);
    const isNode = !yamlFault && this.model.isNode(node.id, values);
    const fault = yamlFault ?? (isNode ? nodeFault : undefined);
    if (fault) this.#reading.fail(fault.id, start, Math.min(end, this.#reading.lineEnd(start)), fault.message);
    if (fault || !isNode) return;
    const label = values.label === undefined ? undefined : this.#reading.plain(values.label);
    this.model.addAttributes(node.id, { ...values, label });
    node.span = { start: node.span.start, end: this.#reading.edited.sourceEnd(end) };
    node.shape = values.shape ?? node.shape;
    if (label === undefined) return;
    const place = findAttribute(this.#text, start, end, 'label');
    node.label = label;
    node.labelKind = 'attribute';
    node.labelSpan = place && this.#reading.span(place.start, place.end);
  }

  /** The link that starts here. Undefined where none does and the statement ends, false where the link is broken. */
  #readLink(): Link | false | undefined {
    const lexer = this.#lexer;
    let id: string | undefined;
    if (lexer.is(Token.LinkId)) {
      const { start, end } = lexer;
      id = this.#reading.plain(this.#text.slice(start, end).replace('@', ''));
      const kind = lexer.next();
      if (kind !== Token.Link && kind !== Token.LinkStart) {
        return this.#reading.fail('missing-link', start, end, 'A link must follow the ID of a link, as in `e1@-->`.');
      }
    }
    if (lexer.is(Token.LinkStart)) return this.#readLinkWithText(id);
    return lexer.is(Token.Link) ? this.#readPlainLink(id) : this.#loose.readLink();
  }

  /** `-->`, `-->|label|` */
  #readPlainLink(id: string | undefined): Link {
    const lexer = this.#lexer;
    const start = skipSpace(this.#text, lexer.start, lexer.end);
    const end = trimEnd(this.#text, start, lexer.end);
    this.#reading.pitfalls.link(lexer.start, start, end, lexer.end);
    const style = linkStyle(this.#text.slice(start, end));
    this.#reading.lastEnd = end;
    if (lexer.next() !== Token.Pipe) return { start, end, style, label: undefined, id };
    const label = this.#readPipedLabel();
    const labelEnd = this.#reading.lastEnd;
    if (lexer.is(Token.Space)) {
      this.#reading.portability.singleBlank(lexer.start, lexer.end);
      lexer.next();
    }
    return { start, end: labelEnd, style, label, id };
  }

  #readPipedLabel(): Label {
    const lexer = this.#lexer;
    const { start: open, end: start } = lexer;
    lexer.next();
    const label = this.#reading.readLabel(Token.Text);
    if (!label || !lexer.is(Token.Pipe)) return this.#loose.readPipedLabel(open);
    this.#reading.portability.label(start, lexer.start, label.kind);
    this.#reading.lastEnd = lexer.end;
    lexer.next();
    return label;
  }

  /** `-- text -->` */
  #readLinkWithText(id: string | undefined): Link {
    const lexer = this.#lexer;
    const start = skipSpace(this.#text, lexer.start, lexer.end);
    const startEnd = trimEnd(this.#text, start, lexer.end);
    const textStart = lexer.end;
    lexer.next();
    const label = this.#reading.readLabel(Token.LinkText);
    if (!label || !lexer.is(Token.Link)) return this.#loose.readOpenLink(start, startEnd, textStart, id);
    const endStart = skipSpace(this.#text, lexer.start, lexer.end);
    const end = trimEnd(this.#text, endStart, lexer.end);
    const style = splitLinkStyle(this.#text.slice(start, startEnd), this.#text.slice(endStart, end));
    this.#reading.pitfalls.linkWithText(start, end, label, style.kind);
    this.#reading.lastEnd = end;
    lexer.next();
    return { start, end, style, label, id };
  }

  // Subgraphs.

  #readSubgraph(): boolean {
    const { start: keyword, end: keywordEnd } = this.#lexer;
    let behind = keywordEnd;
    // Quotes with nothing in them are nothing to Mermaid.
    while (this.#text.startsWith('""', behind)) behind += 2;
    const after = this.#text.charCodeAt(behind);
    if (!isSpace(after) && after !== Char.Semicolon) return this.#faults.reservedWord(keyword, keywordEnd);
    const head: SubgraphHead = { id: undefined, title: '' };
    const isRead = this.#readSubgraphHead(head);
    // A subgraph whose head is broken is open all the same: its `end` is not to blame.
    this.#open.push({ keyword, id: head.id, title: head.title, items: [] });
    return isRead;
  }

  /** `subgrah name`: two words and no link between them, the first of which is nearly the keyword. */
  #isMisspeltSubgraph(start: number): boolean {
    return (
      this.#reading.lastEnd === this.#reading.wordEnd(start) &&
      isNearly(this.#text.slice(start, this.#reading.lastEnd), 'subgraph')
    );
  }

  /** Opens the subgraph that was meant, so that its `end` has something to close. */
  #readMisspeltSubgraph(start: number): boolean {
    const end = this.#reading.lastEnd;
    const rest = this.#text.slice(end, Math.min(this.#reading.lineEnd(end), end + longestTitle));
    const mend = plainTitle.test(rest)
      ? fix('Write `subgraph`', this.#reading.span(start, end), 'subgraph')
      : undefined;
    const message = `Mermaid does not know \`${this.#text.slice(start, end)}\`. Write \`subgraph\`.`;
    this.#reading.fail('misspelt-subgraph', start, end, message, mend);
    this.#open.push({ keyword: start, id: undefined, title: '', items: [] });
    return this.#reading.skipLine(start);
  }

  #readSubgraphHead(head: SubgraphHead): boolean {
    const lexer = this.#lexer;
    const { start: keyword, end: keywordEnd } = lexer;
    this.#reading.lastEnd = keywordEnd;
    const hasBlank = lexer.next() === Token.Space;
    const blankEnd = lexer.end;
    if (!hasBlank || !isTitleStart(lexer.next())) {
      const message = 'A subgraph needs a name: `subgraph name`, or `subgraph name["Title"]`.';
      return this.#reading.fail('subgraph-without-name', keyword, keywordEnd, message);
    }
    if (!isTitleToken(lexer.kind)) this.#reading.portability.singleBlank(keywordEnd, blankEnd);
    const start = lexer.start;
    let name = '';
    do {
      name += this.#text.slice(lexer.start, lexer.end);
      this.#reading.lastEnd = lexer.end;
      lexer.next();
    } while (isTitleToken(lexer.kind));
    this.#reading.pitfalls.subgraphName(start, this.#reading.lastEnd);
    head.title = this.#reading.plain(name.trim());
    if (lexer.is(Token.SquareStart)) {
      head.id = head.title;
      head.title = this.#readSubgraphTitle();
    } else if (!/\s/.test(name)) {
      // A name of several words is only a title: Mermaid makes an ID up.
      head.id = head.title;
    }
    if (!this.#reading.isSeparator()) return this.#faults.afterSubgraphName(start);
    lexer.next();
    return true;
  }

  #readSubgraphTitle(): string {
    const lexer = this.#lexer;
    const { start: open, end: start } = lexer;
    lexer.next();
    const label = this.#reading.readLabel(Token.Text);
    if (!label || !lexer.is(Token.SquareEnd)) return this.#loose.readShape(open).label.text;
    this.#reading.portability.label(start, lexer.start, label.kind);
    this.#reading.lastEnd = lexer.end;
    lexer.next();
    return label.text;
  }

  #readEnd(): boolean {
    const lexer = this.#lexer;
    const start = lexer.start;
    const end = start + 'end'.length;
    this.#reading.lastEnd = end;
    const next = lexer.next();
    if (canFollowNode(next) && this.#reading.isOneLine(end, skipSpace(this.#text, lexer.start))) {
      this.#faults.reservedWord(start, end);
      this.#reading.goOnAt(end);
      return this.#readNodesAndLinks({ text: 'end', start, end }) && this.#readSeparator();
    }
    if (this.#open.length > 0) return this.#closeSubgraph(end);
    this.#reading.goOnAt(end);
    const message = 'No subgraph is open here, so Mermaid cannot read `end`. Delete it, or write `End` for a node.';
    return this.#reading.fail('stray-end', start, end, message);
  }

  #closeSubgraph(end: number): boolean {
    const { keyword, id, title, items } = this.#open.pop()!;
    const inherited = this.#inheritsDirection ? (this.direction ?? 'TB') : undefined;
    const closed = this.model.addSubgraph(id, title, this.#reading.span(keyword, end), items, inherited);
    if (closed !== undefined) {
      this.#list(closed);
      return true;
    }
    const message = 'Mermaid breaks on a node called `hasOwnProperty` in a subgraph. Give the node another ID.';
    this.#reading.problems.structure(
      'subgraph-member',
      this.#reading.span(keyword, keyword + 'subgraph'.length),
      message,
    );
    return true;
  }

  // What is found.

  #mention(id: Id, end: number, shape: Shape | undefined, role: NodeMention['role']): Mention {
    const reading = this.#reading;
    const label = shape?.label;
    const text = reading.plain(id.text);
    const mention: Mention = {
      // All mentions of a node share one text, so that comparing their IDs costs next to nothing.
      id: this.model.nodes.get(text)?.id ?? text,
      idSpan: reading.span(id.start, id.end),
      span: reading.span(id.start, end),
      label: label?.text,
      labelSpan: label && reading.span(label.start, label.end),
      labelKind: label?.kind,
      shapeSpan: shape && reading.span(shape.start, shape.end),
      shape: shape?.name,
      role,
      statement: this.#statement,
    };
    if (this.#salvage.isActive && !shape) {
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
    if (mention.role === 'class' || mention.role === 'click') return;
    this.model.addNode(mention.id, mention.label, mention.shape);
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

/** The shape of `((x))` and `{{x}}`, from that of `(x)` and `{x}`. */
function doubleShape(name: string): string {
  return name === 'round' ? 'circle' : 'hexagon';
}

/** What `@{ … }` says, with the line ends in quoted text as Mermaid reads them. */
function attributeBody(body: string): string {
  if (!body.includes('\n') || !body.includes('"')) return body;
  return body
    .split('"')
    .map((part, index) => (index % 2 === 1 ? part.replace(/\n\s*/g, '<br/>') : part))
    .join('"');
}
