import type { Rule } from '../rule';
import { techniqueNotInAttackFixes } from './fixes';

export const techniqueNotInAttack: Rule = {
  code: 'technique-not-in-attack',
  severity: 'hint',
  scope: 'group-page',
  summary: 'A listed technique that ATT&CK does not list for this group.',
  *check(analysis) {
    const { groupId, snapshot } = analysis;
    const group = groupId === undefined ? undefined : snapshot.get(groupId);
    if (group?.state.kind !== 'live') return;
    const used = new Set(snapshot.techniquesUsedBy(group.id));
    for (const { id, idSpan, link } of analysis.items) {
      const technique = analysis.live(id);
      if (technique === undefined || used.has(id)) continue;
      yield {
        span: link?.span ?? idSpan,
        message: `ATT&CK ${snapshot.version} does not list ${id} ${technique.name} for ${group.id} ${group.name}. That is fine where you know more than ATT&CK does.`,
        data: { id, group: group.id },
      };
    }
  },
  fixes: techniqueNotInAttackFixes,
};
