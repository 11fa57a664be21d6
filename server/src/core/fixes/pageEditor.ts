import { nodeKind, type Analysis } from '../analysis/analysis';
import { drawnLabel, fullName } from '../analysis/names';
import type { AttackObject, Snapshot } from '../catalog/catalog';
import { isInvisible } from '../flowchart/flowchart';
import type { Graph, TechniqueItem } from '../page';
import { isSuppressed } from '../parse/suppressions';
import { holds, type Span } from '../text';
import { inOrder, type TaggedEdit } from './edit';
import { GraphEditor, type NewEnd } from './graphEditor';
import { idLinePlaces } from './idLine';
import { ListEditor, noteOf } from './listEditor';

/** What an ID is to be replaced with, and why. */
export interface Replacement<T> {
  readonly object: AttackObject;
  readonly tag: T;
}

/**
 * Collects what is to change in a page, in list, graphs and elsewhere, and makes the edits. It speaks of
 * techniques and mitigations; how they are written is for the editors of list and graph to say.
 */
export class PageEditor<T = undefined> {
  readonly analysis: Analysis;
  /** The ATT&CK that the page is to follow: that of its analysis, or the one it is brought to. */
  readonly snapshot: Snapshot;
  readonly #replacements: ReadonlyMap<string, Replacement<T>>;
  readonly #graphs = new Map<Graph, GraphEditor<T>>();
  readonly #list: ListEditor<T> | undefined;
  readonly #more: TaggedEdit<T>[] = [];
  /** Items that name a technique which another item names too, and that hold too much to be taken away. */
  readonly unmerged: TechniqueItem[] = [];

  /** `replacements`: the IDs that are to be others, once `replaceIds` is called. */
  constructor(
    analysis: Analysis,
    snapshot: Snapshot = analysis.snapshot,
    replacements: ReadonlyMap<string, Replacement<T>> = new Map(),
  ) {
    this.analysis = analysis;
    this.snapshot = snapshot;
    this.#replacements = replacements;
    const { page } = analysis;
    const listOrder = analysis.items.map(({ id }) => this.idAfter(id));
    const graphOrder = [...analysis.groupEdges.keys()].map(id => this.idAfter(id));
    for (const graph of analysis.graphs) this.#graphs.set(graph, new GraphEditor(page, graph, listOrder));
    this.#list = page.techniqueList && new ListEditor(page, page.techniqueList, graphOrder);
  }

  /** The ID that an ID of the page will be. */
  idAfter(id: string): string {
    return this.#replacements.get(id)?.object.id ?? id;
  }

  /** The editor of the page's list. */
  get list(): ListEditor<T> | undefined {
    return this.#list;
  }

  /** The editor of the graph that holds an offset. */
  graphAt(offset: number): GraphEditor<T> | undefined {
    const graph = this.#holding(offset);
    return graph && this.#graphs.get(graph);
  }

  /** The editors of all ATT&CK graphs. */
  get graphs(): Iterable<GraphEditor<T>> {
    return this.#graphs.values();
  }

  /** Replaces any other text. */
  replace(span: Span, newText: string, tag: T): void {
    this.#more.push({ span, newText, tags: [tag] });
  }

