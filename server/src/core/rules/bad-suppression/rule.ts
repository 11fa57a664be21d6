import type { Suppression } from '../../page';
import { isRuleCode } from '../codes';
import type { Report, Rule } from '../rule';
import { badSuppressionFixes } from './fixes';

/**
 * What a suppression silenced is known only after all other rules have run: `check` asks
 * `badSuppressions` then. The rule itself stands in the registry for its settings and its page.
 */
export const badSuppression: Rule = {
  code: 'bad-suppression',
  severity: 'warning',
  scope: 'any-page',
  tag: 'unnecessary',
  summary: 'A suppression that names no rule, or that suppressed nothing.',
  check: () => [],
  fixes: badSuppressionFixes,
};

/** Reports the suppressions that name no rule or are not used; `isUsed` tells of a line (from 0) and a code. */
export function* badSuppressions(
  suppressions: readonly Suppression[],
  isUsed: (line: number, code: string) => boolean,
): Iterable<Report> {
  for (const { span, codes, line } of suppressions) {
    if (codes.length === 0) {
      yield {
        span,
        message: 'This suppression names no rule. Write the code of the finding that it is meant for, or remove it.',
      };
    }
    for (const { value, span: codeSpan } of codes) {
      if (!isRuleCode(value)) {
        yield {
          span: codeSpan,
          message: `There is no rule “${value}”. Correct the code, or remove the suppression.`,
          data: { code: value },
        };
      } else if (!isUsed(line, value)) {
        yield {
          span: codeSpan,
          message: `The next line has no ${value} finding to suppress. Remove the suppression.`,
          data: { code: value },
        };
      }
    }
  }
}
