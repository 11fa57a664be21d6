import type { Analysis } from '../analysis/analysis';
import type { Edit } from '../fixes/edit';
import type { Span } from '../text';
import { linkIdAt } from './refactorLink';
import { drawsBeyondAttack, rebuildGraph, rebuildList } from './refactorRebuild';
import { sortKeys, sortPage } from './refactorSort';

/** A change that mends nothing and that an author may want. */
export interface Refactoring {
  readonly title: string;
  readonly edits: readonly Edit[];
}

/** What can be rewritten where the caret is: the list and the graph, each by the other, and an ID in prose. */
export function refactorings(analysis: Analysis, place: Span): Refactoring[] {
  const { page, graphs } = analysis;
  const isAt = (span: Span) => place.start <= span.end && span.start <= place.end;
  const isInList = page.techniqueList !== undefined && isAt(page.techniqueList.span);
  const isInGraph = graphs.some(({ fence }) => isAt(fence.span));
  const found: Refactoring[] = [];
  const add = (title: string, edits: readonly Edit[]) => {
    if (edits.length > 0) found.push({ title, edits });
  };
  const link = place.start === place.end ? linkIdAt(analysis, place.start) : undefined;
  if (link !== undefined) add(`Make ${link.id} a link`, link.edits);
  if (isInList || isInGraph) {
    for (const key of sortKeys) add(`Sort the techniques by ${key}`, sortPage(analysis, key));
    if (drawsBeyondAttack(analysis)) {
      add('Rebuild the graph from the list, keep edges beyond ATT&CK', rebuildGraph(analysis, 'keep'));
      add('Rebuild the graph from the list, remove edges beyond ATT&CK', rebuildGraph(analysis, 'remove'));
    } else add('Rebuild the graph from the list', rebuildGraph(analysis, 'keep'));
    add('Rebuild the list from the graph', rebuildList(analysis));
  }
  return found;
}
