import type { Page } from '../page';
import type { IdReference } from '../places/reference';
import { references } from '../places/references';
import { holds } from '../text';

/** Every place of a page on which an ID stands, in any spelling, in source order. */
export function placesOf(id: string, page: Page): IdReference[] {
  return references(page).filter(reference => reference.form !== 'tactic' && reference.id === id);
}

/** True for a place that says whose page this is, rather than that another one is meant. */
export function isDeclaration(reference: IdReference, page: Page): boolean {
  if (reference.form === 'id-line') return true;
  const { start } = reference.span;
  const front = page.frontMatter?.aliases.some(({ span }) => holds(span, start)) === true;
  return front || (page.headings.find(({ level }) => level <= 2)?.span.start ?? -1) === start;
}
