import type { Snapshot } from '../catalog/catalog';
import { compareTexts } from '../words';
import { folderOf, stemOf } from '../workspace/paths';
import type { WorkspaceIndex } from '../workspace/workspaceIndex';

/** Where a workspace keeps its group pages, and how it calls their files. */
export interface PageHome {
  /** The URI of the folder that holds most of them, without a slash at its end; undefined where there are none. */
  readonly folder: string | undefined;
  /** The name, with its ending, that the file of a group's page gets. */
  fileName(id: string, name: string): string;
}

/** The ways to call a group's file, without its ending; the first where a folder does not tell. */
const stems: readonly ((id: string, name: string) => string)[] = [
  id => id,
  (_, name) => name,
  (_, name) => slug(name, '-'),
  (_, name) => slug(name, '_'),
  id => id.toLowerCase(),
  (id, name) => `${id} ${name}`,
  (id, name) => `${id} - ${name}`,
  (id, name) => `${id}-${slug(name, '-')}`,
  (id, name) => `${id}-${slug(name, '_')}`,
  (id, name) => `${id}_${slug(name, '_')}`,
];

/** Finds where a new group page belongs, from the pages that there are: the folder and the habit of most of them. */
export function pageHome(index: WorkspaceIndex, snapshot: Snapshot): PageHome {
  const folders = new Map<string, { count: number; readonly habits: number[] }>();
  for (const [uri, { kind, owns }] of index.entries()) {
    if (kind !== 'group') continue;
    const folder = folderOf(uri);
    let own = folders.get(folder);
    if (own === undefined) folders.set(folder, (own = { count: 0, habits: stems.map(() => 0) }));
    own.count++;
    const group = owns.map(id => snapshot.get(id)).find(object => object?.type === 'group');
    if (group === undefined) continue;
    for (const [i, stem] of stems.entries()) {
      if (safe(stem(group.id, group.name)) === stemOf(uri)) own.habits[i]!++;
    }
  }
  const [home] = [...folders].sort(([a, one], [b, other]) => other.count - one.count || compareTexts(a, b));
  const habits = home?.[1].habits ?? [];
  const stem = stems[Math.max(0, habits.indexOf(Math.max(...habits)))]!;
  return { folder: home?.[0], fileName: (id, name) => `${safe(stem(id, name))}.md` };
}

function slug(name: string, joint: string): string {
  return name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, joint)
    .replace(new RegExp(`^${joint}|${joint}$`, 'g'), '');
}

/** A name without what some file system cannot have in one. */
function safe(name: string): string {
  return name.replace(/[\\/:*?"<>|\p{Cc}]/gu, '_');
}
