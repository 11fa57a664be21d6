import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Catalog, Snapshot } from '../../server/src/core/catalog/catalog';
import { mermaidLabel } from '../../server/src/core/mermaidText';

/** A page as ATT&CK's facts give it: list and graph of a group, without prose. */
export function groupPage(snapshot: Snapshot, groupId: string, version?: string): string {
  const group = snapshot.get(groupId)!;
  return page(
    snapshot,
    groupId,
    group.name,
    snapshot.techniquesUsedBy(groupId),
    id => snapshot.mitigationsOf(id),
    version,
  );
}

/** A page with about this many edges: many techniques, with as many mitigations each as it takes. */
export function pageOfEdges(snapshot: Snapshot, edges: number): string {
  const live = (type: 'technique' | 'mitigation') =>
    snapshot
      .all(type)
      .filter(({ state, id }) => state.kind === 'live' && (type === 'technique' || id.startsWith('M')))
      .map(({ id }) => id);
  const techniques = live('technique').slice(0, Math.ceil(edges / 10));
  const mitigations = live('mitigation');
  const each = Math.round(edges / techniques.length) - 1;
  return page(snapshot, 'G0098', 'BlackTech', techniques, (_, i) =>
    Array.from({ length: each }, (_, k) => mitigations[(i + k) % mitigations.length]!),
  );
}

/** The largest group's page of a release: what a real page is at most. */
export function largestGroup(snapshot: Snapshot): string {
  const groups = snapshot.all('group').filter(({ state }) => state.kind === 'live');
  return groups.reduce((best, { id }) => (edgesOf(snapshot, id) > edgesOf(snapshot, best) ? id : best), groups[0]!.id);
}

function edgesOf(snapshot: Snapshot, groupId: string): number {
  return snapshot.techniquesUsedBy(groupId).reduce((sum, id) => sum + 1 + snapshot.mitigationsOf(id).length, 0);
}

function page(
  snapshot: Snapshot,
  id: string,
  name: string,
  techniques: readonly string[],
  mitigationsOf: (id: string, index: number) => readonly string[],
  version?: string,
): string {
  const node = (object: string) => `${object}${mermaidLabel(snapshot.get(object)!.name)}`;
  const pin = version === undefined ? '' : `attack-version: ${version}\n`;
  return [
    `---\ntags:\n   - groups\n${pin}---\n# ${name}\n## ID:${id}`,
    `[${name}](/mitre/groups/${id}) is a group.`,
    '## Techniques Used By Group',
    ...techniques.map(technique => `* [${snapshot.get(technique)!.name}](techniques/${technique.replace('.', '/')})`),
    '\n# Summary of Techniques and Mitigations\n```mermaid\nflowchart LR',
    ...techniques.map(technique => `group${mermaidLabel(name)} --> ${node(technique)}`),
    ...techniques.flatMap((technique, i) =>
      mitigationsOf(technique, i).map(mitigation => `${node(technique)} --> ${node(mitigation)}`),
    ),
    '```',
  ].join('\n');
}

/** Many different pages: every group of several releases in turn, each pinned to its release. */
export function* manyPages(catalog: Catalog, count: number): Iterable<{ name: string; text: string }> {
  const versions = ['18.1', '17.1', '16.1', '15.1'];
  for (let made = 0, round = 0; made < count; round++) {
    const version = versions[round % versions.length]!;
    const snapshot = catalog.at('enterprise', version);
    for (const { id, state } of snapshot.all('group')) {
      if (state.kind !== 'live' || made >= count) continue;
      yield { name: `${id}-${made}.md`, text: groupPage(snapshot, id, version) };
      made++;
    }
  }
}

/** Writes so many pages into a new folder, hands it over, and takes it away when that is done. */
export async function withPages(
  catalog: Catalog,
  count: number,
  use: (folder: string) => void | Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'attackmark-bench-'));
  try {
    mkdirSync(join(folder, 'groups'));
    for (const { name, text } of manyPages(catalog, count)) writeFileSync(join(folder, 'groups', name), text);
    await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
