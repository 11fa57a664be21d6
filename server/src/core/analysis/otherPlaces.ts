import type { Catalog } from '../catalog/catalog';
import type { Page } from '../page';
import { tables } from '../places/tables';
import type { IdReference } from '../places/reference';
import { wikilinks, type Wikilink } from '../places/wikilinks';
import { holds, isInside } from '../text';
import type { IdPlace } from './analysis';
import { listedIds, siteLinks, tags, wikilinkIds, type Candidate } from './candidates';
import { tableIds } from './tableIds';
import { judgeTactic } from './tactics';
import type { Target } from './target';
import { judge, type Verdict } from './verdict';

/** A checked place outside of list, graph and ID line. */
export interface OtherPlace extends IdPlace {
  /** True where the ID is a part of a page's name: `[[T1566.002-Spearphishing_Link]]`. */
  readonly isPartOfName: boolean;
}

/** The revoked IDs in a page's prose: outside of headings, front matter, code and comments. */
export function revokedInProse(page: Page, references: readonly IdReference[], target: Target, catalog: Catalog) {
  const quiet = [...page.headings.map(({ block }) => block), ...(page.frontMatter ? [page.frontMatter.span] : [])];
  return references.flatMap(({ form, id, span }): OtherPlace[] => {
    const { start } = span;
    if (form !== 'prose' || isInside(page.code, start) || isInside(page.comments, start)) return [];
    if (quiet.some(place => holds(place, start))) return [];
    const verdict = judgeHere(id, target, catalog);
    return verdict.kind === 'revoked'
      ? [{ id, span, verdict, label: undefined, isPartOfName: false, isProse: true }]
      : [];
  });
}

/**
 * The places of a Markdown page, besides those of a group page's parts, on which ATT&CK's objects are named by form
 * and not in passing: links to its site, lists and tags of front matter, columns of tables, wikilinks. Prose is none
 * of them: there a `T1000` may be anything.
 */
export function otherPlaces(page: Page, target: Target, catalog: Catalog): OtherPlace[] {
  if (page.kind !== 'markdown') return [];
  const wiki = wikilinks(page);
  const candidates = new Map<number, Candidate>();
  for (const candidate of [
    ...siteLinks(page),
    ...listedIds(page),
    ...tags(page),
    ...idsInTables(page, wiki, catalog),
    ...wiki.flatMap(wikilinkIds),
  ]) {
    const { start } = candidate.span;
    if (!candidates.has(start) && !isInside(page.comments, start)) candidates.set(start, candidate);
  }
  return [...candidates.values()].flatMap(({ id, span, isCertain, isPartOfName = false, isTactic = false }) => {
    const verdict = isTactic ? judgeTactic(id, target.snapshot, catalog) : judgeHere(id, target, catalog);
    const isNobodys = verdict.kind === 'malformed' || verdict.kind === 'unknown';
    return isNobodys && !isCertain ? [] : [{ id, span, verdict, label: undefined, isPartOfName }];
  });
}

function idsInTables(page: Page, wiki: readonly Wikilink[], catalog: Catalog): Candidate[] {
  const found = tables(page);
  if (found.length === 0) return [];
  const links = {
    wikilinks: new Map(wiki.map(link => [link.span.start, link])),
    links: new Map(page.links.map(link => [link.span.start, link])),
  };
  return found.flatMap(table => tableIds(table, page.text, links, catalog));
}

/**
 * What ATT&CK says about an ID. Only where the page's domain is pinned it must be of that domain: notes go over
 * all of ATT&CK, and a domain that was guessed is no reason to blame them for it.
 */
function judgeHere(id: string, { snapshot, isDomainPinned }: Target, catalog: Catalog): Verdict {
  const verdict = judge(id, snapshot, catalog);
  if (verdict.kind !== 'wrong-domain' || isDomainPinned) return verdict;
  return judge(id, catalog.at(verdict.domain, snapshot.version), catalog);
}
