import type { Analysis } from '../analysis/analysis';
import { fullName } from '../analysis/names';
import type { Span } from '../text';
import { ownPages, type PageContext } from './definition';
import { siteUrl } from './site';

/** A place that opens something. */
export interface DocumentLinkEntry {
  readonly span: Span;
  /** The URI of the workspace's own page, or ATT&CK's. */
  readonly target: string;
  readonly tooltip: string;
}

/** Every ID of a page as a link: to the workspace's own page for it where there is one, else to ATT&CK's. */
export function documentLinks(
  analysis: Analysis,
  { uri, index }: Pick<PageContext, 'uri' | 'index'>,
): DocumentLinkEntry[] {
  const targets = new Map<string, Omit<DocumentLinkEntry, 'span'> | undefined>();
  return analysis.references.flatMap(reference => {
    const id = analysis.idOf(reference);
    if (!targets.has(id)) targets.set(id, targetOf(id, analysis, uri, index));
    const target = targets.get(id);
    return target === undefined ? [] : [{ span: reference.span, ...target }];
  });
}

function targetOf(
  id: string,
  analysis: Analysis,
  uri: string,
  index: PageContext['index'],
): Omit<DocumentLinkEntry, 'span'> | undefined {
  const verdict = analysis.verdict(id);
  if (!('object' in verdict) || verdict.object === undefined) return undefined;
  const { object } = verdict;
  const name = `${id} ${fullName(object, analysis.snapshot)}`;
  const [own] = ownPages(id, analysis, index).filter(page => page !== uri);
  if (own !== undefined) return { target: own, tooltip: name };
  // ATT&CK's site has no page for what is the organisation's own.
  return object.own === true ? undefined : { target: siteUrl(object), tooltip: `${name} at attack.mitre.org` };
}
