import type { Analysis } from '../../analysis/analysis';
import { suggest } from '../../analysis/suggest';
import type { Rule } from '../rule';

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
};

/** The mitigations that ATT&CK maps to a technique and no edge of the page draws; a mistyped one counts as drawn. */
export function missingMitigations(analysis: Analysis, techniqueId: string): string[] {
  const mapped = analysis.snapshot.mitigationsOf(techniqueId);
  const edges = analysis.mitigationEdges.get(techniqueId) ?? [];
  const drawn = new Set(edges.map(edge => edge.to.id));
  if (mapped.every(id => drawn.has(id))) return [];
  for (const { to } of edges) {
    const { kind } = analysis.verdict(to.id);
    if (kind !== 'malformed' && kind !== 'unknown') continue;
    for (const { id } of suggest(to.id, to.label, analysis.snapshot)) drawn.add(id);
  }
  return mapped.filter(id => !drawn.has(id));
}
