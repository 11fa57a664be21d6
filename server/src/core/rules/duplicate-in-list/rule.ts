import type { Rule } from '../rule';
import { duplicateInListFixes } from './fixes';

export const duplicateInList: Rule = {
  code: 'duplicate-in-list',
  severity: 'warning',
  scope: 'group-page',
  tag: 'unnecessary',
  summary: 'A technique that the list names a second time.',
  *check(analysis) {
    const { lines } = analysis.page;
    for (const [id, items] of analysis.itemsById) {
      const first = items[0]!;
      for (const item of items.slice(1)) {
        yield {
          span: item.link?.span ?? item.idSpan,
          message: `${id} is in the list already, on line ${lines.lineOf(first.idSpan.start) + 1}. Remove this item.`,
          data: { id },
        };
      }
    }
  },
  fixes: duplicateInListFixes,
};
