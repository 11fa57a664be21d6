import type { Analysis } from '../../analysis/analysis';
import { suggestion, type Fix } from '../../fixes/fix';
import { setFrontMatter } from '../../fixes/frontMatter';
import { replaceIdEverywhere } from '../../fixes/ids';
import { removalOf } from '../../fixes/suggestions';
import type { Report } from '../rule';

/** The ID of the same name in the page's domain, another domain for the page, or no such ID. */
export function wrongDomainFixes({ data }: Report, analysis: Analysis): readonly Fix[] {
  const id = String(data?.['id']);
  const twin = analysis.snapshot.get(String(data?.['replacement']));
  const domain = String(data?.['domain']);
  return [
    ...(twin === undefined
      ? []
      : [
          suggestion(
            `Replace ${id} with ${twin.id} ${twin.name}`,
            () => replaceIdEverywhere(analysis, id, twin, true),
            true,
          ),
        ]),
    suggestion(`Check this page against the ${domain} domain`, () => [
      setFrontMatter(analysis.page, 'attack-domain', domain),
    ]),
    removalOf(id, analysis),
  ];
}
