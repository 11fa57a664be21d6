import type { Rule } from '../rule';
import { futureIdFixes } from './fixes';

export const futureId: Rule = {
  code: 'future-id',
  severity: 'error',
  scope: 'ids',
  summary: 'An ID that only a later version of ATT&CK has than the page is checked against.',
  *check(analysis) {
    for (const { id, span, verdict } of analysis.placesOf('future')) {
      yield {
        span,
        message: `${id} ${verdict.name} came with ATT&CK ${verdict.since}; this page is for ${analysis.snapshot.version}. Raise the page’s version, or take the ID off the page.`,
        data: { id, since: verdict.since },
      };
    }
  },
  fixes: futureIdFixes,
};
