import type { Analysis } from '../analysis/analysis';
import type { Catalog, Snapshot } from '../catalog/catalog';
import { compareVersions } from '../catalog/versions';
import { addToSet } from '../grouped';
import { compareTexts } from '../words';
import { makeLayer, type NavigatorLayer } from './navigatorLayer';
import { groupLinks, techniqueLinks } from './site';

/** One side of a comparison: a group as ATT&CK has it, or as a page has it. */
export interface Compared {
  readonly name: string;
  readonly id: string | undefined;
  readonly snapshot: Snapshot;
  readonly techniques: ReadonlySet<string>;
  /** The mitigations, each with the techniques that it is for. */
  readonly mitigations: ReadonlyMap<string, ReadonlySet<string>>;
}

/** A technique or mitigation, and which of the compared have it, in their order. */
export interface ComparedObject {
  readonly id: string;
  readonly name: string;
  readonly in: readonly boolean[];
}

/** Two or more groups side by side; what most of them have comes first. */
export interface Comparison {
  readonly version: string;
  readonly domain: string;
  readonly groups: readonly { readonly name: string; readonly id: string | null; readonly techniques: number }[];
  readonly techniques: readonly ComparedObject[];
  readonly mitigations: readonly ComparedObject[];
}

/** A group as its page lists and draws it. */
export function comparedPage(analysis: Analysis, fileName: string): Compared {
  const mitigations = new Map<string, Set<string>>();
  for (const [technique, edges] of analysis.mitigationEdges) {
    for (const { to } of edges) addToSet(mitigations, to.id, technique);
  }
  return {
    name: analysis.page.title?.text ?? fileName,
    id: analysis.groupId,
    snapshot: analysis.snapshot,
    techniques: new Set([...analysis.itemsById.keys(), ...analysis.groupEdges.keys()]),
    mitigations,
  };
}

/** A group as ATT&CK has it: what it uses, and what mitigates that. */
export function comparedGroup(id: string, snapshot: Snapshot): Compared | undefined {
  const group = snapshot.get(id);
  if (group?.type !== 'group') return undefined;
  const techniques = new Set(snapshot.techniquesUsedBy(id));
  const mitigations = new Map<string, Set<string>>();
  for (const technique of techniques) {
    for (const mitigation of snapshot.mitigationsOf(technique)) addToSet(mitigations, mitigation, technique);
  }
  return { name: group.name, id, snapshot, techniques, mitigations };
}

/** Puts groups side by side. Names are those of the newest version among them. */
export function compare(all: readonly Compared[], catalog: Catalog): Comparison {
  const snapshot = all.map(one => one.snapshot).reduce((a, b) => (compareVersions(b.version, a.version) > 0 ? b : a));
  const nameOf = (id: string) => {
    const own = all.find(one => one.snapshot.get(id) !== undefined)?.snapshot.get(id);
    return (snapshot.get(id) ?? own)?.name ?? catalog.history(id).at(-1)?.name ?? '';
  };
  const rows = (setOf: (one: Compared) => { has(id: string): boolean; keys(): Iterable<string> }): ComparedObject[] => {
    const ids = [...new Set(all.flatMap(one => [...setOf(one).keys()]))].sort();
    const objects = ids.map(id => ({ id, name: nameOf(id), in: all.map(one => setOf(one).has(id)) }));
    // Sorting is stable: within a count they stay in the order of their IDs.
    return objects.sort((a, b) => count(b) - count(a));
  };
  return {
    version: snapshot.version,
    domain: snapshot.domain,
    groups: all.map(({ name, id, techniques }) => ({ name, id: id ?? null, techniques: techniques.size })),
    techniques: rows(one => one.techniques),
    mitigations: rows(one => one.mitigations),
  };
}

/** The comparison as Markdown: how much is shared, then a table of techniques and one of mitigations. */
export function comparisonMarkdown({ version, groups, techniques, mitigations }: Comparison): string {
  const heads = groups.map(({ name, id }) => cell(id === null ? name : `${name} (${id})`));
  const table = (title: string, rows: readonly ComparedObject[]) => {
    const shared = rows.filter(row => count(row) === groups.length).length;
    const lines = [
      `## ${title}: ${shared} shared of ${rows.length}`,
      '',
      `| ${title.slice(0, -1)} | ${heads.join(' | ')} |`,
      `|---|${heads.map(() => ':-:|').join('')}`,
      ...rows.map(
        row => `| ${cell(`${row.id} ${row.name}`.trim())} | ${row.in.map(has => (has ? '✓' : ' ')).join(' | ')} |`,
      ),
    ];
    return `${lines.join('\n')}\n`;
  };
  const title = groups.map(({ name }) => name).join(', ');
  return `# ${title}\n\nATT&CK ${version}\n\n${table('Techniques', techniques)}\n${table('Mitigations', mitigations)}`;
}

/** One colour for each number of groups that a technique is shared by: what all have is darkest. */
const colors = ['#deebf7', '#9ecae1', '#6baed6', '#3182bd', '#08519c'];

/** The comparison as a Navigator layer: a technique's score is the number of groups that have it. */
export function comparisonLayer(
  { version, domain, groups, techniques }: Comparison,
  snapshot: Snapshot,
): NavigatorLayer {
  const total = groups.length;
  const colorOf = (score: number) => colors[Math.round(((score - 1) / Math.max(1, total - 1)) * (colors.length - 1))]!;
  // The Navigator shows live techniques only: a revoked one counts for what it is now.
  const merged = new Map<string, boolean[]>();
  for (const { id, in: has } of techniques) {
    const live = snapshot.get(id)?.state.kind === 'live' ? id : snapshot.successor(id)?.object.id;
    if (live === undefined) continue;
    merged.set(
      live,
      has.map((own, i) => own || merged.get(live)?.[i] === true),
    );
  }
  const scores = new Set<number>();
  const layerTechniques = [...merged]
    .sort(([a], [b]) => compareTexts(a, b))
    .map(([techniqueID, has]) => {
      const users = groups.filter((_, i) => has[i]).map(({ name }) => name);
      scores.add(users.length);
      return {
        techniqueID,
        color: colorOf(users.length),
        comment: users.join(', '),
        enabled: true,
        score: users.length,
        metadata: [],
        links: techniqueLinks(techniqueID, snapshot),
      };
    });
  const name = groups.map(group => group.name).join(', ');
  return makeLayer(domain, version, {
    name,
    description: `${layerTechniques.length} techniques of ${name}, ATT&CK ${version}. The score is the number of groups.`,
    sorting: 3,
    techniques: layerTechniques,
    gradient: { colors: [colors[0]!, colors.at(-1)!], minValue: 1, maxValue: Math.max(2, total) },
    legendItems: [...scores]
      .sort((a, b) => b - a)
      .map(score => ({ label: score === total ? `All ${total}` : `${score} of ${total}`, color: colorOf(score) })),
    links: groups.flatMap(({ id }) => groupLinks(id, snapshot)),
  });
}

function count({ in: has }: ComparedObject): number {
  return has.filter(Boolean).length;
}

/** Text that does not end a table's cell. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
