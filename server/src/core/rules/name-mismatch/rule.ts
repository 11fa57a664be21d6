import type { Analysis } from '../../analysis/analysis';
import { drawnLabelOf, isOfficialName } from '../../analysis/names';
import type { AttackObject } from '../../catalog/catalog';
import { compareVersions } from '../../catalog/versions';
import type { Span } from '../../text';
import type { Report, Rule } from '../rule';
import { nameMismatchFixes } from './fixes';

export const nameMismatch: Rule = {
  code: 'name-mismatch',
  severity: 'warning',
  scope: 'group-page',
  summary: 'A label that is not the official name of its ID at the page’s version.',
  *check(analysis) {
    for (const { id, label, labelSpan } of analysis.items) {
      const object = objectWithOtherName(analysis, id, label);
      if (object === undefined || label === undefined || labelSpan === undefined) continue;
      const report = compare(analysis, object, label, labelSpan);
      if (report !== undefined) yield report;
    }
    for (const graph of analysis.graphs) {
      for (const mention of graph.flowchart.mentions) {
        // How a label is drawn matters only where it is not written as the name is: that spares most labels a look.
        const object = objectWithOtherName(analysis, mention.id, mention.label);
        const label = object && drawnLabelOf(mention);
        if (object === undefined || label === undefined || mention.labelSpan === undefined) continue;
        const report = compare(analysis, object, label, mention.labelSpan);
        if (report !== undefined) yield report;
      }
    }
  },
  fixes: nameMismatchFixes,
};

/** The live technique or mitigation with an ID, unless the label is its name to the letter. */
function objectWithOtherName(analysis: Analysis, id: string, label: string | undefined): AttackObject | undefined {
  const object = analysis.live(id);
  return object !== undefined && label !== object.name && (object.type === 'technique' || object.type === 'mitigation')
    ? object
    : undefined;
}

function compare(analysis: Analysis, object: AttackObject, label: string, span: Span): Report | undefined {
  const { id } = object;
  if (isOfficialName(label, object, analysis.snapshot)) return undefined;
  return {
    span,
    message:
      label === ''
        ? `${id} stands here without a name. Write “${object.name}”.`
        : `“${label}” is not the name of ${id}${explain(analysis, object, label)}. Write “${object.name}”.`,
    data: { id, name: object.name },
  };
}

/** Where the label does come from, when ATT&CK knows it. */
function explain(analysis: Analysis, object: AttackObject, label: string): string {
  const { snapshot, catalog } = analysis;
  const owner = snapshot.named(label, object.type).find(other => other.id !== object.id);
  if (owner !== undefined) return `: it is that of ${owner.id}`;
  const entries = catalog.history(object.id).filter(entry => entry.domain === snapshot.domain && entry.name === label);
  const earlier = entries.findLast(entry => compareVersions(entry.version, snapshot.version) < 0);
  if (earlier !== undefined) return ` any more: it was so called up to ATT&CK ${earlier.version}`;
  const later = entries.find(entry => compareVersions(entry.version, snapshot.version) > 0);
  if (later !== undefined) return ` yet: it is so called since ATT&CK ${later.version}`;
  if (label.toLowerCase() === object.name.toLowerCase()) return ': capitals count';
  return '';
}
