import { nodeKind } from '../analysis/analysis';
import { drawnLabel, withIconsOf } from '../analysis/names';
import { isInvisible, type FlowEdge, type NodeMention, type Subgraph } from '../flowchart/flowchart';
import type { Graph, Page } from '../page';
import { quoted } from '../mermaidText';
import { lineEndAt } from '../parse/characters';
import { readFlowchart } from '../parse/readFlowchart';
import { isSuppressed } from '../parse/suppressions';
import { holds, type Span } from '../text';
import { apart } from './apart';
import { applyEdits, trimmed, type Edit, type TaggedEdit } from './edit';
import { EdgePlaces } from './edgePlaces';
import { GraphStyle } from './graphStyle';
import { lineStartAt, linePrefix, statementDeletion } from './lines';
import { renumberLinkStyles } from './linkStyles';
import { labelEdit, likeMention } from './nodeText';
import { ampersand, connector, remainder, statementsOf, writePiece, type Part, type Statement } from './statements';

/** An end of a new edge. */
export interface NewEnd {
  readonly id: string;
  /** What the node is called where the graph does not have it yet, or calls it by none of its names. */
  readonly label: string;
  /** All that it may be called; undefined for anything. */
  readonly names: readonly string[] | undefined;
}

/** A node as it stands where it has its label. */
interface WrittenNode {
  readonly text: string;
  readonly label: string | undefined;
  readonly mention: NodeMention | undefined;
}

interface Rename<T> {
  readonly id: string;
  readonly label: string | undefined;
  readonly tag: T;
}

interface Addition<T> {
  readonly from: NewEnd;
  readonly to: NewEnd;
  readonly tag: T;
}

/**
 * Collects what is to change in one flowchart, and makes the edits: the smallest ones that keep the
 * author's order, indentation, quoting, shapes, chains and `&`. Each change has a tag that says what it
 * is made for.
 */
export class GraphEditor<T> {
  readonly #page: Page;
  readonly #graph: Graph;
  readonly #order: readonly string[];
  readonly #style: GraphStyle;
  readonly #renames = new Map<number, Rename<T>>();
  readonly #removed = new Map<FlowEdge, T>();
  readonly #turned = new Map<FlowEdge, T>();
  readonly #removedNodes = new Map<string, T>();
  readonly #additions: Addition<T>[] = [];
  /** Mentions that take over shape and label of one that goes, by their place. */
  readonly #heirs = new Map<number, NodeMention>();
  /** The classes, `:::used`, that mentions take over from others, by their place. */
  readonly #classes = new Map<number, string>();
  /** The ends of all edges that will be there; made when it is asked for. */
  #index: Set<string> | undefined;

  /** `order`: the techniques in the order of the page's list, which new edges follow. */
  constructor(page: Page, graph: Graph, order: readonly string[]) {
    this.#page = page;
    this.#graph = graph;
    this.#order = order;
    this.#style = new GraphStyle(page, graph);
  }

  /** Gives one mention of a node another ID, another label, or both. */
  rename(mention: NodeMention, id: string, label: string | undefined, tag: T): void {
    this.#index = undefined;
    this.#renames.set(mention.idSpan.start, { id, label, tag });
  }

  /** Takes an edge away. */
  removeEdge(edge: FlowEdge, tag: T): void {
    this.#index = undefined;
    this.#removed.set(edge, tag);
  }

  /** Takes a node away with all its edges, and the lines that style it or name it alone. */
  removeNode(id: string, tag: T): void {
    this.#index = undefined;
    this.#removedNodes.set(id, tag);
    for (const edge of this.#graph.flowchart.edges) {
      if (edge.from.id === id || edge.to.id === id) this.#removed.set(edge, tag);
    }
  }

  /** Lets an edge go the other way. */
  turnEdge(edge: FlowEdge, tag: T): void {
    this.#turned.set(edge, tag);
  }

  /** Adds an edge. Additions at one place come out in the order in which they are asked for. */
  addEdge(from: NewEnd, to: NewEnd, tag: T): void {
    this.#index?.add(`${from.id} ${to.id}`);
    this.#additions.push({ from, to, tag });
  }

