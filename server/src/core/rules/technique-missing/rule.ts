import type { Rule } from '../rule';
import { techniqueMissingFixes } from './fixes';

/** How many techniques the message names; the data has them all. */
const mostNamed = 10;

export const techniqueMissing: Rule = {
  code: 'technique-missing',
  severity: 'hint',
  scope: 'group-page',
  summary: 'Techniques that ATT&CK lists for this group and the page lacks.',
  *check(analysis) {
    const { groupId, snapshot, itemsById, groupEdges } = analysis;
    const list = analysis.page.techniqueList;
    const group = groupId === undefined ? undefined : snapshot.get(groupId);
    if (list === undefined || group?.state.kind !== 'live') return;
    // What the graph draws is on the page: that the list lacks it is missing-in-list's to say.
    const missing = snapshot.techniquesUsedBy(group.id).filter(id => !itemsById.has(id) && !groupEdges.has(id));
    if (missing.length === 0) return;
    const names = missing.slice(0, mostNamed).map(id => `${id} ${snapshot.get(id)!.name}`);
    const more = missing.length > mostNamed ? ` and ${missing.length - mostNamed} more` : '';
    yield {
      span: list.heading.span,
      message: `ATT&CK ${snapshot.version} lists ${missing.length === 1 ? 'a technique' : `${missing.length} techniques`} for ${group.id} ${group.name} that the page lacks: ${names.join(', ')}${more}. Add what you agree with.`,
      data: { group: group.id, techniques: missing },
    };
  },
  fixes: techniqueMissingFixes,
};
