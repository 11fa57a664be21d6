import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Snapshot } from '../../core/catalog/catalog';
import { groupsCalled, newPage } from '../../core/features/newPage';
import { stixPage } from '../../core/features/stixPage';
import { loadCatalog } from '../../node/catalogFiles';
import { parseJson, unpack } from '../../node/stixFiles';
import { messageOf } from '../../node/thrown';
import { domainsMeant, readArguments, readDomain, readVersion } from '../arguments';
import { Failure } from '../failure';
import { readBytes, writeText } from '../files';
import type { Host } from '../host';
import { nearGroups } from '../nearGroups';
import { nameOf } from '../pages';

export const usage = `attackmark new GROUP [flags]
  Writes a group's page: GROUP is its ID, its name or one of its aliases.
  --attack-version V    from this ATT&CK version
  --domain D            enterprise, mobile or ics; else the first that lists techniques for the group
  --stix FILE           from a STIX bundle (.json or .json.gz), with the group's description
  -o, --output FILE     write it to a new file in place of standard output`;

/** `attackmark new`. Gives the exit status. */
export async function newGroup(args: readonly string[], host: Host): Promise<number> {
  const { values, positionals } = readArguments(args, {
    'attack-version': { type: 'string' },
    domain: { type: 'string' },
    stix: { type: 'string' },
    output: { type: 'string', short: 'o' },
  });
  const group = positionals.join(' ').trim();
  if (group === '') throw new Failure('Name a group, as in: attackmark new G0098');
  const text = values.stix === undefined ? fromCatalog(group, values, host) : fromStix(group, values.stix, host);
  if (values.output === undefined) {
    host.stdout.write(text);
    return 0;
  }
  const path = resolve(host.cwd, values.output);
  if (existsSync(path))
    throw new Failure(`"${values.output}" is there already. Choose another name, or remove it first.`);
  writeText(path, values.output, text);
  return 0;
}

function fromCatalog(
  group: string,
  flags: { 'attack-version'?: string | undefined; domain?: string | undefined },
  host: Host,
): string {
  const catalog = loadCatalog(host.catalogFolder);
  const version = readVersion(flags['attack-version'], catalog) ?? 'latest';
  const domain = readDomain(flags.domain);
  const snapshots = domainsMeant(domain).map(name => catalog.at(name, version));
  const found: { readonly snapshot: Snapshot; readonly id: string }[] = [];
  for (const snapshot of snapshots) {
    for (const id of groupsCalled(group, snapshot)) found.push({ snapshot, id });
  }
  const ids = [...new Set(found.map(({ id }) => id))];
  if (ids.length > 1) throw new Failure(`Several groups are called "${group}": ${ids.join(', ')}. Give the ID.`);
  const used = found.find(({ id, snapshot }) => snapshot.techniquesUsedBy(id).length > 0) ?? found[0];
  if (used !== undefined) return newPage(used.id, used.snapshot);
  const [first] = snapshots;
  const where =
    domain === undefined || domain === 'auto' ? versionOf(version, first!) : `${first!.version} for ${domain}`;
  const help = successorOf(group, snapshots) ?? nearGroups(group, version, catalog);
  throw new Failure(`ATT&CK ${where} has no live group "${group}".${help}`);
}

/** What became of a group that was revoked, as a sentence. */
function successorOf(group: string, snapshots: readonly Snapshot[]): string | undefined {
  for (const snapshot of snapshots) {
    const id = group.toUpperCase();
    const object = snapshot.get(id);
    const successor = object?.type === 'group' ? snapshot.successor(id) : undefined;
    if (successor === undefined) continue;
    const { object: now, since } = successor;
    return ` ${id} ${object!.name} was revoked in ${since}; it is now ${now.id} ${now.name}.`;
  }
  return undefined;
}

function versionOf(wanted: string, { version }: Snapshot): string {
  return wanted === 'latest' ? version : wanted;
}

function fromStix(group: string, file: string, host: Host): string {
  const path = resolve(host.cwd, file);
  const name = nameOf(path, host);
  const result = stixPage(readBundle(path, name), group);
  if (result === undefined) throw new Failure(`"${name}" is no STIX bundle: it has no list of objects.`);
  if ('page' in result) return result.page;
  const ids = result.groups.map(({ id }) => id).join(', ');
  throw new Failure(
    ids === ''
      ? `"${name}" has no live group "${group}".`
      : `Several groups are called "${group}": ${ids}. Give the ID.`,
  );
}

function readBundle(path: string, name: string): unknown {
  const bytes = readBytes(path, name);
  try {
    return parseJson(unpack(bytes));
  } catch (error) {
    throw new Failure(`"${name}" is no JSON: ${messageOf(error)}.`);
  }
}
