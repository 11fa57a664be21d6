import { flowchartFixes } from '../flowchartFixes';
import { flowchartProblems } from '../flowchartProblems';
import type { Rule } from '../rule';

export const graphPortability: Rule = {
  code: 'graph-portability',
  severity: 'hint',
  scope: 'any-page',
  summary: 'A line that Mermaid’s newest release accepts and releases in wide use reject.',
  check: analysis => flowchartProblems(analysis, 'portability'),
  fixes: flowchartFixes,
};
