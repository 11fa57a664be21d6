import type { Catalog } from '../catalog/catalog';
import type { WorkspaceIndex } from '../workspace/workspaceIndex';
import { addToSet } from '../grouped';
import { isGroupId } from '../parse/ids';
import { compareTexts } from '../words';
import { newestObject } from './lookup';
import { rankMitigations } from './ranking';

/** A group page of the workspace. */
export interface DashboardGroup {
  readonly name: string;
  readonly id: string | null;
  readonly uri: string;
  readonly techniques: number;
}

/** A technique, and the group pages that list or draw it. */
export interface DashboardTechnique {
  readonly id: string;
  readonly name: string;
  readonly pages: number;
}

/** A mitigation that the group pages draw: how many of their techniques it covers, and how many none before it does. */
export interface DashboardMitigation {
  readonly id: string;
  readonly name: string;
  readonly covers: number;
  readonly adds: number;
}

/** The group pages of a workspace at a glance. */
export interface Dashboard {
  readonly groups: readonly DashboardGroup[];
  /** By the number of pages, most first. */
  readonly techniques: readonly DashboardTechnique[];
  /** The best next one each time, as `attackmark rank` has them. */
  readonly mitigations: readonly DashboardMitigation[];
  /** The techniques that no page draws a mitigation for. */
  readonly uncovered: readonly string[];
}

/** Counts over all group pages, by their facts alone: no file is read. */
export function dashboard(index: WorkspaceIndex, catalog: Catalog): Dashboard {
  const groups: DashboardGroup[] = [];
  const pages = new Map<string, number>();
  const coverage = new Map<string, Set<string>>();
  for (const [uri, { kind, title, owns, techniques, mitigated }] of index.entries()) {
    if (kind !== 'group') continue;
    const id = owns.find(isGroupId) ?? null;
    groups.push({ name: title, id, uri, techniques: techniques.length });
    for (const technique of techniques) pages.set(technique, (pages.get(technique) ?? 0) + 1);
    for (const pair of mitigated) {
      const [technique, mitigation] = pair.split(' ') as [string, string];
      addToSet(coverage, mitigation, technique);
    }
  }
  const ids = [...pages.keys()].sort();
  const { mitigations, uncovered } = rankMitigations(ids, coverage);
  const nameOf = (id: string) => newestObject(id, catalog)?.name ?? '';
  return {
    groups: groups.sort(
      (a, b) => compareTexts(a.name.toLowerCase(), b.name.toLowerCase()) || compareTexts(a.uri, b.uri),
    ),
    techniques: ids
      .map(id => ({ id, name: nameOf(id), pages: pages.get(id)! }))
      .sort((a, b) => b.pages - a.pages || compareTexts(a.id, b.id)),
    mitigations: mitigations.map(({ id, covers, adds }) => {
      return { id, name: nameOf(id), covers: covers.length, adds: adds.length };
    }),
    uncovered,
  };
}
