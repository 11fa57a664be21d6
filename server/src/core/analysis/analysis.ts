import type { AttackObject, Catalog } from '../catalog/catalog';
import { isInvisible } from '../flowchart/flowchart';
import { grouped } from '../grouped';
import type { Graph, Page, TechniqueItem } from '../page';
import { idForm, isGroupId } from '../parse/ids';
import type { IdReference } from '../places/reference';
import { references } from '../places/references';
import type { Choices } from '../settings';
import type { Span } from '../text';
import { AttackEdge } from './attackEdge';
import { otherPlaces, revokedInProse, type OtherPlace } from './otherPlaces';
import { suggest } from './suggest';
import { judgeTactic, tacticIdOf } from './tactics';
import { findTarget, type Target } from './target';
import { judge, type Verdict } from './verdict';

/** What a node of an ATT&CK graph stands for, by its ID's form. */
export type NodeKind = 'group' | 'technique' | 'mitigation' | 'other';

/** A place on which an ATT&CK ID stands and is checked. */
export interface IdPlace<Judged extends Verdict = Verdict> {
  readonly id: string;
  readonly span: Span;
  readonly verdict: Judged;
  /** The label that stands with it here, or elsewhere on the page; for "did you mean". */
  readonly label: string | undefined;
  /** True in prose, where it is asked for: a finding there is information at most. */
  readonly isProse?: boolean;
}

/**
 * One page against one ATT&CK: what rules and features ask about, worked out once and only when asked
 * for. A value: it reads page, catalog and settings and changes none of them.
 */
export class Analysis {
  readonly page: Page;
  readonly catalog: Catalog;
  readonly choices: Choices;
  readonly target: Target;
  /** The Mermaid blocks that draw ATT&CK nodes. */
  readonly graphs: readonly Graph[];
  /** True when the page is a group page: by its tags, its ID line, its list heading, or an ATT&CK graph. */
  readonly isGroupPage: boolean;

  readonly #verdicts = new Map<string, Verdict>();
  #edges: readonly AttackEdge[] | undefined;
  #groupEdges: ReadonlyMap<string, readonly AttackEdge[]> | undefined;
  #mitigationEdges: ReadonlyMap<string, readonly AttackEdge[]> | undefined;
  #mitigationsMeant: ReadonlyMap<string, readonly string[]> | undefined;
  #items: readonly TechniqueItem[] | undefined;
  #itemsById: ReadonlyMap<string, readonly TechniqueItem[]> | undefined;
  #places: readonly IdPlace[] | undefined;
  #placesByKind: ReadonlyMap<Verdict['kind'], readonly IdPlace[]> | undefined;
  #otherPlaces: readonly OtherPlace[] | undefined;
  #references: readonly IdReference[] | undefined;

  constructor(page: Page, catalog: Catalog, choices: Choices = {}) {
    this.page = page;
    this.catalog = catalog;
    this.choices = choices;
    this.target = findTarget(page, catalog, choices);
    const marked =
      (page.idLine !== undefined && page.idLine.id !== '' && isOurs(page.idLine.id, catalog)) ||
      page.techniqueList !== undefined ||
      page.frontMatter?.tags.includes('groups') === true;
    this.graphs = page.graphs.filter(graph => drawsAttack(graph, marked, catalog));
    this.isGroupPage = marked || this.graphs.length > 0;
  }

  /** One domain at one version: what the page is checked against. */
  get snapshot(): Target['snapshot'] {
    return this.target.snapshot;
  }

  /** What ATT&CK says about an ID, dots for slashes. */
  verdict(id: string): Verdict {
    let verdict = this.#verdicts.get(id);
    if (verdict === undefined) {
      verdict = judge(id, this.snapshot, this.catalog);
      this.#verdicts.set(id, verdict);
    }
    return verdict;
  }

  /** The object of an ID that is live at the page's version and domain; undefined for any other. */
  live(id: string): AttackObject | undefined {
    const verdict = this.verdict(id);
    return verdict.kind === 'live' ? verdict.object : undefined;
  }

  /**
   * False for an ID of somebody else's: of the form of an organisation's own ones, with a prefix that the catalog has
   * no object of. Nothing is known of it, and nothing said.
   */
  isOurs(id: string): boolean {
    return isOurs(id, this.catalog);
  }

