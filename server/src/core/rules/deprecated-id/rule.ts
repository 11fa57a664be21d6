import type { Rule } from '../rule';
import { deprecatedIdFixes } from './fixes';

export const deprecatedId: Rule = {
  code: 'deprecated-id',
  severity: 'warning',
  scope: 'ids',
  tag: 'deprecated',
  summary: 'An ID that ATT&CK has deprecated: it is given up, and nothing stands in its place.',
  *check(analysis) {
    for (const { id, span, verdict } of analysis.placesOf('deprecated')) {
      const { name, object, since } = verdict;
      const what = object === undefined ? `was last in ATT&CK ${since}` : `was deprecated in ATT&CK ${since}`;
      const help =
        object?.type === 'group'
          ? 'ATT&CK has given this group up: keep the page if you have not.'
          : 'Take it off the page, or choose another one by hand.';
      yield {
        span,
        message: `${id} ${name} ${what}, without a replacement. ${help}`,
        data: { id, since },
      };
    }
  },
  fixes: deprecatedIdFixes,
};
