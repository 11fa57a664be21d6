import type { Rule } from '../rule';
import { revokedIdFixes } from './fixes';

export const revokedId: Rule = {
  code: 'revoked-id',
  severity: 'warning',
  scope: 'ids',
  tag: 'deprecated',
  summary: 'An ID that ATT&CK has revoked: another one stands in its place.',
  *check(analysis) {
    for (const { id, span, verdict, isProse } of analysis.placesOf('revoked')) {
      const { since, successor } = verdict;
      const atMost = isProse === true ? { atMost: 'information' as const } : {};
      yield successor === undefined
        ? {
            span,
            message: `${id} was revoked in ATT&CK ${since}, and ATT&CK names no live replacement. Choose one by hand, or take it off the page.`,
            data: { id, since },
            ...atMost,
          }
        : {
            span,
            message: `${id} was revoked in ATT&CK ${since}; it is now ${successor.id} ${successor.name}. Write that in its place.`,
            data: { id, since, replacement: successor.id },
            ...atMost,
          };
    }
  },
  fixes: revokedIdFixes,
};
