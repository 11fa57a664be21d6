import { lookup as lookupObjects, nearestNames, type LookupResult } from '../../core/features/lookup';
import type { Catalog } from '../../core/catalog/catalog';
import { loadCatalog } from '../../node/catalogFiles';
import { oneOf, readArguments, readVersion } from '../arguments';
import { Failure } from '../failure';
import { paint } from '../formats/colour';
import type { Host } from '../host';

export const usage = `attackmark lookup ID|NAME… [flags]
  Says what an ID or a name is: state, tactics, platforms, mitigations, groups, and its history.
  --attack-version V    as of this ATT&CK version
  --format F            text or json`;

/** `attackmark lookup`. Gives the exit status. */
export async function lookup(args: readonly string[], host: Host): Promise<number> {
  const { values, positionals } = readArguments(args, {
    'attack-version': { type: 'string' },
    format: { type: 'string', default: 'text' },
  });
  const format = oneOf('format', values.format, ['text', 'json']);
  if (positionals.length === 0)
    throw new Failure('Name an ID or a name to look up, as in: attackmark lookup T1566.002');
  const catalog = loadCatalog(host.catalogFolder);
  const version = readVersion(values['attack-version'], catalog) ?? 'latest';

  const results: LookupResult[] = [];
  const unknown: string[] = [];
  for (const query of positionals) {
    const found = lookupObjects(query, version, catalog);
    if (found.length === 0) unknown.push(query);
    results.push(...found);
  }
  if (format === 'json') host.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
  else host.stdout.write(results.map(result => describe(result, version, catalog, host)).join('\n'));
  for (const query of unknown) {
    const near = nearestNames(query, version, catalog).map(({ id, name }) => `${id} ${name}`);
    const help = near.length === 0 ? '' : ` Did you mean ${near.join(', or ')}?`;
    host.stderr.write(`attackmark: ATT&CK has nothing called "${query}".${help}\n`);
  }
  return unknown.length > 0 ? 2 : 0;
}

function describe(result: LookupResult, version: string, catalog: Catalog, host: Host): string {
  const colour = paint(host);
  const named = (id: string) => {
    for (const domain of result.domains) {
      const object = catalog.at(domain, version).get(id);
      if (object !== undefined) return `${id} ${object.name}`;
    }
    return id;
  };
  const { state } = result;
  const lines: [string, string][] = [
    ['type', result.type],
    ['own', result.own === true ? 'your organisation’s own, not MITRE’s' : ''],
    ['domains', result.domains.join(', ')],
    [
      'state',
      state.kind === 'live'
        ? 'live'
        : `${state.kind} since ${state.since ?? '?'}${state.by === null ? '' : `, now ${named(state.by)}`}`,
    ],
    ['parent', result.parent === null ? '' : named(result.parent)],
    ['tactics', result.tactics.map(named).join(', ')],
    ['platforms', result.platforms.join(', ')],
    ['sub-techniques', result.subtechniques.map(named).join('\n')],
    ['mitigations', result.mitigations.map(named).join('\n')],
    ['groups', result.groups.map(named).join('\n')],
    // What is merged over every release has no history in them.
    ['history', result.own === true ? '' : changes(result).join('\n')],
  ];
  const indent = ' '.repeat(18);
  const body = lines
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `  ${colour('grey', name.padEnd(14))}  ${value.replaceAll('\n', `\n${indent}`)}\n`);
  return `${colour('bold', `${result.id} ${result.name}`)}\n${body.join('')}`;
}

/** The history with only the versions in which something changed. */
function changes({ history }: LookupResult): string[] {
  return history
    .filter((entry, i) => i === 0 || entry.name !== history[i - 1]!.name || entry.state !== history[i - 1]!.state)
    .map(({ version, name, state }) => `${version}: ${name}${state === 'live' ? '' : ` (${state})`}`);
}
