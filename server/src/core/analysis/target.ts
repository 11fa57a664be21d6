import { domains, type Catalog, type Domain, type Snapshot } from '../catalog/catalog';
import { isVersion } from '../catalog/versions';
import type { Page } from '../page';
import { isTechniqueId } from '../parse/ids';
import { parseDomain, type Choices, type DecidedBy } from '../settings';

/** Which ATT&CK a page is checked against. */
export interface Target {
  readonly snapshot: Snapshot;
  /** What was asked for: a version, or `latest`. */
  readonly wanted: string;
  readonly decidedBy: DecidedBy;
  /** False where the domain was guessed by the page's IDs. */
  readonly isDomainPinned: boolean;
}

/**
 * Finds the version and domain of a page. The version: front matter, else the configuration file, else
 * the editor's setting or the flag, else `latest`; where the domain lacks it, the newest before it. The
 * domain: pinned in the same places, else the one that most of the page's technique IDs belong to.
 */
export function findTarget(page: Page, catalog: Catalog, choices: Choices): Target {
  const { wanted, decidedBy } = findVersion(page.frontMatter?.attackVersion?.value, choices);
  const said =
    parseDomain(page.frontMatter?.attackDomain?.value) ?? pinned(choices.file?.domain) ?? pinned(choices.own?.domain);
  const domain = said ?? commonestDomain(page, catalog, wanted);
  const version = page.kind === 'layer' ? newestOf(wanted, catalog.versions(domain)) : wanted;
  return { snapshot: catalog.at(domain, version), wanted: version, decidedBy, isDomainPinned: said !== undefined };
}

/** Layers name a version by its first number: `14` is the newest release of that number. */
function newestOf(wanted: string, versions: readonly string[]): string {
  return versions.findLast(version => version === wanted || version.startsWith(`${wanted}.`)) ?? wanted;
}

/** The version that is asked for, a version or `latest`, for a page that names `pin` in its front matter. */
export function findVersion(pin: string | undefined, choices: Choices): Pick<Target, 'wanted' | 'decidedBy'> {
  const inPage = pin?.replace(/^v(?=\d)/i, '');
  if (inPage !== undefined && (inPage === 'latest' || isVersion(inPage)))
    return { wanted: inPage, decidedBy: 'front matter' };
  if (choices.file?.attackVersion !== undefined)
    return { wanted: choices.file.attackVersion, decidedBy: 'configuration file' };
  if (choices.own?.attackVersion !== undefined) return { wanted: choices.own.attackVersion, decidedBy: 'setting' };
  return { wanted: 'latest', decidedBy: 'default' };
}

function pinned(domain: Domain | 'auto' | undefined): Domain | undefined {
  return domain === 'auto' ? undefined : domain;
}

function commonestDomain(page: Page, catalog: Catalog, wanted: string): Domain {
  const ids = new Set<string>();
  for (const item of page.techniqueList?.items ?? []) if (isTechniqueId(item.id)) ids.add(item.id);
  for (const graph of page.graphs) for (const id of graph.flowchart.nodes.keys()) if (isTechniqueId(id)) ids.add(id);

  for (const { id } of page.idPlaces) if (isTechniqueId(id)) ids.add(id);

  let best: Domain = domains[0]!;
  let most = 0;
  let left = ids.size;
  for (const domain of domains) {
    // A domain is opened only while it can still win: most pages never open the second one.
    if (left === 0 || left < most) break;
    const snapshot = catalog.at(domain, wanted);
    let count = 0;
    for (const id of ids) if (snapshot.get(id) !== undefined) count++;
    if (count > most) {
      most = count;
      best = domain;
    }
    left -= count;
  }
  return best;
}
