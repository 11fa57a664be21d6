import { nodeKind, type Analysis } from '../analysis/analysis';
import type { AttackEdge } from '../analysis/attackEdge';
import { drawnLabel, fullName, isOfficialName } from '../analysis/names';
import { judge } from '../analysis/verdict';
import type { AttackObject, Snapshot } from '../catalog/catalog';
import { isKeptOnPurpose } from '../fixes/ids';
import { noteOf } from '../fixes/listEditor';
import { PageEditor, type Replacement } from '../fixes/pageEditor';
import type { NodeMention } from '../flowchart/flowchart';
import { idForm } from '../parse/ids';
import { isSuppressed } from '../parse/suppressions';
import type { RuleCode } from '../rules/codes';
import type { Change, ChangeKind, LeftOver, Upgrade, UpgradeOptions, UpgradePart } from './upgrade';
import { writtenFor } from './writtenFor';

/**
 * Works out what brings a page to another ATT&CK version, newer or older: revoked IDs follow their chain to
 * its live end, names and mitigation edges become the version's, and a pin in the front matter moves. What
 * the author added beyond ATT&CK stays, and so does the order of everything. Changes nothing itself.
 */
export function upgradePage(analysis: Analysis, to: string, options: UpgradeOptions = {}): Upgrade {
  const from = analysis.target.wanted !== 'latest' ? analysis.snapshot.version : (options.from ?? writtenFor(analysis));
  return new PageUpgrade(analysis, from, to, options).run();
}

class PageUpgrade {
  readonly #analysis: Analysis;
  readonly #options: UpgradeOptions;
  readonly #from: Snapshot;
  readonly #to: Snapshot;
  readonly #changes: Change[] = [];
  readonly #left = new Map<string, LeftOver>();
  /** Techniques that ATT&CK took from the group, and that go with it. */
  readonly #dropped = new Map<string, Change>();
  /** Mitigations that ATT&CK has given up, and that go once all their edges do. */
  readonly #fading = new Map<string, LeftOver>();
  #predecessors: ReadonlyMap<string, readonly string[]> | undefined;

  constructor(analysis: Analysis, from: string, to: string, options: UpgradeOptions) {
    const { catalog, snapshot } = analysis;
    this.#analysis = analysis;
    this.#options = options;
    this.#from = catalog.at(snapshot.domain, from);
    this.#to = catalog.at(snapshot.domain, to);
  }

