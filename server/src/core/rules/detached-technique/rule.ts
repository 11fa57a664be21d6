import type { Rule } from '../rule';
import { detachedTechniqueFixes } from './fixes';

export const detachedTechnique: Rule = {
  code: 'detached-technique',
  severity: 'warning',
  scope: 'group-page',
  summary: 'A technique with mitigations that is neither in the list nor under the group.',
  *check(analysis) {
    for (const [id, edges] of analysis.mitigationEdges) {
      if (analysis.itemsById.has(id) || analysis.groupEdges.has(id)) continue;
      // A mistyped ID is detached only because it is mistyped: that is said already.
      const { kind } = analysis.verdict(id);
      if (kind === 'malformed' || kind === 'unknown' || kind === 'future') continue;
      yield {
        span: edges[0]!.from.idSpan,
        message: `${id} has mitigations here, but is neither in the list nor under the group. Add it to both, or remove its edges.`,
        data: { id },
      };
    }
  },
  fixes: detachedTechniqueFixes,
};
