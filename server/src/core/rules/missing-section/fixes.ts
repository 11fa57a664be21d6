import type { Analysis } from '../../analysis/analysis';
import { safeFix, suggestion, type Fix } from '../../fixes/fix';
import { sectionEdits } from '../../fixes/sections';
import type { Report } from '../rule';

/** The sections that the rest of the page, or ATT&CK, says all about. */
export function missingSectionFixes({ data }: Report, analysis: Analysis): readonly Fix[] {
  const missing = [data?.['missing'] ?? []].flat();
  const { edits, added } = sectionEdits(analysis, missing);
  const title = `Add the ${added.join(', ')}`;
  return [added.length === missing.length ? safeFix(title, () => edits) : suggestion(title, () => edits, true)];
}
