import type { Rule } from '../rule';

export const deprecatedId: Rule = {
  code: 'deprecated-id',
  severity: 'warning',
  scope: 'group-page',
  tag: 'deprecated',
  summary: 'An ID that ATT&CK has deprecated: it is given up, and nothing stands in its place.',
  *check(analysis) {
    for (const { id, span, verdict } of analysis.places) {
      if (verdict.kind !== 'deprecated') continue;
      const { name, object, since } = verdict;
      const what = object === undefined ? `was last in ATT&CK ${since}` : `was deprecated in ATT&CK ${since}`;
      yield {
        span,
        message: `${id} ${name} ${what}, without a replacement. Take it off the page, or choose another one by hand.`,
        data: { id, since },
      };
    }
  },
};
