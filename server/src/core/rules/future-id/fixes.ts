import type { Analysis } from '../../analysis/analysis';
import { suggestion, type Fix } from '../../fixes/fix';
import { setFrontMatter } from '../../fixes/frontMatter';
import { removalOf } from '../../fixes/suggestions';
import type { Report } from '../rule';

/** Another version for the page, or another page for the ID. */
export function futureIdFixes({ data }: Report, analysis: Analysis): readonly Fix[] {
  const since = String(data?.['since']);
  return [
    suggestion(
      `Check this page against ATT&CK ${since}`,
      () => [setFrontMatter(analysis.page, 'attack-version', since)],
      true,
    ),
    removalOf(String(data?.['id']), analysis),
  ];
}
