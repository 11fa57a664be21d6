import type { Span } from '../text';
import type { FlowEdge, FlowNode, Subgraph } from './flowchart';
import type { AttributeValues } from './attributes';

interface MutableNode {
  readonly id: string;
  label: string;
  shape: string | undefined;
}

interface MutableSubgraph {
  readonly id: string;
  readonly title: string;
  readonly span: Span;
  readonly nodes: string[];
  readonly direction: string | undefined;
}

/** One thing that a subgraph's statements list: the ID of a member, or a direction. */
export type SubgraphItem = string | { readonly direction: string };

/**
 * Collects nodes, edges and subgraphs by the rules of Mermaid's own database: the last label and
 * shape win, a node belongs to the first subgraph that is closed with it, a repeated subgraph is
 * merged into the first, and the name of an edge is no node.
 */
export class FlowchartModel {
  readonly nodes = new Map<string, FlowNode>();
  readonly edges: FlowEdge[] = [];
  readonly subgraphs: Subgraph[] = [];

  readonly #nodes: Map<string, MutableNode> = this.nodes;
  readonly #subgraphs = new Map<string, MutableSubgraph>();
  readonly #members = new Set<string>();
  #subgraphCount = 0;
  readonly #edgeIds = new EdgeIds(this.edges);

  /** A node is mentioned, with what its brackets say. */
  addNode(id: string, label: string | undefined, shape: string | undefined): void {
    if (this.#edgeIds.has(id)) return;
    const node = this.#node(id);
    if (label !== undefined) node.label = label;
    if (shape !== undefined) node.shape = shape;
  }

  /** True when `@{ … }` after an ID speaks of a node, not of the link or the closed subgraph of that name. */
  isNode(id: string, values: AttributeValues): boolean {
    return !(this.#subgraphs.has(id) && values.isMapping) && !this.#edgeIds.has(id);
  }

  /** A node is given `@{ … }` attributes. */
  addAttributes(id: string, values: AttributeValues): void {
    const node = this.#node(id);
    if (values.shape !== undefined) node.shape = values.shape;
    if (values.label !== undefined) node.label = values.label;
    if (values.isPicture && values.hidesId && node.label === id) node.label = '';
  }

  addEdge(edge: FlowEdge): void {
    this.#edgeIds.add(edge.id);
    this.edges.push(edge);
  }

  /** The ID the edge really gets: none when another edge has it already. */
  freeEdgeId(id: string): string | undefined {
    return this.#edgeIds.has(id) ? undefined : id;
  }

  /**
   * A subgraph ends. `id` is undefined where Mermaid makes one up. Returns its ID, or undefined when
   * Mermaid breaks on the name of a member.
   */
  addSubgraph(
    id: string | undefined,
    title: string,
    span: Span,
    items: readonly SubgraphItem[],
    inherited: string | undefined,
  ): string | undefined {
    const listed = distinctMembers(items);
    if (!listed) return undefined;
    const realId = id ?? `subGraph${this.#subgraphCount}`;
    this.#subgraphCount++;
    const nodes = listed.nodes.filter(node => !this.#members.has(node) && node !== realId);
    for (const node of nodes) this.#members.add(node);
    const existing = this.#subgraphs.get(realId);
    if (existing) {
      for (const node of nodes) existing.nodes.push(node);
    } else {
      const subgraph: MutableSubgraph = { id: realId, title, span, nodes, direction: listed.direction ?? inherited };
      this.#subgraphs.set(realId, subgraph);
      this.subgraphs.push(subgraph);
    }
    return realId;
  }

  hasSubgraph(id: string): boolean {
    return this.#subgraphs.has(id);
  }

  #node(id: string): MutableNode {
    let node = this.#nodes.get(id);
    if (!node) {
      node = { id, label: id, shape: undefined };
      this.#nodes.set(id, node);
    }
    return node;
  }
}

/** The members that the statements list, each once, or undefined when Mermaid breaks on them. */
function distinctMembers(
  items: readonly SubgraphItem[],
): { nodes: string[]; direction: string | undefined } | undefined {
  const seen = new Set<string>();
  let direction: string | undefined;
  let broken = false;
  for (const item of items) {
    if (typeof item !== 'string') {
      direction = item.direction;
      continue;
    }
    if (item.trim() === '') continue;
    // Mermaid keeps the names in a plain object and asks its `hasOwnProperty` for the next one.
    if (broken) return undefined;
    broken = item === 'hasOwnProperty';
    seen.add(item);
  }
  return { nodes: [...seen], direction };
}

/**
 * The IDs of the edges. An edge without one is named by Mermaid (`L_A_B_0`), and a node that is
 * later called so is lost. Those names are made only when a node ID looks like one.
 */
class EdgeIds {
  readonly #edges: readonly FlowEdge[];
  readonly #given = new Set<string>();
  readonly #made = new Set<string>();
  readonly #counts = new Map<string, number>();
  #madeFor = 0;

  constructor(edges: readonly FlowEdge[]) {
    this.#edges = edges;
  }

  add(id: string | undefined): void {
    if (id !== undefined) this.#given.add(id);
  }

  has(id: string): boolean {
    if (this.#given.size > 0 && this.#given.has(id)) return true;
    if (!id.startsWith('L_')) return false;
    this.#makeNames();
    return this.#made.has(id);
  }

  #makeNames(): void {
    for (; this.#madeFor < this.#edges.length; this.#madeFor++) {
      const { id, from, to } = this.#edges[this.#madeFor]!;
      const ends = `${from.id}\n${to.id}`;
      const before = this.#counts.get(ends) ?? 0;
      this.#counts.set(ends, before + 1);
      if (id === undefined) this.#made.add(`L_${from.id}_${to.id}_${before === 0 ? 0 : before + 1}`);
    }
  }
}