  /** All edits, in order. */
  edits(): TaggedEdit<T>[] {
    const graphs = [...this.#graphs.values()].flatMap(editor => editor.edits());
    return inOrder([...graphs, ...(this.#list?.edits() ?? []), ...this.#more]);
  }

  /**
   * Lets every ID that has a replacement be it: in items, nodes and edges, on the ID line and in the links
   * on the group. What is there already is not written twice. `wasMapped` says whether ATT&CK drew a
   * mitigation edge that it may not draw any more for the new ends.
   */
  replaceIds(wasMapped: (technique: string, mitigation: string) => boolean): void {
    if (this.#replacements.size === 0) return;
    this.#replaceItems();
    for (const graph of this.analysis.graphs) this.#replaceNodes(graph, wasMapped);
    this.#replaceGroup();
  }

  /** True when the graphs will have an edge with these ends. */
  hasEdge(from: string, to: string): boolean {
    return [...this.#graphs.values()].some(editor => editor.has(from, to));
  }

  /** Draws a technique under the group, with the mitigations that ATT&CK maps to it. */
  addTechnique(id: string, tag: T): void {
    this.addGroupEdge(id, tag);
    this.addMitigations(id, this.missingMitigations(id), tag);
  }

  /** Adds an edge from the group to a technique, where there is a graph to add it to. */
  addGroupEdge(id: string, tag: T): void {
    const graph = this.#groupGraph();
    if (graph === undefined) return;
    const group = graph.flowchart.mentions.find(mention => nodeKind(mention.id) === 'group');
    const label = this.analysis.page.title?.text ?? 'group';
    this.#graphs
      .get(graph)!
      .addEdge({ id: this.idAfter(group?.id ?? 'group'), label, names: [label] }, this.#end(id), tag);
  }

  /** Adds edges from a technique to mitigations. */
  addMitigations(technique: string, mitigations: readonly string[], tag: T): void {
    const graph = this.#graphOf(technique);
    if (graph === undefined) return;
    const from = this.#end(technique);
    for (const id of mitigations) this.#graphs.get(graph)!.addEdge(from, this.#end(id), tag);
  }

  /** The mitigations that ATT&CK maps to a technique and the graphs will lack. */
  missingMitigations(technique: string): string[] {
    return this.snapshot.mitigationsOf(technique).filter(id => !this.hasEdge(technique, id));
  }

  /** Adds a technique to the list. */
  addItem(id: string, tag: T): void {
    const written = this.analysis.items.filter(({ label, id: other }) => label !== undefined && other.includes('.'));
    const full = written.filter(({ label }) => label!.includes(': ')).length * 2 > written.length;
    const object = this.snapshot.get(id);
    this.#list?.add(id, full && object !== undefined ? fullName(object, this.snapshot) : this.#nameOf(id), tag);
  }

  /** Gives the page another title, and the graph's group with it where it goes by the title. */
  setTitle(name: string, tag: T): void {
    const { title } = this.analysis.page;
    if (title === undefined) return;
    this.replace(title.span, name, tag);
    for (const [graph, editor] of this.#graphs) {
      for (const mention of graph.flowchart.mentions) {
        if (mention.label === undefined || drawnLabel(mention.label) !== title.text) continue;
        if (nodeKind(mention.id) === 'group') editor.rename(mention, this.idAfter(mention.id), name, tag);
      }
    }
  }

  #replaceItems(): void {
    const { items } = this.analysis;
    const holders = new Map<string, TechniqueItem>();
    for (const item of items) if (!this.#replacements.has(item.id)) holders.set(item.id, item);
    for (const item of items) {
      const replacement = this.#replacements.get(item.id);
      if (replacement === undefined) continue;
      const { object, tag } = replacement;
      const holder = holders.get(object.id);
      const { head, tail, more } = noteOf(this.analysis.page, item);
      if (holder !== undefined && head === '' && !more) {
        this.#list!.remove(item, tag);
        if (tail !== '') this.#list!.addNote(holder, tail, tag);
        continue;
      }
      if (holder === undefined) holders.set(object.id, item);
      else this.unmerged.push(item);
      this.#list!.change(item, object.id, this.#labelLike(object, item.label, item.labelSpan), tag);
    }
  }

  #replaceNodes(graph: Graph, wasMapped: (technique: string, mitigation: string) => boolean): void {
    const editor = this.#graphs.get(graph)!;
    const { edges, mentions } = graph.flowchart;
    const drawn = new Set<string>();
    const isChanged = (id: string) => this.#replacements.has(id);
    for (const { from, to } of edges) if (!isChanged(from.id) && !isChanged(to.id)) drawn.add(`${from.id} ${to.id}`);
    for (const edge of edges) {
      const replacement = this.#replacements.get(edge.from.id) ?? this.#replacements.get(edge.to.id);
      if (replacement === undefined || isInvisible(edge)) continue;
      const from = this.idAfter(edge.from.id);
      const to = this.idAfter(edge.to.id);
      const isMitigation = nodeKind(from) === 'technique' && nodeKind(to) === 'mitigation';
      const isGone =
        isMitigation && !this.snapshot.mitigationsOf(from).includes(to) && wasMapped(edge.from.id, edge.to.id);
      if (isGone || drawn.has(`${from} ${to}`)) editor.removeEdge(edge, replacement.tag);
      else drawn.add(`${from} ${to}`);
    }
    for (const mention of mentions) {
      const replacement = this.#replacements.get(mention.id);
      if (replacement === undefined) continue;
      const { object, tag } = replacement;
      const label = object.type === 'group' ? undefined : this.#labelLike(object, mention.label, mention.labelSpan);
      editor.rename(mention, object.id, label, tag);
    }
  }

  #replaceGroup(): void {
    const { idLine, links, title } = this.analysis.page;
    const replacement = idLine && this.#replacements.get(idLine.id);
    if (idLine === undefined || replacement === undefined) return;
    const { object, tag } = replacement;
    const places = new Set(idLinePlaces(idLine, this.analysis.page));
    for (const { reference, text } of links) {
      if (reference?.type === 'group' && reference.id === idLine.id && text === title?.text) {
        places.add(reference.idSpan);
      }
    }
    for (const place of places) this.replace(place, object.id, tag);
  }

  /** The label of an ID's place for another object: in the same wording; undefined for one that its author keeps on purpose. */
  #labelLike(object: AttackObject, label: string | undefined, place: Span | undefined): string | undefined {
    if (label === undefined || place === undefined) return undefined;
    if (isSuppressed(this.analysis.page, place.start, 'name-mismatch')) return undefined;
    return label.includes(': ') ? fullName(object, this.snapshot) : object.name;
  }

  #end(id: string): NewEnd {
    const object = this.snapshot.get(id);
    // What no name is known of goes by what the graph calls it.
    if (object === undefined) return { id, label: id, names: undefined };
    return { id, label: object.name, names: [object.name, fullName(object, this.snapshot)] };
  }

  #nameOf(id: string): string {
    return this.snapshot.get(id)?.name ?? id;
  }

  #groupGraph(): Graph | undefined {
    const [first] = [...this.analysis.groupEdges.values()];
    return first === undefined ? this.analysis.graphs[0] : this.#holding(first[0]!.from.idSpan.start);
  }

  /** The graph in which a technique stands under the group, or anywhere else; new techniques go under the group. */
  #graphOf(technique: string): Graph | undefined {
    for (const edges of [this.analysis.groupEdges, this.analysis.mitigationEdges]) {
      for (const [id, [edge]] of edges) {
        if (this.idAfter(id) === technique) return this.#holding(edge!.from.idSpan.start);
      }
    }
    return this.#groupGraph();
  }

  #holding(offset: number): Graph | undefined {
    return this.analysis.graphs.find(({ fence }) => holds(fence.span, offset));
  }
}
