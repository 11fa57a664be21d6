import { didYouMean, suggest } from '../../analysis/suggest';
import { saysUnknown } from '../../analysis/verdict';
import { parentByForm } from '../../catalog/ids';
import type { Rule } from '../rule';
import { unknownIdFixes } from './fixes';

export const unknownId: Rule = {
  code: 'unknown-id',
  severity: 'error',
  scope: 'ids',
  summary: 'A well-formed ID that no version of ATT&CK has.',
  *check(analysis) {
    for (const { id, span, label } of analysis.placesOf('unknown')) {
      const meant = suggest(id, label, analysis.snapshot);
      const parent = parentByForm(id);
      const parentObject = parent === undefined ? undefined : analysis.live(parent);
      const about = parentObject === undefined ? '' : ` Its parent ${parent} ${parentObject.name} exists.`;
      const help = meant.length > 0 ? didYouMean(meant) : ' Look the ID up, or take it off the page.';
      yield {
        span,
        message: `${id} ${saysUnknown(id)}${about}${help}`,
        data: { id, suggestions: meant.map(object => object.id) },
      };
    }
  },
  fixes: unknownIdFixes,
};
