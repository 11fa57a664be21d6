import { lineEndAt, startOfText } from '../../parse/characters';
import type { Rule } from '../rule';
import { missingSectionFixes } from './fixes';

export const missingSection: Rule = {
  code: 'missing-section',
  severity: 'warning',
  scope: 'group-page',
  summary: 'A group page without its title, ID line, technique list or graph.',
  *check(analysis) {
    const { page, graphs } = analysis;
    const missing: string[] = [];
    if (page.title === undefined) missing.push('title');
    if (page.idLine === undefined || page.idLine.id === '') missing.push('ID line');
    if (page.techniqueList === undefined) missing.push('technique list');
    if (graphs.length === 0) missing.push('graph');
    if (missing.length === 0) return;
    const start = startOfText(page.text);
    yield {
      span: { start, end: lineEndAt(page.text, start) },
      message: `This group page has no ${list(missing)}. ${missing.map(part => examples[part]!).join(' ')}`,
      data: { missing },
    };
  },
  fixes: missingSectionFixes,
};

const examples: Readonly<Record<string, string>> = {
  title: 'The title is the group’s name: “# BlackTech”.',
  'ID line': 'The ID line is “## ID:G0098”.',
  'technique list': 'The list stands under “## Techniques Used By Group”.',
  graph: 'The graph is a Mermaid flowchart in a fence: “group[BlackTech] --> T1566.002[Spearphishing Link]”.',
};

function list(parts: readonly string[]): string {
  return parts.length === 1 ? parts[0]! : `${parts.slice(0, -1).join(', no ')} and no ${parts.at(-1)!}`;
}
