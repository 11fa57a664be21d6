import type { NodeKind } from '../../analysis/analysis';
import type { Rule } from '../rule';
import { edgeDirectionFixes } from './fixes';

export const edgeDirection: Rule = {
  code: 'edge-direction',
  severity: 'error',
  scope: 'group-page',
  summary: 'An edge that is neither group → technique nor technique → mitigation.',
  *check(analysis) {
    for (const edge of analysis.edges) {
      const { from, to, fromKind, toKind } = edge;
      if (fromKind === 'other' || toKind === 'other' || isGood(fromKind, toKind)) continue;
      const turned = isGood(toKind, fromKind);
      yield {
        span: edge.span,
        message: `This edge goes from a ${fromKind} to a ${toKind}. In this graph edges go from the group to its techniques and from a technique to its mitigations. ${
          from.id === to.id ? 'Remove it.' : turned ? `Write ${to.id} --> ${from.id}.` : help(fromKind, toKind)
        }`,
        data: { from: from.id, to: to.id, ...(turned ? { turned: 'yes' } : {}) },
      };
    }
  },
  fixes: edgeDirectionFixes,
};

function isGood(from: NodeKind, to: NodeKind): boolean {
  return (from === 'group' && to === 'technique') || (from === 'technique' && to === 'mitigation');
}

function help(from: NodeKind, to: NodeKind): string {
  if (from === 'group' && to === 'mitigation') return 'Draw the mitigation under the technique that it mitigates.';
  if (from === 'technique' && to === 'technique') return 'Draw both under the group.';
  return 'Remove it, or give it other ends.';
}
