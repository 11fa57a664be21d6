import { nodeKind, type Analysis } from '../analysis/analysis';
import { addToSet } from '../grouped';
import { rankMitigations } from './ranking';

/** A technique or mitigation of a ranking, with its name. */
export interface RankedObject {
  readonly id: string;
  readonly name: string;
}

/** Which mitigations do most for the techniques of some pages. */
export interface PageRanking {
  /** How many pages were looked at. */
  readonly pages: number;
  /** How many techniques they list or draw, each counted once. */
  readonly techniques: number;
  /** The best next one each time. `covers`: all techniques it helps against; `adds`: those that none before it does. */
  readonly mitigations: readonly (RankedObject & {
    readonly covers: readonly string[];
    readonly adds: readonly string[];
  })[];
  /** The techniques that no mitigation of the pages covers. */
  readonly uncovered: readonly RankedObject[];
}

/** Ranks the mitigations that pages draw by how many of the pages' techniques they cover. */
export function rankPages(analyses: readonly Analysis[]): PageRanking {
  const names = new Map<string, string>();
  const techniques = new Set<string>();
  const coverage = new Map<string, Set<string>>();
  const name = (id: string, analysis: Analysis, label: string | undefined) => {
    if (!names.has(id)) names.set(id, analysis.live(id)?.name ?? label ?? id);
  };
  for (const analysis of analyses) {
    for (const { id, label } of analysis.items) {
      techniques.add(id);
      name(id, analysis, label);
    }
    for (const [id, [edge]] of analysis.groupEdges) {
      techniques.add(id);
      name(id, analysis, edge!.to.label);
    }
    for (const { from, to, fromKind, toKind } of analysis.edges) {
      if (fromKind !== 'technique' || toKind !== 'mitigation') continue;
      name(to.id, analysis, to.label);
      addToSet(coverage, to.id, from.id);
    }
  }
  const sorted = [...techniques].filter(id => nodeKind(id) === 'technique').sort();
  const { mitigations, uncovered } = rankMitigations(sorted, coverage);
  const object = (id: string): RankedObject => ({ id, name: names.get(id) ?? id });
  return {
    pages: analyses.length,
    techniques: sorted.length,
    mitigations: mitigations.map(({ id, covers, adds }) => ({ ...object(id), covers, adds })),
    uncovered: uncovered.map(object),
  };
}