  /** The list's items. */
  get items(): readonly TechniqueItem[] {
    return (this.#items ??= (this.page.techniqueList?.items ?? []).filter(({ id }) => this.isOurs(id)));
  }

  /** The list's items by ID. */
  get itemsById(): ReadonlyMap<string, readonly TechniqueItem[]> {
    return (this.#itemsById ??= grouped(this.items, item => item.id));
  }

  /** Every edge that the ATT&CK graphs draw; invisible links (`~~~`) only place nodes and are left out. */
  get edges(): readonly AttackEdge[] {
    return (this.#edges ??= this.graphs.flatMap(graph => this.#edgesOf(graph)));
  }

  /** The edges group → technique, by technique. */
  get groupEdges(): ReadonlyMap<string, readonly AttackEdge[]> {
    return (this.#groupEdges ??= grouped(
      this.edges.filter(edge => edge.fromKind === 'group' && edge.toKind === 'technique'),
      edge => edge.to.id,
    ));
  }

  /** The edges technique → mitigation, by technique. */
  get mitigationEdges(): ReadonlyMap<string, readonly AttackEdge[]> {
    return (this.#mitigationEdges ??= grouped(
      this.edges.filter(edge => edge.fromKind === 'technique' && edge.toKind === 'mitigation'),
      edge => edge.from.id,
    ));
  }

  /**
   * Mitigations that the page means for a technique without drawing the edge, by technique: the edge goes
   * the wrong way round, or starts at a mistyped ID that is probably this one.
   */
  get mitigationsMeant(): ReadonlyMap<string, readonly string[]> {
    return (this.#mitigationsMeant ??= this.#findMitigationsMeant());
  }

  /** The group's ID: the ID line's, or else that of the one group that has the title as its name. */
  get groupId(): string | undefined {
    const { idLine, title } = this.page;
    if (idLine !== undefined && isGroupId(idLine.id) && this.isOurs(idLine.id)) return idLine.id;
    if (title === undefined) return undefined;
    const named = this.snapshot.named(title.text, 'group');
    // A group's own name goes before another's alias.
    const own = named.filter(({ name }) => name.toLowerCase() === title.text.toLowerCase());
    const [group, other] = own.length > 0 ? own : named;
    return other === undefined ? group?.id : undefined;
  }

  /**
   * The places of a group page on which an ID is checked: each list item, each line of an edge, nodes that stand in
   * no edge, and the ID line. Of a Sigma rule or a layer, all.
   */
  get places(): readonly IdPlace[] {
    return (this.#places ??= this.#findPlaces());
  }

  /** The other places of a Markdown page on which an ID is checked: its site's links, tables, wikilinks, front matter; prose where the settings ask for it. */
  get otherPlaces(): readonly OtherPlace[] {
    if (this.#otherPlaces === undefined) {
      const { page, target, catalog, choices } = this;
      const isAsked = (choices.file?.prose ?? choices.own?.prose ?? 'off') !== 'off';
      const others = [
        ...otherPlaces(page, target, catalog),
        ...(isAsked ? revokedInProse(page, this.references, target, catalog) : []),
      ];
      // There are few of these, and hundreds of the places that are known already.
      const free = new Set(others.map(({ span }) => span.start));
      if (free.size > 0) for (const { span } of this.places) free.delete(span.start);
      // Of two at one place the first counts.
      this.#otherPlaces = others.filter(({ span }) => free.delete(span.start));
    }
    return this.#otherPlaces;
  }

  /** Every place on which an ID is checked. */
  get checkedPlaces(): readonly IdPlace[] {
    return this.otherPlaces.length === 0 ? this.places : [...this.places, ...this.otherPlaces];
  }

  /** The places of the IDs of which one thing holds: `placesOf('revoked')`. */
  placesOf<Kind extends Verdict['kind']>(kind: Kind): readonly IdPlace<Extract<Verdict, { kind: Kind }>>[] {
    this.#placesByKind ??= grouped(this.checkedPlaces, ({ verdict }) => verdict.kind);
    return (this.#placesByKind.get(kind) ?? []) as readonly IdPlace<Extract<Verdict, { kind: Kind }>>[];
  }

  /**
   * Every place on which an ID stands, in any form, in source order: what navigation, renaming and hovers go by.
   * In prose only IDs that some version of ATT&CK has: anything else there may be a model's or a ticket's number.
   */
  get references(): readonly IdReference[] {
    return (this.#references ??= references(this.page).filter(
      ({ form, id }) => this.isOurs(id) && ((form !== 'prose' && form !== 'wikilink') || this.catalog.knows(id)),
    ));
  }

  /** The ID that a reference means: its own, or for a tactic's short name that of the tactic. */
  idOf({ id, form }: IdReference): string {
    return form === 'tactic' ? (tacticIdOf(id, this.snapshot, this.catalog) ?? id) : id;
  }

  #edgesOf(graph: Graph): AttackEdge[] {
    const { nodes, edges } = graph.flowchart;
    // Of each node once: most of them are in many edges.
    const kinds = new Map<string, NodeKind>();
    for (const id of nodes.keys()) kinds.set(id, this.isOurs(id) ? nodeKind(id) : 'other');
    const kindOf = (id: string) => kinds.get(id) ?? 'other';
    return edges
      .filter(edge => !isInvisible(edge))
      .map(edge => new AttackEdge(graph, edge, kindOf(edge.from.id), kindOf(edge.to.id), this.page.lines));
  }

  #findPlaces(): IdPlace[] {
    const places: IdPlace[] = [];
    const add = (id: string, span: Span, label: string | undefined) => {
      if (this.isOurs(id)) places.push({ id, span, verdict: this.verdict(id), label });
    };

    const { idLine, lines } = this.page;
    if (idLine !== undefined && idLine.id !== '') add(idLine.id, idLine.span, this.page.title?.text);
    for (const item of this.items) add(item.id, item.idSpan, item.label);

    for (const { id, span, form, label } of this.page.idPlaces) {
      if (form !== 'tactic') add(id, span, label);
      else places.push({ id, span, verdict: judgeTactic(id, this.snapshot, this.catalog), label });
    }

    for (const graph of this.graphs) {
      const { mentions, nodes, edges, problems } = graph.flowchart;
      // What is left of a broken line is no statement about a node.
      const broken = new Set(
        problems.filter(({ kind }) => kind === 'syntax').map(problem => lines.lineOf(problem.span.start)),
      );
      const hasAlone = mentions.some(({ role }) => role === 'alone');
      const inEdges = new Set(hasAlone ? edges.flatMap(({ from, to }) => [from.id, to.id]) : []);
      // Mentions come in source order, many of them of the same few nodes.
      const seen = new Map<string, { readonly verdict: Verdict | undefined; line: number }>();
      let line = lines.lineOf(graph.fence.content.start);
      for (const { id, idSpan, role, label } of mentions) {
        const isAlone = role === 'alone';
        if (role !== 'edge' && (!isAlone || inEdges.has(id))) continue;
        let node = seen.get(id);
        if (node === undefined) {
          const isChecked = isAttackNode(id) && this.isOurs(id);
          node = { verdict: isChecked ? this.verdict(id) : undefined, line: -1 };
          seen.set(id, node);
        }
        const { verdict } = node;
        if (verdict === undefined) continue;
        while (lines.startOf(line + 1) <= idSpan.start && line + 1 < lines.count) line++;
        // An ID that stands twice on a line is reported once there.
        if (node.line === line || (isAlone && broken.has(line))) continue;
        node.line = line;
        places.push({ id, span: idSpan, verdict, label: label ?? nodes.get(id)?.label });
      }
    }
    return places;
  }

  #findMitigationsMeant(): ReadonlyMap<string, readonly string[]> {
    const meant = new Map<string, string[]>();
    const add = (technique: string, mitigation: string) => {
      const known = meant.get(technique);
      if (known === undefined) meant.set(technique, [mitigation]);
      else known.push(mitigation);
    };
    for (const { from, to, fromKind } of this.edges) if (fromKind === 'mitigation') add(to.id, from.id);
    for (const [id, edges] of this.mitigationEdges) {
      const { kind } = this.verdict(id);
      if (kind !== 'malformed' && kind !== 'unknown') continue;
      const objects = suggest(id, edges[0]!.from.label, this.snapshot);
      for (const object of objects) for (const { to } of edges) add(object.id, to.id);
    }
    return meant;
  }
}

