import { addToSet } from '../grouped';
import { compareTexts } from '../words';
import type { GraphModel } from './graph';

/** A mitigation in a ranking. */
export interface RankedMitigation {
  readonly id: string;
  /** All techniques that it covers. */
  readonly covers: readonly string[];
  /** Of these, the ones that no mitigation ranked before it covers. */
  readonly adds: readonly string[];
}

export interface Ranking {
  /** The best next one each time; those that add nothing come last, by how much they cover. */
  readonly mitigations: readonly RankedMitigation[];
  /** The techniques that nothing covers. */
  readonly uncovered: readonly string[];
}

/**
 * Ranks mitigations: first the one that covers most techniques, then each time the one that covers most of
 * what is left. Among equals the one that covers more in all comes first, then the lower ID.
 */
export function rankMitigations(
  techniques: readonly string[],
  coverage: ReadonlyMap<string, ReadonlySet<string>>,
): Ranking {
  const left = new Set(techniques);
  const inOrder = (covered: ReadonlySet<string>) => techniques.filter(id => covered.has(id));
  const candidates = [...coverage]
    .map(([id, covered]) => ({ id, covers: inOrder(covered) }))
    .sort((a, b) => b.covers.length - a.covers.length || compareTexts(a.id, b.id));

  const mitigations: RankedMitigation[] = [];
  while (candidates.length > 0) {
    let best = { index: 0, adds: [] as string[] };
    for (const [index, { covers }] of candidates.entries()) {
      // Sorted by what they cover in all: nothing from here on can add more.
      if (covers.length <= best.adds.length) break;
      const adds = covers.filter(id => left.has(id));
      if (adds.length > best.adds.length) best = { index, adds };
    }
    const [{ id, covers }] = candidates.splice(best.index, 1) as [(typeof candidates)[number]];
    mitigations.push({ id, covers, adds: best.adds });
    for (const technique of best.adds) left.delete(technique);
  }
  return { mitigations, uncovered: [...left] };
}

/** What each mitigation of a graph covers: the techniques from which the page draws an edge to it. */
export function coverageOf(model: GraphModel): Map<string, Set<string>> {
  const kinds = new Map(model.nodes.map(({ id, kind }) => [id, kind]));
  const coverage = new Map<string, Set<string>>();
  for (const { from, to, kind } of model.edges) {
    if (kind === 'missing' || kinds.get(from) !== 'technique' || kinds.get(to) !== 'mitigation') continue;
    addToSet(coverage, to, from);
  }
  return coverage;
}
