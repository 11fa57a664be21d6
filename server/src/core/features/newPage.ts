import type { Snapshot } from '../catalog/catalog';
import { graphHeading, graphLines, listHeading, listLines } from '../fixes/sections';

/** Where the description belongs, in a page that is made without one. */
const placeholder = 'Describe the group here: who it is, whom it targets, since when, and your sources.';

/** What every page of the family starts with. */
export function pageHead(name: string, id: string): string {
  return `---\ntags:\n   - groups\n---\n# ${name}\n## ID:${id}\n`;
}

/**
 * A group's page from the catalog's facts: techniques and mitigations sorted by ID, and a line that says
 * where the description goes. `group` must be the ID of a group of the snapshot's.
 */
export function newPage(group: string, snapshot: Snapshot): string {
  const name = snapshot.get(group)?.name ?? group;
  const techniques = snapshot.techniquesUsedBy(group);
  const graph = graphLines(name, techniques, snapshot, id => snapshot.mitigationsOf(id));
  const body = [
    placeholder,
    listHeading,
    ...listLines(techniques, snapshot),
    '',
    graphHeading,
    '```mermaid',
    'flowchart LR',
    ...graph,
    '```',
  ];
  return `${pageHead(name, group)}${body.join('\n')}\n`;
}

/** The live groups that a person may mean: by ID, name or alias, without regard to case. */
export function groupsCalled(query: string, snapshot: Snapshot): readonly string[] {
  const group = snapshot.get(query.toUpperCase());
  if (group?.type === 'group' && group.state.kind === 'live') return [group.id];
  return snapshot.named(query, 'group').map(({ id }) => id);
}
