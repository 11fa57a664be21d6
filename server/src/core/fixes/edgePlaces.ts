import { nodeKind } from '../analysis/analysis';
import { isInvisible, type FlowEdge, type NodeMention } from '../flowchart/flowchart';
import { connector, type Statement } from './statements';

/** What is to become of a graph's edges and nodes. */
export interface Outlook {
  stays(edge: FlowEdge): boolean;
  /** The ID that a mention will have. */
  idOf(mention: NodeMention): string;
}

/** Says after which statement of a graph a new edge belongs, so that it stands where its author would look for it. */
export class EdgePlaces {
  /** True where the mitigations of a technique stand with it, not below all of the group's edges. */
  readonly isInterleaved: boolean;

  readonly #order: readonly string[];
  /** The last statement with an edge from the group to a technique, by technique. */
  readonly #groupStatements = new Map<string, Statement>();
  /** The last statement with an edge from a technique to a mitigation, by technique. */
  readonly #mitigationStatements = new Map<string, Statement>();
  readonly #lastGroupStatement: Statement | undefined;
  readonly #lastStatement: Statement | undefined;
  readonly #outlook: Outlook;

  constructor(statements: readonly Statement[], order: readonly string[], outlook: Outlook) {
    this.#order = order;
    this.#outlook = outlook;
    this.#lastStatement = statements.at(-1);
    let firstMitigation = Infinity;
    let lastGroup: Statement | undefined;
    // What stays decides; what goes only where there is nothing else.
    for (const wanted of [false, true]) {
      for (const statement of statements) {
        for (const edge of statement.links.flatMap(link => link.edges)) {
          if (outlook.stays(edge) !== wanted || isInvisible(edge)) continue;
          const from = nodeKind(outlook.idOf(edge.from));
          const to = nodeKind(outlook.idOf(edge.to));
          if (from === 'group' && to === 'technique') {
            this.#groupStatements.set(outlook.idOf(edge.to), statement);
            if (lastGroup === undefined || wanted) lastGroup = statement;
          } else if (from === 'technique' && to === 'mitigation') {
            this.#mitigationStatements.set(outlook.idOf(edge.from), statement);
            if (wanted) firstMitigation = Math.min(firstMitigation, statement.span.start);
          }
        }
      }
    }
    this.#lastGroupStatement = lastGroup;
    this.isInterleaved = lastGroup !== undefined && firstMitigation < lastGroup.span.start;
  }

  /** The statement after which an edge to or from a technique goes; undefined where there is none at all. */
  anchor(isGroupEdge: boolean, technique: string): Statement | undefined {
    const own = isGroupEdge ? undefined : this.#mitigationStatements.get(technique);
    if (own !== undefined) return own;
    const before = this.#before(technique);
    if (this.isInterleaved) {
      for (const id of isGroupEdge ? before : [technique, ...before]) {
        const last = later(this.#groupStatements.get(id), this.#mitigationStatements.get(id));
        if (last !== undefined) return last;
      }
      return this.#lastStatement;
    }
    const statements = isGroupEdge ? this.#groupStatements : this.#mitigationStatements;
    for (const id of before) {
      const statement = statements.get(id);
      if (statement !== undefined) return statement;
    }
    if (isGroupEdge) return this.#lastGroupStatement ?? this.#lastStatement;
    return this.#lastGroupStatement ?? this.#groupStatements.get(technique) ?? this.#lastStatement;
  }

  /** The statement of the form `T1 --> M1 & M2` that a further end belongs into, where the author writes them so. */
  openStatement(isGroupEdge: boolean, technique: string): Statement | undefined {
    const statement = isGroupEdge ? this.#lastGroupStatement : this.#mitigationStatements.get(technique);
    if (statement === undefined) return undefined;
    const { groups, links } = statement;
    const [from, to] = groups;
    if (links.length !== 1 || from!.length !== 1 || to!.length < 2) return undefined;
    if (links[0]!.edges.some(isInvisible)) return undefined;
    const wanted = isGroupEdge ? 'technique' : 'mitigation';
    const idOf = (part: { readonly mention: NodeMention }) => this.#outlook.idOf(part.mention);
    return to!.every(part => nodeKind(idOf(part)) === wanted) && (isGroupEdge || idOf(from![0]!) === technique)
      ? statement
      : undefined;
  }

  /** The link between the ends of a new edge, blanks included: as its neighbour has it, without a label. */
  linkText(text: string, isGroupEdge: boolean, anchor: Statement | undefined): string {
    const models = [
      anchor,
      ...(isGroupEdge ? this.#groupStatements : this.#mitigationStatements).values(),
      ...this.#groupStatements.values(),
    ];
    for (const model of models) {
      if (model === undefined) continue;
      for (let at = model.links.length - 1; at >= 0; at--) {
        const [edge] = model.links[at]!.edges;
        if (edge!.label !== '' || edge!.id !== undefined || isInvisible(edge!)) continue;
        const kind = nodeKind(edge!.from.id);
        if ((kind === 'group') !== isGroupEdge) continue;
        const between = connector(text, model, at);
        if (!/[\n\r]/.test(between)) return between;
      }
    }
    return ' --> ';
  }

  /** The techniques that stand before one in the list, the nearest first. */
  #before(technique: string): string[] {
    const at = this.#order.indexOf(technique);
    return at < 0 ? [] : this.#order.slice(0, at).reverse();
  }
}

function later(a: Statement | undefined, b: Statement | undefined): Statement | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a.span.start > b.span.start ? a : b;
}
