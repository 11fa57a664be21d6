import { named } from '../../analysis/names';
import { unmatchedBadIds } from '../../analysis/pairing';
import type { Rule } from '../rule';
import { missingInListFixes } from './fixes';

export const missingInList: Rule = {
  code: 'missing-in-list',
  severity: 'error',
  scope: 'group-page',
  summary: 'A technique of the group in the graph is not in the list.',
  *check(analysis) {
    // A page without a list lacks a section, not each of its items.
    if (analysis.page.techniqueList === undefined) return;
    const { itemsById } = analysis;
    const mistyped = unmatchedBadIds(analysis);
    for (const [id, edges] of analysis.groupEdges) {
      if (itemsById.has(id) || mistyped.inGraph.has(id) || mistyped.meantInList.has(id)) continue;
      yield {
        span: edges[0]!.to.idSpan,
        message: `${named(analysis, id)} is drawn under the group and is not in the list. Add it to the list, or take the edge away.`,
        data: { id },
      };
    }
  },
  fixes: missingInListFixes,
};
