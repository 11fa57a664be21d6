import type { Span } from '../text';

/**
 * What the flowchart reader makes of one Mermaid block. Spans are offsets into the text that was
 * given to the reader (the whole page), not into the block. Everything is read-only.
 */
export interface Flowchart {
  /** True when Mermaid's newest release accepts the block: there is no `syntax` problem. */
  readonly accept: boolean;
  /** False when the block is a diagram of another kind (`sequenceDiagram`, `pie`, …) or has no header at all. */
  readonly isFlowchart: boolean;
  /** The header line's keyword and direction (`flowchart LR`), where there is one. */
  readonly header: Span | undefined;
  /** `TB`, `BT`, `LR`, `RL` as Mermaid stores it; undefined where the header names none. */
  readonly direction: string | undefined;
  /** Every node by its ID, in order of first mention, with the label and shape that win in the end. */
  readonly nodes: ReadonlyMap<string, FlowNode>;
  /** Every place on which a node stands, in source order. */
  readonly mentions: readonly NodeMention[];
  /** Every edge, in Mermaid's order. `A & B --> C & D` is four edges that share link and mentions. */
  readonly edges: readonly FlowEdge[];
  readonly subgraphs: readonly Subgraph[];
  /** `%%` comment lines, in source order: the span from `%%` to the end of the line. */
  readonly comments: readonly Span[];
  /** What Mermaid refuses, what older releases refuse, and what it draws otherwise than it reads. In source order. */
  readonly problems: readonly FlowchartProblem[];
}

/** A node, as it is drawn in the end. */
export interface FlowNode {
  readonly id: string;
  /** The last label that was given, trimmed and without its quotes; the ID where none was. */
  readonly label: string;
  /** Mermaid's shape name (`square`, `round`, `stadium`, …); undefined where no shape was ever given. */
  readonly shape: string | undefined;
}

/** One place on which a node stands. */
export interface NodeMention {
  readonly id: string;
  /** The ID alone. */
  readonly idSpan: Span;
  /** ID, shape and label: all of the node's own text here (without `:::class`). */
  readonly span: Span;
  /** The label given here, trimmed and without its quotes; undefined for a bare mention. */
  readonly label: string | undefined;
  /** What stands between the shape's brackets, trimmed, without quotes or backticks. */
  readonly labelSpan: Span | undefined;
  /** How the label is written: bare words, `"…"`, "`…`" or the value of `@{ label: … }`. */
  readonly labelKind: 'plain' | 'string' | 'markdown' | 'attribute' | undefined;
  /** What stands between the shape's brackets, quotes and blanks included; for a quick fix that quotes. */
  readonly shapeSpan: Span | undefined;
  /** Mermaid's shape name given here. */
  readonly shape: string | undefined;
  /** Where the mention stands. */
  readonly role: 'edge' | 'alone' | 'style' | 'class' | 'click';
  /** The offset at which the statement that holds the mention starts, and the one after its end. */
  readonly statement: Span;
}

/** One edge, between two mentions. */
export interface FlowEdge {
  readonly from: NodeMention;
  readonly to: NodeMention;
  /** The link: arrow, and label where it has one (`-->`, `-->|text|`, `-- text -->`). */
  readonly link: Span;
  /** The link's text, trimmed and unquoted; empty where it has none. */
  readonly label: string;
  readonly labelSpan: Span | undefined;
  /** Mermaid's stroke and arrow, as `normal:arrow_point`, `dotted:arrow_open`, `thick:double_arrow_cross`. */
  readonly kind: string;
  /** Mermaid's length of the link, 1 to 10. */
  readonly length: number;
  /** The ID the author gave the edge (`e1@-->`). */
  readonly id: string | undefined;
}

/** True for a link that is not drawn (`~~~`): it only places its nodes. */
export function isInvisible({ kind }: FlowEdge): boolean {
  return kind.startsWith('invisible');
}

export interface Subgraph {
  readonly id: string;
  readonly title: string;
  /** From `subgraph` to the end of its `end`, or to the end of the block where `end` is missing. */
  readonly span: Span;
  /** The IDs Mermaid counts among its members. */
  readonly nodes: readonly string[];
  readonly direction: string | undefined;
}

/**
 * A problem with the text of a flowchart.
 * - `syntax`: Mermaid's newest release rejects the block because of this.
 * - `portability`: the newest release accepts it and releases in wide use reject it.
 * - `pitfall`: Mermaid accepts it and draws something else than the line says.
 */
export interface FlowchartProblem {
  readonly kind: 'syntax' | 'portability' | 'pitfall';
  /** A stable name of the problem, for messages and fixes: `label-needs-quotes`, `reserved-word`, … */
  readonly id: string;
  readonly span: Span;
  /** What is wrong, why, and what to do: one or two plain sentences. */
  readonly message: string;
  /** The one right answer, where there is one: the smallest edit that mends it. */
  readonly fix: { readonly title: string; readonly span: Span; readonly newText: string } | undefined;
}
