import type { FlowEdge, NodeMention } from '../flowchart/flowchart';
import type { Graph } from '../page';
import type { LineIndex, Span } from '../text';
import type { NodeKind } from './analysis';

/** An edge of an ATT&CK graph that is drawn, with what its ends stand for. */
export class AttackEdge {
  readonly graph: Graph;
  readonly edge: FlowEdge;
  readonly from: NodeMention;
  readonly to: NodeMention;
  readonly fromKind: NodeKind;
  readonly toKind: NodeKind;
  readonly #lines: LineIndex;

  constructor(graph: Graph, edge: FlowEdge, fromKind: NodeKind, toKind: NodeKind, lines: LineIndex) {
    this.graph = graph;
    this.edge = edge;
    this.from = edge.from;
    this.to = edge.to;
    this.fromKind = fromKind;
    this.toKind = toKind;
    this.#lines = lines;
  }

  /** From the first node to the second, as far as it stands on one line. Worked out when asked for: of most edges nobody does. */
  get span(): Span {
    const { start } = this.from.span;
    const { end } = this.to.span;
    const isOneLine = start <= end && this.#lines.lineOf(start) === this.#lines.lineOf(end);
    return isOneLine ? { start, end } : this.from.span;
  }
}
