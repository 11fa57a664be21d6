import type { Rule } from '../rule';
import { mitigationNotInAttackFixes } from './fixes';

export const mitigationNotInAttack: Rule = {
  code: 'mitigation-not-in-attack',
  severity: 'warning',
  scope: 'group-page',
  summary: 'A mitigation that ATT&CK does not map to this technique at the page’s version.',
  *check(analysis) {
    const { snapshot } = analysis;
    for (const [id, edges] of analysis.mitigationEdges) {
      const technique = analysis.live(id);
      if (technique === undefined) continue;
      const mapped = snapshot.mitigationsOf(id);
      for (const { to } of edges) {
        const mitigation = analysis.live(to.id);
        if (mitigation === undefined || mapped.includes(to.id)) continue;
        yield {
          span: to.idSpan,
          message: `ATT&CK ${snapshot.version} does not map ${to.id} ${mitigation.name} to ${id} ${technique.name}. Remove the edge, or keep it with a suppression that says why.`,
          data: { technique: id, mitigation: to.id },
        };
      }
    }
  },
  fixes: mitigationNotInAttackFixes,
};
