import { flowchartFixes } from '../flowchartFixes';
import { flowchartProblems } from '../flowchartProblems';
import type { Rule } from '../rule';

export const graphPitfall: Rule = {
  code: 'graph-pitfall',
  severity: 'information',
  scope: 'any-page',
  summary: 'A line that Mermaid accepts and draws as something else than it says.',
  check: analysis => flowchartProblems(analysis, 'pitfall'),
  fixes: flowchartFixes,
};
