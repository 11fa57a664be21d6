import { flowchartFixes } from '../flowchartFixes';
import { flowchartProblems } from '../flowchartProblems';
import type { Rule } from '../rule';

export const graphSyntax: Rule = {
  code: 'graph-syntax',
  severity: 'error',
  scope: 'any-page',
  summary: 'A line of a Mermaid flowchart that Mermaid rejects.',
  check: analysis => flowchartProblems(analysis, 'syntax'),
  fixes: flowchartFixes,
};
