import type { Analysis } from '../../analysis/analysis';
import { suggest } from '../../analysis/suggest';
import type { NodeMention } from '../../flowchart/flowchart';
import type { Rule } from '../rule';
import { mitigationMissingFixes } from './fixes';

export const mitigationMissing: Rule = {
  code: 'mitigation-missing',
  severity: 'information',
  scope: 'group-page',
  summary: 'Mitigations that ATT&CK maps to a technique and the graph lacks.',
  *check(analysis) {
    const { snapshot } = analysis;
    for (const [id, edges] of analysis.groupEdges) {
      const technique = analysis.live(id);
      if (technique === undefined) continue;
      const missing = missingMitigations(analysis, id);
      if (missing.length === 0) continue;
      const names = missing.map(mitigation => `${mitigation} ${snapshot.get(mitigation)!.name}`);
      yield {
        span: edges[0]!.to.idSpan,
        message: `ATT&CK ${snapshot.version} maps ${missing.length === 1 ? 'a mitigation' : `${missing.length} mitigations`} to ${id} ${technique.name} that the graph lacks: ${names.join(', ')}. Add ${missing.length === 1 ? 'the edge' : 'the edges'}.`,
        data: { technique: id, mitigations: missing },
      };
    }
  },
  fixes: mitigationMissingFixes,
};

/**
 * The mitigations that ATT&CK maps to a technique and no edge of the page draws. What another finding
 * speaks of counts as drawn: a mitigation that is mistyped, of another domain or revoked, the edges of a
 * mistyped twin of the technique, and an edge the wrong way round.
 */
export function missingMitigations(analysis: Analysis, techniqueId: string): string[] {
  const mapped = analysis.snapshot.mitigationsOf(techniqueId);
  const edges = analysis.mitigationEdges.get(techniqueId) ?? [];
  if (mapped.every(id => edges.some(edge => edge.to.id === id))) return [];
  const drawn = new Set(edges.map(edge => edge.to.id));
  for (const { to } of edges) for (const id of meantMitigations(analysis, to)) drawn.add(id);
  for (const id of analysis.mitigationsMeant.get(techniqueId) ?? []) drawn.add(id);
  return mapped.filter(id => !drawn.has(id));
}

/** What a node that is no live mitigation was meant to be. */
function meantMitigations(analysis: Analysis, { id, label }: NodeMention): readonly string[] {
  const verdict = analysis.verdict(id);
  switch (verdict.kind) {
    case 'malformed':
    case 'unknown':
      return suggest(id, label, analysis.snapshot).map(object => object.id);
    case 'wrong-domain':
      return analysis.snapshot.named(verdict.object.name, 'mitigation').map(object => object.id);
    case 'revoked':
      return verdict.successor === undefined ? [] : [verdict.successor.id];
    default:
      return [];
  }
}