  /** True when an edge with these ends will be there. */
  has(from: string, to: string): boolean {
    if (this.#index === undefined) {
      const drawn = this.#graph.flowchart.edges.filter(edge => !this.#removed.has(edge) && !isInvisible(edge));
      this.#index = new Set(drawn.map(edge => `${this.#idOf(edge.from)} ${this.#idOf(edge.to)}`));
      for (const edge of this.#additions) this.#index.add(`${edge.from.id} ${edge.to.id}`);
    }
    return this.#index.has(`${from} ${to}`);
  }

  /** Everything that was asked for, as edits that do not overlap. */
  edits(): TaggedEdit<T>[] {
    if (this.#renames.size + this.#removed.size + this.#turned.size + this.#additions.length === 0) {
      if (this.#removedNodes.size === 0) return [];
    }
    const edits = apart(this.#changes(), this.#page.lineEnd);
    return renumberLinkStyles(this.#page, this.#graph, edits, {
      stays: edge => !this.#removed.has(edge),
      idOf: mention => this.#idOf(mention),
      isTurned: edge => this.#turned.has(edge),
    });
  }

  #changes(): TaggedEdit<T>[] {
    const { text } = this.#page;
    const { flowchart } = this.#graph;
    const statements = statementsOf(flowchart, text);
    this.#giveLabelsToStaying();
    const edits: TaggedEdit<T>[] = [];
    /** The statements that go altogether, and what is deleted with them. */
    const gone = new Map<Statement, Span>();
    const rewritten = new Set<Statement>();

    for (const statement of statements) {
      const own = statement.links.flatMap(link => link.edges);
      const removed = own.filter(edge => this.#removed.has(edge));
      const turned = own.filter(edge => this.#turned.has(edge));
      if (removed.length === 0 && turned.length === 0) continue;
      rewritten.add(statement);
      const tags = [
        ...removed.map(edge => this.#removed.get(edge)!),
        ...turned.map(edge => this.#turned.get(edge)!),
        ...statement.groups.flat().flatMap(({ mention }) => this.#renames.get(mention.idSpan.start)?.tag ?? []),
      ];
      const lines = this.#rewrite(statement);
      if (lines.length === 0) {
        const span = statementDeletion(this.#page, statement.span);
        gone.set(statement, span);
        edits.push({ span, newText: '', tags: distinct(tags) });
        continue;
      }
      const glue = this.#page.lineEnd + linePrefix(this.#page, statement.span.start);
      const end = terminator(text, statement);
      const newText = lines.join(`${end}${glue}`);
      edits.push(trimmed(text, { span: statement.span, newText, tags: distinct(tags) }));
    }

    const inRewritten = (offset: number) => [...rewritten].some(({ span }) => holds(span, offset));
    for (const mention of flowchart.mentions) {
      const rename = this.#renames.get(mention.idSpan.start);
      if (inRewritten(mention.idSpan.start)) continue;
      const tags = rename === undefined ? [...this.#removed.values()].slice(0, 1) : [rename.tag];
      for (const edit of this.#mentionEdits(mention)) edits.push({ ...edit, tags });
    }
    edits.push(...this.#loneStatements(inRewritten), ...this.#linkAttributes());
    edits.push(...this.#additionEdits(statements, gone, rewritten));
    return edits;
  }

  #idOf(mention: NodeMention): string {
    return this.#renames.get(mention.idSpan.start)?.id ?? mention.id;
  }

  /** What a statement is to be, a line for each piece; none where nothing of it stays. */
  #rewrite(statement: Statement): string[] {
    const { text } = this.#page;
    const write = (part: Part) => this.#partText(part);
    const lines: string[] = [];
    const only = statement.links.length === 1 ? statement.links[0]! : undefined;
    const turnsWhole = only?.edges.length === 1 && this.#turned.has(only.edges[0]!);
    if (turnsWhole) {
      const [from, to] = [statement.groups[0]![0]!, statement.groups[1]![0]!];
      return [write(to) + connector(text, statement, 0) + write(from)];
    }
    for (const piece of remainder(statement, edge => !this.#removed.has(edge) && !this.#turned.has(edge))) {
      lines.push(writePiece(text, statement, piece, write));
    }
    statement.links.forEach((link, at) => {
      for (const edge of link.edges) {
        if (!this.#turned.has(edge)) continue;
        const find = (group: readonly Part[], mention: NodeMention) =>
          group.find(part => part.mention.idSpan.start === mention.idSpan.start)!;
        const from = find(statement.groups[at]!, edge.from);
        const to = find(statement.groups[at + 1]!, edge.to);
        lines.push(write(to) + connector(text, statement, at) + write(from));
      }
    });
    return lines;
  }

  #partText({ mention, span }: Part): string {
    const shifted = this.#mentionEdits(mention).map(({ span: { start, end }, newText }) => {
      return { span: { start: start - span.start, end: end - span.start }, newText };
    });
    return applyEdits(this.#page.text.slice(span.start, span.end), shifted);
  }

  /** How a mention reads in the end: its new ID and label, and the shape and label it takes over. */
  #mentionText(mention: NodeMention): string {
    return this.#partText({ mention, span: mention.span });
  }

  #mentionEdits(mention: NodeMention): Edit[] {
    const { text } = this.#page;
    const rename = this.#renames.get(mention.idSpan.start);
    const edits: Edit[] = [];
    if (rename !== undefined && rename.id !== text.slice(mention.idSpan.start, mention.idSpan.end)) {
      edits.push({ span: mention.idSpan, newText: rename.id });
    }
    const label = rename?.label;
    const labelled = label === undefined ? undefined : labelEdit(text, mention, withIconsOf(mention.label, label));
    if (labelled !== undefined && labelled.newText !== text.slice(labelled.span.start, labelled.span.end)) {
      edits.push(labelled);
    }
    const heir = this.#heirs.get(mention.idSpan.start);
    if (heir !== undefined) {
      const written = this.#mentionText(heir).slice(this.#idOf(heir).length);
      // A class stands between brackets and attributes.
      const end = written.startsWith('@{') ? mention.span.end + classOf(text, mention).length : mention.idSpan.end;
      edits.push({ span: { start: end, end }, newText: written });
    }
    const inherited = this.#classes.get(mention.idSpan.start);
    if (inherited !== undefined) {
      const { end } = text.startsWith('@{', mention.idSpan.end) ? mention.idSpan : mention.span;
      const edit = { span: { start: end, end }, newText: inherited };
      const at = edits.findIndex(other => other.span.start === end && other.newText.startsWith('@{'));
      edits.splice(at < 0 ? edits.length : at, 0, edit);
    }
    return edits;
  }

  /**
   * A node may have its label or its class on one mention only. Where that mention goes and others stay, the first
   * that stays is written as the one that went.
   */
  #giveLabelsToStaying(): void {
    if (this.#removed.size === 0) return;
    const { edges, mentions } = this.#graph.flowchart;
    const ends = endsOf(edges);
    const staying = new Set<number>();
    const going = new Map<string, NodeMention>();
    const classes = new Map<string, string>();
    for (const edge of edges) {
      if (this.#removed.has(edge)) continue;
      staying.add(edge.from.idSpan.start).add(edge.to.idSpan.start);
    }
    for (const edge of this.#removed.keys()) {
      for (const mention of [edge.from, edge.to]) {
        if (staying.has(mention.idSpan.start)) continue;
        const own = classOf(this.#page.text, mention);
        if (own !== '') classes.set(this.#idOf(mention), own);
        if (mention.labelSpan !== undefined) going.set(this.#idOf(mention), mention);
      }
    }
    const leftOf = (id: string) =>
      mentions.filter(
        other =>
          ((other.role === 'alone' && !ends.has(other)) || staying.has(other.idSpan.start)) && this.#idOf(other) === id,
      );
    for (const [id, own] of classes) {
      const left = leftOf(id);
      const first = left.find(other => classOf(this.#page.text, other) === '');
      if (first === undefined || left.some(other => classOf(this.#page.text, other) === own)) continue;
      this.#classes.set(first.idSpan.start, own);
    }
    for (const [id, mention] of going) {
      const left = leftOf(id);
      const [first] = left;
      if (first === undefined || left.some(other => other.labelSpan !== undefined)) continue;
      this.#heirs.set(first.idSpan.start, mention);
    }
  }

  /** Nodes that stand in no edge any more: the lines that would bring them back. */
  #loneStatements(inRewritten: (offset: number) => boolean): TaggedEdit<T>[] {
    const { mentions, edges } = this.#graph.flowchart;
    const ends = endsOf(edges);
    const isAlone = (mention: NodeMention) => mention.role === 'alone' && !ends.has(mention);
    const vanished = new Map(this.#removedNodes);
    if (this.#removed.size > 0) {
      const staying = new Set<string>();
      for (const edge of edges) {
        if (!this.#removed.has(edge)) staying.add(this.#idOf(edge.from)).add(this.#idOf(edge.to));
      }
      for (const { from, to } of this.#additions) staying.add(from.id).add(to.id);
      for (const mention of mentions) if (isAlone(mention)) staying.add(mention.id);
      for (const [{ from, to }, tag] of this.#removed) {
        for (const { id } of [from, to]) if (!staying.has(id) && !vanished.has(id)) vanished.set(id, tag);
      }
    }
    const edits: TaggedEdit<T>[] = [];
    for (const mention of mentions) {
      if (!vanished.has(mention.id) || this.#renames.has(mention.idSpan.start) || inRewritten(mention.idSpan.start))
        continue;
      const isOnly = !mentions.some(
        other => other.statement.start === mention.statement.start && other.idSpan.start !== mention.idSpan.start,
      );
      const goes = mention.role === 'style' || (isAlone(mention) && this.#removedNodes.has(mention.id));
      if (!goes || !isOnly) continue;
      edits.push({
        span: statementDeletion(this.#page, mention.statement),
        newText: '',
        tags: [vanished.get(mention.id)!],
      });
    }
    return edits;
  }

  /** What is said of a link by its name, `e1@{ animate: true }`: without the link it would draw a node of that name. */
  #linkAttributes(): TaggedEdit<T>[] {
    const { text } = this.#page;
    const { fence, flowchart } = this.#graph;
    const staying = new Set<number>();
    for (const edge of flowchart.edges) if (!this.#removed.has(edge)) staying.add(edge.link.start);
    const gone = new Map<string, T>();
    const names = new Map<number, Edit>();
    for (const [{ id, link }, tag] of this.#removed) {
      if (id === undefined || staying.has(link.start)) continue;
      gone.set(id, tag);
      const name = `${id}@`;
      const start = link.start - name.length;
      if (text.startsWith(name, start))
        names.set(start, { span: { start, end: link.start }, newText: ' '.repeat(name.length) });
    }
    if (gone.size === 0) return [];
    // Read as Mermaid will, once the links are gone.
    const { mentions } = readFlowchart(applyEdits(text, [...names.values()]), fence.content, fence.quoted);
    return mentions.flatMap(({ id, role, statement }): TaggedEdit<T>[] => {
      if (!gone.has(id) || (role !== 'alone' && role !== 'style')) return [];
      return [{ span: statementDeletion(this.#page, statement), newText: '', tags: [gone.get(id)!] }];
    });
  }

  #additionEdits(
    statements: readonly Statement[],
    gone: ReadonlyMap<Statement, Span>,
    rewritten: ReadonlySet<Statement>,
  ): TaggedEdit<T>[] {
    if (this.#additions.length === 0) return [];
    const places = new EdgePlaces(statements, this.#order, {
      stays: edge => !this.#removed.has(edge),
      idOf: mention => this.#idOf(mention),
    });
    const written = this.#writtenNodes();
    const groups: { edit: TaggedEdit<T>; isGroupEdge: boolean }[] = [];
    /** What goes on with a statement, before the lines that are put below it. */
    const ends: TaggedEdit<T>[] = [];
    /** Techniques that stand where the others of the group are, now that they have their edge from it. */
    const joined = new Set<string>();
    for (const { from, to, tag } of this.#additions) {
      const isGroupEdge = nodeKind(from.id) === 'group';
      const technique = isGroupEdge ? to.id : from.id;
      if (isGroupEdge) joined.add(technique);
      const open = places.openStatement(isGroupEdge, technique);
      if (open !== undefined && !rewritten.has(open) && this.#subgraphToLeave(open, from, to, joined) === undefined) {
        const { end } = open.span;
        const newText = ampersand(this.#page.text, open) + this.#node(to, written);
        ends.push({ span: { start: end, end }, newText, tags: [tag] });
        continue;
      }
      const anchor = places.anchor(isGroupEdge, technique);
      const link = places.linkText(this.#page.text, isGroupEdge, anchor);
      const line = this.#node(from, written) + link + this.#node(to, written);
      const left = anchor && this.#subgraphToLeave(anchor, from, to, joined);
      groups.push({ edit: { ...this.#insertion(line, anchor, gone, left), tags: [tag] }, isGroupEdge });
    }
    // Where the graph keeps the group's edges together, they come before the others at the same place.
    if (!places.isInterleaved) groups.sort((a, b) => Number(b.isGroupEdge) - Number(a.isGroupEdge));
    // Behind a directive that never ends Mermaid draws nothing: an edge there would be none.
    const directive = this.#graph.flowchart.problems.find(({ id }) => id === 'unclosed-directive');
    const drawnEnd = directive?.span.start ?? Infinity;
    return [...ends, ...groups.map(({ edit }) => edit)].filter(({ span }) => span.start <= drawnEnd);
  }

  /** How each node that stays is written where it has its label. */
  #writtenNodes(): Map<string, WrittenNode> {
    const { mentions, edges } = this.#graph.flowchart;
    const removed = new Set<NodeMention>();
    for (const edge of edges) if (this.#removed.has(edge)) removed.add(edge.from).add(edge.to);
    for (const edge of edges) {
      if (this.#removed.has(edge)) continue;
      removed.delete(edge.from);
      removed.delete(edge.to);
    }
    const written = new Map<string, WrittenNode>();
    for (const mention of mentions) {
      if (removed.has(mention) || (mention.role !== 'edge' && mention.role !== 'alone')) continue;
      const id = this.#idOf(mention);
      if (written.get(id)?.label !== undefined) continue;
      if (mention.labelSpan === undefined && written.has(id)) continue;
      const label = this.#renames.get(mention.idSpan.start)?.label ?? mention.label;
      written.set(id, { text: this.#mentionText(mention), label, mention });
    }
    return written;
  }

  #node({ id, label, names }: NewEnd, written: Map<string, WrittenNode>): string {
    const known = written.get(id);
    if (known === undefined) {
      const text = this.#style.newNode(id, label);
      written.set(id, { text, label, mention: undefined });
      return text;
    }
    const isNamed = known.label === undefined || names === undefined || names.includes(drawnLabel(known.label));
    // A wrong label is not written once more, nor one that Mermaid rejects.
    const { mention } = known;
    // Of several labels Mermaid draws the last: one that its author keeps on purpose stays the last.
    const at = mention?.labelSpan?.start;
    if (!isNamed && at !== undefined && isSuppressed(this.#page, at, 'name-mismatch')) return id;
    const isGood = isNamed && (mention?.labelKind !== 'plain' || quoted(known.label ?? '') === known.label);
    const text =
      isGood || mention === undefined
        ? known.text
        : likeMention(this.#page.text, mention, id, isNamed ? (known.label ?? label) : label);
    return this.#style.repeatedNode(id, text);
  }

  /**
   * The outermost subgraph around a statement below which an edge has to stand, since in it the edge would take a node
   * from where its author draws it. A technique that joins the others of the group is where they are.
   */
  #subgraphToLeave({ span }: Statement, from: NewEnd, to: NewEnd, joined: ReadonlySet<string>): Subgraph | undefined {
    const { subgraphs, nodes } = this.#graph.flowchart;
    // In the order in which they end: a node belongs to the first one that names it.
    return subgraphs.findLast((subgraph, at) => {
      if (span.start < subgraph.span.start || subgraph.span.end < span.end) return false;
      const isTaken = ({ id }: NewEnd) => {
        if (!nodes.has(id) || joined.has(id)) return false;
        const home = subgraphs.findIndex(other => other.nodes.includes(id));
        return home < 0 || home > at;
      };
      return isTaken(from) || isTaken(to);
    });
  }

  /** A line of its own, after the statement that it belongs to, or after a subgraph around that. */
  #insertion(
    line: string,
    anchor: Statement | undefined,
    gone: ReadonlyMap<Statement, Span>,
    left: Subgraph | undefined,
  ): Edit {
    const { text, lineEnd } = this.#page;
    const { flowchart, fence } = this.#graph;
    const place = left?.span ?? anchor?.span ?? flowchart.header;
    if (place === undefined) {
      const at = fence.content.start;
      return { span: { start: at, end: at }, newText: `flowchart LR${lineEnd}${line}${lineEnd}` };
    }
    const prefix = linePrefix(this.#page, place.start);
    const whole = prefix + line + (anchor === undefined ? '' : terminator(text, anchor));
    const deleted = anchor === undefined || left !== undefined ? undefined : gone.get(anchor);
    if (deleted !== undefined && lineStartAt(this.#page, deleted.start) === deleted.start) {
      return { span: { start: deleted.start, end: deleted.start }, newText: whole + lineEnd };
    }
    const at = lineEndAt(text, place.end);
    return { span: { start: at, end: at }, newText: lineEnd + whole };
  }
}

/** The mark that ends the statement on its line, where the author writes one. */
function terminator(text: string, { span }: Statement): string {
  return /^[ \t]*;/.test(text.slice(span.end, lineEndAt(text, span.end))) ? ';' : '';
}

/** The class that a mention gives its node, with its mark; empty where it gives none, or gives it before attributes. */
function classOf(text: string, { span }: NodeMention): string {
  const name = /:::(?:[^\s;&@<>=-]|-(?![>.-])|=(?!=))+/y;
  name.lastIndex = span.end;
  return name.exec(text)?.[0] ?? '';
}

function endsOf(edges: readonly FlowEdge[]): ReadonlySet<NodeMention> {
  return new Set(edges.flatMap(({ from, to }) => [from, to]));
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
