import { didYouMean, suggest } from '../../analysis/suggest';
import type { Rule } from '../rule';
import { malformedIdFixes } from './fixes';

export const malformedId: Rule = {
  code: 'malformed-id',
  severity: 'error',
  scope: 'ids',
  summary: 'Looks like an ATT&CK ID and is not one, such as `TT1482`.',
  *check(analysis) {
    for (const { id, span, label } of analysis.placesOf('malformed')) {
      const meant = suggest(id, label, analysis.snapshot);
      yield {
        span,
        message: `${id} is not an ATT&CK ID: ${whatIsWrong(id)}.${didYouMean(meant)}`,
        data: { id, suggestions: meant.map(object => object.id) },
      };
    }
  },
  fixes: malformedIdFixes,
};

function whatIsWrong(id: string): string {
  if (/^[tmg]/.test(id)) return 'IDs are written in capitals';
  if (/^G/.test(id)) return 'a group’s ID is G and four digits, as in G0098';
  if (/^M/.test(id)) return 'a mitigation’s ID is M and four digits, as in M1017';
  if (/^T\d{4}[^\d.]/.test(id)) return 'a sub-technique’s number follows a dot, as in T1566.002';
  if (/^T\d{4}\./.test(id)) return 'a sub-technique’s number has three digits, as in T1566.002';
  return 'a technique’s ID is T and four digits, as in T1566 or T1566.002';
}
