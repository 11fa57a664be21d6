import { isOfficialName } from '../analysis/names';
import type { Analysis } from '../analysis/analysis';
import type { Snapshot } from '../catalog/catalog';

/**
 * The version whose facts a page agrees with best: what it was written for, where it does not say so
 * itself. IDs, names and mitigation edges decide; among equals the group's techniques, and then the newer
 * version. Cheap enough for every version.
 */
export function writtenFor(analysis: Analysis): string {
  const { catalog, snapshot } = analysis;
  let best = snapshot.version;
  let least = Infinity;
  let leastOthers = Infinity;
  for (const version of [...catalog.versions(snapshot.domain)].reverse()) {
    const other = catalog.at(snapshot.domain, version);
    const found = disagreements(analysis, other, least);
    if (found > least) continue;
    const others = otherTechniques(analysis, other);
    if (found === least && others >= leastOthers) continue;
    least = found;
    leastOthers = others;
    best = version;
    if (found === 0 && others === 0) break;
  }
  return best;
}

/**
 * How many techniques only the page has, or only the version's list for the group. Says nothing (the same
 * for all versions) where the page has its own idea of the group's techniques.
 */
function otherTechniques(analysis: Analysis, snapshot: Snapshot): number {
  const used = new Set(analysis.groupId === undefined ? [] : snapshot.techniquesUsedBy(analysis.groupId));
  let others = used.size;
  for (const id of analysis.itemsById.keys()) others += used.has(id) ? -1 : 1;
  return others * 2 > analysis.itemsById.size ? Number.MAX_SAFE_INTEGER : others;
}

/** How often a page and a version disagree; counts no further than one over `enough`. */
function disagreements(analysis: Analysis, snapshot: Snapshot, enough: number): number {
  let count = 0;
  const labels = new Map(analysis.items.map(({ id, label }) => [id, label]));
  const ids = new Set([...labels.keys(), ...analysis.groupEdges.keys()]);
  for (const id of ids) {
    const object = snapshot.get(id);
    if (object?.state.kind !== 'live') count += 2;
    else {
      const label = labels.get(id);
      if (label !== undefined && !isOfficialName(label, object, snapshot)) count++;
      const mapped = snapshot.mitigationsOf(id);
      const drawn = new Set((analysis.mitigationEdges.get(id) ?? []).map(({ to }) => to.id));
      if (analysis.groupEdges.has(id)) for (const mitigation of mapped) if (!drawn.has(mitigation)) count++;
      for (const mitigation of drawn) if (!mapped.includes(mitigation)) count++;
    }
    if (count > enough) return count;
  }
  return count;
}
