import type { Analysis } from '../analysis/analysis';
import { idForm } from '../parse/ids';
import { compareVersions } from '../catalog/versions';
import type { Finding } from '../rules/rule';
import type { Span } from '../text';
import type { PageContext } from './definition';
import { counted } from '../words';

/** A line above a title, and what a click on it does. */
export interface Lens {
  readonly span: Span;
  readonly title: string;
  readonly action: 'graph' | 'problems' | 'references' | 'upgrade';
  /** Of `references`: the ID. */
  readonly argument?: string;
}

/**
 * What is counted above a page's title. A group page: its techniques, its findings, its graph, and what ATT&CK has
 * changed about the group since the page's version. Another object's page: how many pages use it.
 */
export function codeLens(
  analysis: Analysis,
  findings: readonly Finding[],
  { uri, index }: Pick<PageContext, 'uri' | 'index'>,
): Lens[] {
  const { page } = analysis;
  if (page.kind !== 'markdown') return [];
  const heading = page.title ?? page.headings[0];
  // A page without headings (a vault's, of front matter and text) has its counts at the top.
  const span = heading?.span ?? { start: 0, end: 0 };
  if (analysis.isGroupPage) return groupLenses(analysis, findings, span);
  const owns = index.facts(uri)?.owns ?? [];
  const id = owns.find(own => analysis.catalog.knows(own)) ?? owns[0];
  return id === undefined ? [] : objectLenses(id, analysis, span, uri, index);
}

function groupLenses(analysis: Analysis, findings: readonly Finding[], span: Span): Lens[] {
  const techniques = new Set([...analysis.itemsById.keys(), ...analysis.groupEdges.keys()]);
  const lenses: Lens[] = [{ span, title: counted(techniques.size, 'technique'), action: 'references' }];
  const visible = findings.filter(({ severity }) => severity !== 'hint').length;
  if (visible > 0) lenses.push({ span, title: counted(visible, 'finding'), action: 'problems' });
  if (analysis.graphs.length > 0) lenses.push({ span, title: 'graph', action: 'graph' });
  const change = changeOf(analysis);
  if (change !== undefined) lenses.push({ span, ...change });
  return lenses.flatMap(lens =>
    // The group's own ID, where it has one, is what "who else" is asked about.
    lens.action !== 'references' || analysis.groupId === undefined ? [lens] : [{ ...lens, argument: analysis.groupId }],
  );
}

/** `2 added, 1 removed by ATT&CK 19.0`: what the newest version says of the group that the page's did not. */
function changeOf({ groupId, snapshot, catalog }: Analysis): Omit<Lens, 'span'> | undefined {
  const newest = catalog.at(snapshot.domain, 'latest');
  if (groupId === undefined || compareVersions(newest.version, snapshot.version) <= 0) return undefined;
  // A revoked technique's successor is no news.
  const live = (id: string) => {
    const object = newest.get(id);
    return object?.state.kind === 'revoked' ? (newest.successor(id)?.object.id ?? id) : id;
  };
  const before = new Set(snapshot.techniquesUsedBy(groupId).map(live));
  const after = new Set(newest.techniquesUsedBy(groupId));
  const added = [...after].filter(id => !before.has(id)).length;
  const removed = [...before].filter(id => !after.has(id)).length;
  if (added + removed === 0) return undefined;
  const parts = [added > 0 ? `${added} added` : '', removed > 0 ? `${removed} removed` : ''].filter(
    part => part !== '',
  );
  return { title: `${parts.join(', ')} by ATT&CK ${newest.version}`, action: 'upgrade' };
}

function objectLenses(id: string, analysis: Analysis, span: Span, uri: string, index: PageContext['index']): Lens[] {
  const used = index.countHolders(id) - (index.facts(uri)?.ids.includes(id) === true ? 1 : 0);
  const lenses: Lens[] = [{ span, title: `used by ${counted(used, 'page')}`, action: 'references', argument: id }];
  const { snapshot } = analysis;
  const type = idForm(id)?.type;
  if (type === 'technique') {
    lenses.push({
      span,
      title: counted(snapshot.mitigationsOf(id).length, 'mitigation'),
      action: 'references',
      argument: id,
    });
  } else if (type === 'mitigation') {
    const count = snapshot.techniquesMitigatedBy(id).length;
    lenses.push({ span, title: `mitigates ${counted(count, 'technique')}`, action: 'references', argument: id });
  }
  return lenses;
}