/** What a node stands for, by its ID: `group` and G-IDs are groups, and so on; a malformed ID counts by its letter. */
export function nodeKind(id: string): NodeKind {
  if (id === 'group') return 'group';
  const form = idForm(id);
  if (form?.type === 'technique' || form?.type === 'mitigation' || form?.type === 'group') return form.type;
  return 'other';
}

function isOurs(id: string, catalog: Catalog): boolean {
  if (!id.includes('-')) return true;
  const prefix = idForm(id)?.prefix;
  return prefix === undefined || catalog.ownPrefixes.includes(prefix);
}

function isAttackNode(id: string): boolean {
  const form = idForm(id);
  return form !== undefined && (form.type === 'technique' || form.type === 'mitigation' || form.type === 'group');
}

/**
 * A graph is ATT&CK's when a node is an ID that ATT&CK has or had; on a page that is a group page
 * anyway, also when a node only looks like one.
 */
function drawsAttack(graph: Graph, marked: boolean, catalog: Catalog): boolean {
  for (const id of graph.flowchart.nodes.keys()) {
    if (marked && (id === 'group' || (isAttackNode(id) && isOurs(id, catalog)))) return true;
    if (idForm(id)?.wellFormed === true && isAttackNode(id) && catalog.knows(id)) return true;
  }
  return false;
}
