import { editDistance } from '../similar';
import type { Analysis } from './analysis';
import { suggest } from './suggest';

/** IDs that are malformed or unknown and stand on one side only, and what they were meant to be. */
export interface UnmatchedBadIds {
  readonly inList: ReadonlySet<string>;
  readonly inGraph: ReadonlySet<string>;
  /** What the bad IDs of the list were probably meant to be. */
  readonly meantInList: ReadonlySet<string>;
  readonly meantInGraph: ReadonlySet<string>;
}

/**
 * A mistyped ID is one fault: it must not show up again as a technique that the other side lacks, nor
 * make the right one on the other side look lonely.
 */
export function unmatchedBadIds(analysis: Analysis): UnmatchedBadIds {
  const { itemsById, groupEdges } = analysis;
  const isBad = (id: string) => {
    const { kind } = analysis.verdict(id);
    return kind === 'malformed' || kind === 'unknown';
  };
  /** What a bad ID was meant to be; where none of that stands alone on the other side, what does and is nearest. */
  const meanings = (id: string, label: string | undefined, lonely: readonly string[]) => {
    const suggested = suggest(id, label, analysis.snapshot).map(object => object.id);
    if (suggested.some(other => lonely.includes(other))) return suggested;
    const distances = lonely.map(other => editDistance(id.toUpperCase(), other, 2));
    const least = Math.min(...distances);
    return least > 2 ? suggested : [...suggested, lonely[distances.indexOf(least)]!];
  };

  const drawnOnly = [...groupEdges.keys()].filter(id => !itemsById.has(id));
  const listedOnly = [...itemsById.keys()].filter(id => !groupEdges.has(id));
  const inList = new Set(listedOnly.filter(isBad));
  const meantInList = new Set<string>();
  for (const id of inList) {
    for (const meant of meanings(id, itemsById.get(id)![0]!.label, drawnOnly)) meantInList.add(meant);
  }
  const inGraph = new Set(drawnOnly.filter(isBad));
  const meantInGraph = new Set<string>();
  for (const id of inGraph) {
    for (const meant of meanings(id, groupEdges.get(id)![0]!.to.label, listedOnly)) meantInGraph.add(meant);
  }
  return { inList, inGraph, meantInList, meantInGraph };
}
