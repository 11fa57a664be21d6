import { statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { Catalog, Domain } from '../../core/catalog/catalog';
import {
  compare as comparePages,
  comparedGroup,
  comparedPage,
  comparisonLayer,
  comparisonMarkdown,
  type Compared,
} from '../../core/features/compare';
import { loadCatalog } from '../../node/catalogFiles';
import { domainsMeant, oneOf, readArguments, readTargetFlags } from '../arguments';
import { Failure } from '../failure';
import type { Host } from '../host';
import { nearGroups } from '../nearGroups';
import { nameOf, nearestConfigurations, readPage } from '../pages';

export const usage = `attackmark compare GROUP|FILE… [flags]
  Puts two or more groups side by side, as ATT&CK has them or as pages have them: techniques and mitigations.
  --attack-version V    as of this ATT&CK version
  --domain D            auto, enterprise, mobile or ics
  --format F            markdown (default), json or navigator`;

/** `attackmark compare`. Gives the exit status. */
export async function compare(args: readonly string[], host: Host): Promise<number> {
  const { values, positionals } = readArguments(args, {
    'attack-version': { type: 'string' },
    domain: { type: 'string' },
    format: { type: 'string', default: 'markdown' },
  });
  const format = oneOf('format', values.format, ['markdown', 'json', 'navigator']);
  if (positionals.length < 2) {
    throw new Failure('Name two or more groups or pages, as in: attackmark compare BlackTech groups/G0016.md');
  }
  const catalog = loadCatalog(host.catalogFolder);
  const { version, domain, own } = readTargetFlags(values, catalog);
  const configurationOf = nearestConfigurations(host);

  const all = positionals.map(argument => {
    const path = resolve(host.cwd, argument);
    if (!isFile(path)) return findGroup(argument, version ?? 'latest', domain, catalog);
    const analysis = readPage(path, configurationOf, { catalog, own }, host);
    if (analysis.isGroupPage) return comparedPage(analysis, basename(path));
    throw new Failure(`"${nameOf(path, host)}" is no group page: it has no ID line, list or ATT&CK graph.`);
  });
  const comparison = comparePages(all, catalog);
  if (format === 'markdown') host.stdout.write(comparisonMarkdown(comparison));
  else {
    const snapshot = catalog.at(comparison.domain as Domain, comparison.version);
    const value = format === 'json' ? comparison : comparisonLayer(comparison, snapshot);
    host.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
  }
  return 0;
}

/** The group of an ID, a name or an alias; with `auto`, in the first domain that says it uses anything. */
function findGroup(query: string, version: string, domain: Domain | 'auto' | undefined, catalog: Catalog): Compared {
  const found = domainsMeant(domain).flatMap(one => {
    const snapshot = catalog.at(one, version);
    const named = snapshot.named(query.trim(), 'group');
    const ids = named.length > 0 ? named.map(group => group.id) : [query.trim().toUpperCase()];
    return ids.flatMap(candidate => comparedGroup(candidate, snapshot) ?? []);
  });
  const best = found.find(({ techniques }) => techniques.size > 0) ?? found[0];
  if (best !== undefined) return best;
  throw new Failure(
    `"${query}" is neither a file nor a group of ATT&CK${version === 'latest' ? '' : ` ${version}`}.${nearGroups(query, version, catalog)}`,
  );
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
