import type { Rule } from '../rule';
import { unclosedFenceFixes } from './fixes';

export const unclosedFence: Rule = {
  code: 'unclosed-fence',
  severity: 'error',
  scope: 'group-page',
  summary: 'A code fence that is never closed: it takes the rest of the page with it.',
  *check(analysis) {
    const { text, fences } = analysis.page;
    for (const { opening, closed } of fences) {
      if (closed) continue;
      const marks = /^(?:`+|~+)/.exec(text.slice(opening.start, opening.end))![0];
      yield {
        span: opening,
        message: `This fence is never closed, so that the rest of the page belongs to it. Write ${marks} on a line of its own below the block.`,
        data: { marks },
      };
    }
  },
  fixes: unclosedFenceFixes,
};
