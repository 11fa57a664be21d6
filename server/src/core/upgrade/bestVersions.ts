import { Analysis } from '../analysis/analysis';
import { drawnLabel, isOfficialName } from '../analysis/names';
import type { Domain, Snapshot } from '../catalog/catalog';
import { compareVersions } from '../catalog/versions';
import { check } from '../check';
import type { Page } from '../page';
import { isAtLeast } from '../rules/codes';
import { levelsOf, type Choices } from '../settings';

/** The versions under which a page has the fewest findings. */
export interface BestVersions {
  readonly domain: Domain;
  /** How many findings at `information` or above the page has under each of them. */
  readonly findings: number;
  /** Oldest first. */
  readonly versions: readonly string[];
}

/**
 * Checks a page under every version of its domain, whatever it is pinned to, and says which fit best.
 * Settings other than the version are those of the analysis.
 */
export function bestVersions(analysis: Analysis): BestVersions {
  const { catalog, choices, snapshot } = analysis;
  const page = withoutPin(analysis.page);
  const candidates = catalog
    .versions(snapshot.domain)
    .map(version => ({ version, least: leastFindings(analysis, catalog.at(snapshot.domain, version)) }))
    .sort((a, b) => a.least - b.least);
  let findings = Infinity;
  let versions: string[] = [];
  for (const { version, least } of candidates) {
    if (least > findings) break;
    const count = findingsAt(page, analysis, at(choices, version, snapshot.domain));
    if (count > findings) continue;
    versions = count < findings ? [version] : [...versions, version];
    findings = count;
  }
  return { domain: snapshot.domain, findings, versions: versions.sort(compareVersions) };
}

/**
 * How many findings a page has at least under a version: cheap to tell, and enough to leave most versions
 * out. Where settings or suppressions have a say it tells nothing.
 */
function leastFindings(analysis: Analysis, snapshot: Snapshot): number {
  if (analysis.page.suppressions.length > 0 || levelsOf(analysis.choices).size > 0) return 0;
  let count = 0;
  for (const { id, label } of analysis.items) {
    const object = snapshot.get(id);
    if (object?.state.kind !== 'live') count++;
    else if (label !== undefined && !isOfficialName(drawnLabel(label), object, snapshot)) count++;
  }
  for (const id of analysis.groupEdges.keys()) {
    const drawn = new Set((analysis.mitigationEdges.get(id) ?? []).map(({ to }) => to.id));
    const isKnown = [...drawn].every(mitigation => snapshot.get(mitigation) !== undefined);
    if (isKnown && snapshot.mitigationsOf(id).some(mitigation => !drawn.has(mitigation))) count++;
  }
  return count;
}

function findingsAt(page: Page, { catalog }: Analysis, choices: Choices): number {
  return check(new Analysis(page, catalog, choices)).filter(({ severity }) => isAtLeast(severity, 'information'))
    .length;
}

function at({ own, file }: Choices, version: string, domain: Domain): Choices {
  const rules = file?.rules;
  return { own: { ...own, attackVersion: version, domain }, ...(rules && { file: { rules } }) };
}

function withoutPin(page: Page): Page {
  const { frontMatter } = page;
  return frontMatter === undefined ? page : { ...page, frontMatter: { ...frontMatter, attackVersion: undefined } };
}