  run(): Upgrade {
    const { from, to } = { from: this.#from.version, to: this.#to.version };
    if (!this.#analysis.isGroupPage) return { from, to, edits: [], changes: [], left: [] };
    if (this.#does('techniques')) this.#findDropped();
    const replacements = this.#does('ids') ? this.#findReplacements() : new Map<string, Replacement<Change>>();
    const editor = new PageEditor<Change>(this.#analysis, this.#to, replacements);
    editor.replaceIds((technique, mitigation) => this.#does('mitigations') && this.#wasMapped(technique, mitigation));
    for (const item of editor.unmerged) {
      const id = editor.idAfter(item.id);
      this.#leave(`${id} is in the list twice now`, 'both items hold notes: merge them by hand', item.idSpan.start);
    }
    this.#dropTechniques(editor);
    this.#renameAll(editor);
    if (this.#does('mitigations')) {
      this.#removeMitigations(editor);
      this.#addMitigations(editor);
    }
    if (this.#does('techniques')) this.#adoptTechniques(editor);
    this.#movePin(editor);
    const edits = editor.edits().map(({ span, newText, tags }) => ({ span, newText, changes: tags }));
    const made = new Set(edits.flatMap(edit => edit.changes));
    return {
      from,
      to,
      edits,
      changes: this.#changes.filter(change => made.has(change)),
      left: [...this.#left.values()].sort((a, b) => a.offset - b.offset),
    };
  }

  #does(part: UpgradePart | 'techniques'): boolean {
    const { only, adoptTechniques } = this.#options;
    if (part === 'techniques') return adoptTechniques === true;
    return only?.includes(part) ?? true;
  }

  #change(kind: ChangeKind, reason: string): Change {
    const change = { kind, reason };
    this.#changes.push(change);
    return change;
  }

  #leave(what: string, why: string, offset: number): void {
    const key = `${what} ${why}`;
    if (!this.#left.has(key)) this.#left.set(key, { what, why, offset });
  }

  /** What every ID of the page that is not live at the version is there; what has no one answer is left. */
  #findReplacements(): Map<string, Replacement<Change>> {
    const replacements = new Map<string, Replacement<Change>>();
    for (const [id, offset] of this.#idsOfPage()) {
      if (this.#dropped.has(id)) continue;
      const verdict = judge(id, this.#to, this.#analysis.catalog);
      if (verdict.kind === 'live') continue;
      const { version } = this.#to;
      if (verdict.kind === 'revoked') {
        const { successor, since } = verdict;
        if (successor === undefined) {
          this.#leave(`${id} was revoked in ${since}`, 'ATT&CK names no live replacement, or several', offset);
        } else if (isKeptOnPurpose(this.#analysis, 'revoked-id', id)) {
          this.#leave(`${id} was revoked in ${since}`, 'a suppression keeps it', offset);
        } else {
          const reason = `${id} was revoked in ${since}: it is ${successor.id} ${successor.name} now`;
          replacements.set(id, { object: successor, tag: this.#change('id', reason) });
        }
      } else if (verdict.kind === 'future') {
        const [predecessor, ...others] = this.#predecessorsOf(id);
        if (predecessor !== undefined && others.length === 0) {
          const reason = `${id} came in ${verdict.since}: in ${version} it is ${predecessor.id} ${predecessor.name}`;
          replacements.set(id, { object: predecessor, tag: this.#change('id', reason) });
        } else {
          const why =
            others.length === 0 ? `${version} has nothing in its place` : `${version} has several in its place`;
          this.#leave(`${id} ${verdict.name} came in ${verdict.since}`, why, offset);
        }
      } else if (verdict.kind === 'deprecated') {
        // A mitigation that is gone goes with its edges, where these are ATT&CK's.
        const isMitigation = idForm(id)?.type === 'mitigation';
        const what = `${id} ${verdict.name} is not in ATT&CK ${version} any more`;
        const why = 'ATT&CK has put nothing in its place';
        if (isMitigation && this.#does('mitigations') && !this.#hasOwnEdges(id)) {
          this.#fading.set(id, { what, why, offset });
        } else this.#leave(what, why, offset);
      } else if (verdict.kind === 'wrong-domain') {
        this.#leave(`${id} belongs to another domain`, `it is no ID of ${this.#to.domain}`, offset);
      } else {
        this.#leave(`${id} is in no version of ATT&CK`, 'what it was meant to be is for you to say', offset);
      }
    }
    return replacements;
  }

  /** The IDs on the page, with where each stands first. */
  #idsOfPage(): Map<string, number> {
    const ids = new Map<string, number>();
    const add = (id: string, offset: number) => {
      if (this.#analysis.isOurs(id) && !ids.has(id)) ids.set(id, offset);
    };
    const { idLine } = this.#analysis.page;
    if (idLine !== undefined && idForm(idLine.id)?.type === 'group') add(idLine.id, idLine.span.start);
    for (const { id, idSpan } of this.#analysis.items) add(id, idSpan.start);
    for (const mention of this.#drawnMentions()) {
      if (mention.id !== 'group' && nodeKind(mention.id) !== 'other') add(mention.id, mention.idSpan.start);
    }
    return ids;
  }

  #drawnMentions(): NodeMention[] {
    return this.#analysis.graphs
      .flatMap(({ flowchart }) => flowchart.mentions)
      .filter(({ role }) => role === 'edge' || role === 'alone');
  }

  /** What a newer ID stands in the place of, where the page goes back to a version that lacks it. */
  #predecessorsOf(id: string): AttackObject[] {
    if (this.#predecessors === undefined) {
      const map = new Map<string, string[]>();
      for (const type of ['technique', 'mitigation', 'group'] as const) {
        for (const object of this.#from.all(type)) {
          const successor = this.#from.successor(object.id);
          if (successor === undefined) continue;
          map.set(successor.object.id, [...(map.get(successor.object.id) ?? []), object.id]);
        }
      }
      this.#predecessors = map;
    }
    return (this.#predecessors.get(id) ?? []).flatMap(old => {
      const object = this.#to.get(old);
      return object?.state.kind === 'live' ? [object] : [];
    });
  }

  #wasMapped(technique: string, mitigation: string): boolean {
    return this.#from.mitigationsOf(technique).includes(mitigation);
  }

  /** True when an edge to a mitigation is the author's, not ATT&CK's. */
  #hasOwnEdges(mitigation: string): boolean {
    return this.#analysis.edges.some(({ from, to }) => to.id === mitigation && !this.#wasMapped(from.id, mitigation));
  }

  #renameAll(editor: PageEditor<Change>): void {
    const broken = this.#options.quoteLabels === true ? this.#linesToQuote() : new Set<number>();
    const quoting = new Map<number, Change>();
    for (const mention of this.#drawnMentions()) {
      if (mention.labelSpan === undefined || mention.label === undefined) continue;
      if (editor.idAfter(mention.id) !== mention.id || this.#dropped.has(mention.id)) continue;
      const graph = editor.graphAt(mention.idSpan.start);
      const renamed = this.#does('names')
        ? this.#newLabel(mention.id, mention.label, mention.labelSpan.start)
        : undefined;
      if (renamed !== undefined) {
        graph?.rename(mention, mention.id, renamed.label, renamed.tag);
        continue;
      }
      const line = this.#analysis.page.lines.lineOf(mention.span.start);
      if (!broken.has(line) || mention.labelKind !== 'plain') continue;
      let tag = quoting.get(line);
      if (tag === undefined)
        quoting.set(line, (tag = this.#change('quote', 'Mermaid rejects the label without quotes')));
      graph?.rename(mention, mention.id, mention.label, tag);
    }
    if (!this.#does('names')) return;
    for (const item of this.#analysis.items) {
      if (item.label === undefined || item.labelSpan === undefined) continue;
      if (editor.idAfter(item.id) !== item.id || this.#dropped.has(item.id)) continue;
      const renamed = this.#newLabel(item.id, item.label, item.labelSpan.start);
      if (renamed !== undefined) editor.list?.change(item, item.id, renamed.label, renamed.tag);
    }
    this.#renameGroup(editor);
  }

  readonly #nameChanges = new Map<string, Change>();

  /** What a label becomes that was the ID's name and is not any more; a label of the author's own is left. */
  #newLabel(id: string, written: string, offset: number): { label: string; tag: Change } | undefined {
    const object = this.#to.get(id);
    if (object?.state.kind !== 'live' || (object.type !== 'technique' && object.type !== 'mitigation'))
      return undefined;
    const label = drawnLabel(written);
    if (isOfficialName(label, object, this.#to) || this.#isSuppressed(offset, 'name-mismatch')) return undefined;
    const then = this.#from.get(id);
    const wasOfficial = then !== undefined && isOfficialName(label, then, this.#from);
    const names = wasOfficial ? [] : this.#analysis.catalog.namesOf(id, this.#to.domain);
    if (!wasOfficial && !names.some(({ name }) => label === name || label.endsWith(`: ${name}`))) {
      this.#leave(`${id} is called “${label}”`, `it is none of its names; ATT&CK’s is “${object.name}”`, offset);
      return undefined;
    }
    let tag = this.#nameChanges.get(id);
    if (tag === undefined) {
      tag = this.#change('name', `${id} is called “${object.name}” in ATT&CK ${this.#to.version}`);
      this.#nameChanges.set(id, tag);
    }
    return { label: label.includes(': ') ? fullName(object, this.#to) : object.name, tag };
  }

  /** The title follows the group's name where it was its name, or where it is none of its names any more. */
  #renameGroup(editor: PageEditor<Change>): void {
    const { groupId, page } = this.#analysis;
    const { title, idLine } = page;
    if (groupId === undefined || title === undefined || idLine === undefined) return;
    const then = this.#from.get(groupId);
    const now = this.#to.get(editor.idAfter(groupId));
    if (now?.state.kind !== 'live' || then === undefined || title.text === now.name) return;
    const wasName = title.text === then.name;
    const wasAlias = then.aliases.includes(title.text) && !now.aliases.includes(title.text);
    if (!wasName && !wasAlias) return;
    const tag = this.#change('name', `${now.id} is called “${now.name}” in ATT&CK ${this.#to.version}`);
    editor.setTitle(now.name, tag);
  }

  /** The lines (from 0) on which Mermaid wants a label quoted. */
  #linesToQuote(): Set<number> {
    const lines = new Set<number>();
    for (const { flowchart } of this.#analysis.graphs) {
      for (const { kind, fix, span } of flowchart.problems) {
        if (kind === 'syntax' && fix !== undefined) lines.add(this.#analysis.page.lines.lineOf(span.start));
      }
    }
    return lines;
  }

  /** The edges that ATT&CK had and has no more. */
  #removeMitigations(editor: PageEditor<Change>): void {
    const gone = new Map<string, AttackEdge[]>();
    for (const edge of this.#analysis.edges) {
      const { from, to, fromKind, toKind } = edge;
      if (fromKind !== 'technique' || toKind !== 'mitigation') continue;
      const technique = editor.idAfter(from.id);
      const mitigation = editor.idAfter(to.id);
      if (this.#dropped.has(from.id) || this.#to.get(technique)?.state.kind !== 'live') continue;
      if (this.#to.mitigationsOf(technique).includes(mitigation)) continue;
      const offset = to.idSpan.start;
      if (this.#wasMapped(from.id, to.id) && !this.#isSuppressed(offset, 'mitigation-not-in-attack')) {
        gone.set(technique, [...(gone.get(technique) ?? []), edge]);
      } else if (this.#to.get(mitigation)?.state.kind === 'live') {
        const why = `it is yours: ATT&CK ${this.#from.version} did not map it either`;
        this.#leave(`the edge ${technique} → ${mitigation} stays`, why, offset);
      }
    }
    const tags = new Map<AttackEdge, Change>();
    for (const [technique, edges] of gone) {
      const ids = [...new Set(edges.map(({ to }) => to.id))].join(', ');
      const tag = this.#change('mitigation', `ATT&CK ${this.#to.version} does not map ${ids} to ${technique} any more`);
      for (const edge of edges) {
        editor.graphAt(edge.to.idSpan.start)?.removeEdge(edge.edge, tag);
        tags.set(edge, tag);
      }
    }
    for (const [id, { what, why, offset }] of this.#fading) {
      const own = this.#analysis.edges.filter(({ from, to }) => from.id === id || to.id === id);
      const tag = own[0] && tags.get(own[0]);
      // A node of its own in the graph, `M1005[Application Vetting]`, would be left without an edge.
      if (tag !== undefined && own.every(edge => tags.has(edge))) {
        for (const graph of editor.graphs) graph.removeNode(id, tag);
      } else this.#leave(what, why, offset);
    }
  }

  /** The edges that ATT&CK has and the page lacks. */
  #addMitigations(editor: PageEditor<Change>): void {
    const done = new Set<string>();
    for (const [id, [first]] of this.#analysis.groupEdges) {
      const technique = editor.idAfter(id);
      if (this.#dropped.has(id) || done.has(technique)) continue;
      done.add(technique);
      if (this.#isSuppressed(first!.to.idSpan.start, 'mitigation-missing')) continue;
      this.#addMissing(editor, technique);
    }
  }

  #addMissing(editor: PageEditor<Change>, technique: string): void {
    if (this.#to.get(technique)?.state.kind !== 'live') return;
    const missing = editor.missingMitigations(technique);
    if (missing.length === 0) return;
    const reason = `ATT&CK ${this.#to.version} maps ${missing.join(', ')} to ${technique}`;
    editor.addMitigations(technique, missing, this.#change('mitigation', reason));
  }

  /** The techniques of the group at the version it comes from, as the other version has them. */
  #usedBefore(): ReadonlySet<string> {
    const { groupId, catalog } = this.#analysis;
    const used = groupId === undefined ? [] : this.#from.techniquesUsedBy(groupId);
    return new Set(
      used.map(id => {
        const verdict = judge(id, this.#to, catalog);
        if (verdict.kind === 'revoked') return verdict.successor?.id ?? id;
        const [predecessor, ...others] = verdict.kind === 'future' ? this.#predecessorsOf(id) : [];
        return predecessor !== undefined && others.length === 0 ? predecessor.id : id;
      }),
    );
  }

  /** The techniques of the group at the version; undefined where it has no such group. */
  #usedNow(): readonly string[] | undefined {
    const { groupId, catalog } = this.#analysis;
    if (groupId === undefined) return undefined;
    const verdict = judge(groupId, this.#to, catalog);
    const group = verdict.kind === 'live' ? verdict.object : verdict.kind === 'revoked' ? verdict.successor : undefined;
    return group && this.#to.techniquesUsedBy(group.id);
  }

  #findDropped(): void {
    const now = this.#usedNow();
    const { groupId, catalog, page } = this.#analysis;
    if (now === undefined) return;
    if (now.length === 0) {
      const what = `ATT&CK ${this.#to.version} lists no technique for ${groupId!}`;
      this.#leave(what, 'taking all of them off the page is for you to say', page.idLine?.span.start ?? 0);
      return;
    }
    const before = new Set(this.#from.techniquesUsedBy(groupId!));
    for (const [id, offset] of this.#idsOfPage()) {
      if (!before.has(id) || now.includes(id)) continue;
      const verdict = judge(id, this.#to, catalog);
      const successor =
        verdict.kind === 'revoked'
          ? verdict.successor?.id
          : verdict.kind === 'future'
            ? onlyOne(this.#predecessorsOf(id))?.id
            : undefined;
      if (successor !== undefined && now.includes(successor)) continue;
      const hasNotes = (this.#analysis.itemsById.get(id) ?? []).some(item => {
        const { head, tail, more } = noteOf(page, item);
        return head !== '' || tail !== '' || more;
      });
      const what = `${id} is none of the group’s techniques any more in ATT&CK ${this.#to.version}`;
      if (hasNotes) this.#leave(what, 'its item holds notes of yours', offset);
      else this.#dropped.set(id, this.#change('technique', what));
    }
  }

  #dropTechniques(editor: PageEditor<Change>): void {
    for (const [id, tag] of this.#dropped) {
      for (const item of this.#analysis.itemsById.get(id) ?? []) editor.list?.remove(item, tag);
      for (const graph of editor.graphs) graph.removeNode(id, tag);
    }
  }

  #adoptTechniques(editor: PageEditor<Change>): void {
    const before = this.#usedBefore();
    const listed = new Set(this.#analysis.items.map(({ id }) => editor.idAfter(id)));
    const drawn = new Set([...this.#analysis.groupEdges.keys()].map(id => editor.idAfter(id)));
    for (const id of this.#usedNow() ?? []) {
      if (before.has(id) || (listed.has(id) && drawn.has(id))) continue;
      const tag = this.#change(
        'technique',
        `ATT&CK ${this.#to.version} lists ${id} ${this.#to.get(id)?.name ?? ''} for the group`,
      );
      if (!listed.has(id)) editor.addItem(id, tag);
      if (!drawn.has(id)) editor.addTechnique(id, tag);
    }
  }

  #movePin(editor: PageEditor<Change>): void {
    const pin = this.#analysis.page.frontMatter?.attackVersion;
    if (pin === undefined || pin.value === '' || pin.value === 'latest' || pin.value === this.#to.version) return;
    if (this.#options.only !== undefined) {
      this.#leave(
        `the page stays pinned to ${pin.value}`,
        `only its ${this.#options.only.join(' and ')} were brought to ${this.#to.version}`,
        pin.span.start,
      );
      return;
    }
    editor.replace(
      pin.span,
      this.#to.version,
      this.#change('version', `the page is at ATT&CK ${this.#to.version} now`),
    );
  }

  #isSuppressed(offset: number, code: RuleCode): boolean {
    return isSuppressed(this.#analysis.page, offset, code);
  }
}

function onlyOne<T>(values: readonly T[]): T | undefined {
  return values.length === 1 ? values[0] : undefined;
}
