import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Analysis } from '../../server/src/core/analysis/analysis';
import { check } from '../../server/src/core/check';
import { graphModel, type GraphEdge, type GraphModel, type GraphNode } from '../../server/src/core/features/graph';
import { parsePage } from '../../server/src/core/parse/parsePage';
import type { Range } from '../../server/src/core/text';
import { root, shippedCatalog } from '../harness/catalog';

/** The graph of a page's text. */
export function modelOf(text: string, attackVersion = '18.1', fileName = ''): GraphModel {
  const analysis = new Analysis(parsePage(text, fileName), shippedCatalog(), { own: { attackVersion } });
  return graphModel(analysis, check(analysis));
}

/** The graph of a page in samples/. */
export function modelOfSample(path: string, attackVersion?: string): GraphModel {
  return modelOf(readFileSync(join(root, 'samples', path), 'utf8'), attackVersion, basename(path));
}

/** A group's page as ATT&CK has it: every technique, every mitigation. */
export function pageOfGroup(groupId: string, version: string): string {
  const snapshot = shippedCatalog().at('enterprise', version);
  return pageOf(snapshot.get(groupId)!.name, groupId, version, techniquesAndMitigations(groupId, version));
}

function techniquesAndMitigations(groupId: string, version: string): Map<string, readonly string[]> {
  const snapshot = shippedCatalog().at('enterprise', version);
  return new Map(snapshot.techniquesUsedBy(groupId).map(id => [id, snapshot.mitigationsOf(id)]));
}

/**
 * A page with about so many edges: live techniques one after the other, each with the mitigations that
 * ATT&CK maps, or with `mitigationsEach` of all mitigations in turn where one page of ATT&CK has too few.
 */
export function pageWithEdges(edges: number, mitigationsEach?: number): string {
  const version = '18.1';
  const snapshot = shippedCatalog().at('enterprise', version);
  const isLive = ({ state }: { state: { kind: string } }) => state.kind === 'live';
  const mitigations = snapshot
    .all('mitigation')
    .filter(isLive)
    .map(({ id }) => id);
  const graph = new Map<string, readonly string[]>();
  let count = 0;
  for (const [index, { id }] of snapshot.all('technique').filter(isLive).entries()) {
    if (count >= edges) break;
    const own =
      mitigationsEach === undefined
        ? snapshot.mitigationsOf(id)
        : Array.from({ length: mitigationsEach }, (_, i) => mitigations[(index * 7 + i * 13) % mitigations.length]!);
    const unique = [...new Set(own)].slice(0, Math.max(0, edges - count - 1));
    graph.set(id, unique);
    count += 1 + unique.length;
  }
  return pageOf('Everything', 'G0098', version, graph);
}

function pageOf(name: string, id: string, version: string, graph: ReadonlyMap<string, readonly string[]>): string {
  const snapshot = shippedCatalog().at('enterprise', version);
  const node = (of: string) => `${of}["${snapshot.get(of)?.name ?? of}"]`;
  const lines = [
    `---\ntags: [groups]\nattack-version: ${version}\n---`,
    `# ${name}`,
    `## ID:${id}`,
    '## Techniques Used By Group',
    ...[...graph.keys()].map(of => `* [${snapshot.get(of)?.name ?? of}](techniques/${of.replace('.', '/')})`),
    '',
    '```mermaid',
    'flowchart LR',
    ...[...graph.keys()].map(of => `group[${name}] --> ${node(of)}`),
    ...[...graph].flatMap(([of, mitigations]) => mitigations.map(to => `${node(of)} --> ${node(to)}`)),
    '```',
    '',
  ];
  return lines.join('\n');
}

const nowhere: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };

/** A node by hand: of a kind that its ID tells, live, drawn in the page. */
export function node(id: string, fields: Partial<GraphNode> = {}): GraphNode {
  const kind = id.startsWith('T')
    ? 'technique'
    : id.startsWith('M')
      ? 'mitigation'
      : id === 'group'
        ? 'group'
        : 'other';
  return {
    id,
    attackId: kind === 'other' ? null : kind === 'group' ? 'G0001' : id,
    kind,
    label: `Name of ${id}`,
    name: `Name of ${id}`,
    state: 'live',
    tactics: [],
    ranges: [nowhere],
    listRanges: [],
    findings: [],
    ...fields,
  };
}

/** An edge by hand, written `T1 M1`. */
export function edge(ends: string, fields: Partial<GraphEdge> = {}): GraphEdge {
  const [from, to] = ends.split(' ') as [string, string];
  return { from, to, label: '', kind: 'page', range: nowhere, findings: [], ...fields };
}

/** A graph by hand: nodes that no list names are made from the edges. */
export function graph(edges: readonly (string | GraphEdge)[], nodes: readonly GraphNode[] = []): GraphModel {
  const all = edges.map(given => (typeof given === 'string' ? edge(given) : given));
  const byId = new Map<string, GraphNode>();
  const named = new Map(nodes.map(given => [given.id, given]));
  for (const id of all.flatMap(({ from, to }) => [from, to])) byId.set(id, named.get(id) ?? node(id));
  for (const given of nodes) byId.set(given.id, given);
  const tactics = [...new Set([...byId.values()].flatMap(given => given.tactics))].sort();
  return {
    group: { id: 'G0001', name: 'Sample' },
    domain: 'enterprise',
    version: '18.1',
    tactics: tactics.map(shortName => ({ shortName, name: shortName.replaceAll('-', ' ') })),
    nodes: [...byId.values()],
    edges: all,
    findings: [],
  };
}
