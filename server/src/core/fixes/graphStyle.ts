import { nodeKind, type NodeKind } from '../analysis/analysis';
import type { NodeMention } from '../flowchart/flowchart';
import type { Graph, Page } from '../page';
import { quoted } from '../mermaidText';
import { likeMention } from './nodeText';

/** How an author writes the nodes of a graph: what a new mention must look like to belong there. */
export class GraphStyle {
  readonly #text: string;
  readonly #drawn: readonly NodeMention[];
  /** True where a node is given its label anew on every mention. */
  readonly #repeatsLabels: boolean;
  readonly #models = new Map<NodeKind, NodeMention | undefined>();

  constructor(page: Page, graph: Graph) {
    this.#text = page.text;
    this.#drawn = graph.flowchart.mentions.filter(({ role }) => role === 'edge' || role === 'alone');
    const seen = new Set<string>();
    let repeated = 0;
    let labelled = 0;
    for (const { id, labelSpan } of this.#drawn) {
      if (seen.has(id)) {
        repeated++;
        if (labelSpan !== undefined) labelled++;
      }
      seen.add(id);
    }
    this.#repeatsLabels = repeated === 0 ? this.#labels : labelled * 2 > repeated;
  }

  /** True where nodes have labels at all; an empty graph is to have them. */
  get #labels(): boolean {
    return this.#drawn.length === 0 || this.#drawn.some(({ labelSpan }) => labelSpan !== undefined);
  }

  /** A node that the graph does not have yet. */
  newNode(id: string, label: string): string {
    if (!this.#labels) return id;
    const model = this.#model(nodeKind(id));
    return model === undefined ? `${id}[${quoted(label)}]` : likeMention(this.#text, model, id, label);
  }

  /** One more mention of a node that the graph has; `written` is how an earlier mention stands there. */
  repeatedNode(id: string, written: string): string {
    return this.#repeatsLabels ? written : id;
  }

  /** A labelled mention of the same kind, or of any kind where there is none. */
  #model(kind: NodeKind): NodeMention | undefined {
    if (!this.#models.has(kind)) {
      const labelled = this.#drawn.filter(({ labelSpan }) => labelSpan !== undefined);
      const other = labelled.find(({ id }) => nodeKind(id) !== 'group' && nodeKind(id) !== 'other');
      this.#models.set(kind, labelled.find(({ id }) => nodeKind(id) === kind) ?? other);
    }
    return this.#models.get(kind);
  }
}
