import type { Analysis } from '../../analysis/analysis';
import { safeFix, type Fix } from '../../fixes/fix';
import type { Report } from '../rule';

/** Writes the ID in the family's form, and leaves the path around it as it is. */
export function badLinkFixes({ span }: Report, analysis: Analysis): readonly Fix[] {
  const item = analysis.items.find(({ link }) => link?.targetSpan.start === span.start);
  const reference = item?.link?.reference;
  if (item === undefined || reference === undefined) return [];
  const path = item.id.replace('.', '/');
  const hasFolder = /techniques\/$/i.test(analysis.page.text.slice(span.start, reference.idSpan.start));
  const place = hasFolder ? reference.idSpan : { start: span.start, end: reference.idSpan.end };
  const newText = hasFolder ? path : `techniques/${path}`;
  return [safeFix(`Link to techniques/${path}`, () => [{ span: place, newText }])];
}
