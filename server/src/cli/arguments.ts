import { parseArgs, type ParseArgsConfig } from 'node:util';
import { domains, type Catalog, type Domain } from '../core/catalog/catalog';
import { isVersion } from '../core/catalog/versions';
import { parseDomain, type Settings } from '../core/settings';
import { messageOf } from '../node/thrown';
import { Failure } from './failure';

type Options = NonNullable<ParseArgsConfig['options']>;

/** Parses a command's flags and arguments; an unknown flag or a missing value ends the command with one line. */
export function readArguments<T extends Options>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    // Node's message goes on with advice that is none of ours.
    const first = messageOf(error).split(/\.\s/)[0]!.replace(/\.$/, '');
    throw new Failure(`${first}. Run "attackmark --help" for the flags there are.`);
  }
}

/** The value of a flag that takes one of a few words. */
export function oneOf<T extends string>(flag: string, value: string, words: readonly T[]): T {
  const word = words.find(candidate => candidate === value);
  if (word === undefined) throw new Failure(`--${flag} takes ${words.join(', ')}, not "${value}".`);
  return word;
}

/** The value of `--attack-version`, or of another flag that takes a version; it must be a version, and not newer than all that the catalog has. */
export function readVersion(value: string | undefined, catalog: Catalog, flag = 'attack-version'): string | undefined {
  if (value === undefined || value === 'latest') return value;
  const version = value.replace(/^v/i, '');
  if (!isVersion(version)) throw new Failure(`--${flag} takes "latest" or a version such as 18.1, not "${value}".`);
  const known = domains.some(domain => catalog.versions(domain).includes(version));
  if (!known) {
    const all = catalog.versions('enterprise');
    throw new Failure(`ATT&CK ${version} is not in the catalog. It has ${all[0]} to ${all.at(-1)}: ${all.join(', ')}.`);
  }
  return version;
}

/** The value of `--domain`. */
export function readDomain(value: string | undefined): Domain | 'auto' | undefined {
  if (value === undefined || value === 'auto') return value;
  const domain = parseDomain(value);
  if (domain === undefined) throw new Failure(`--domain takes auto, ${domains.join(', ')}, not "${value}".`);
  return domain;
}

/** The domains that are looked through for a group: the one that `--domain` names, else all. */
export function domainsMeant(domain: Domain | 'auto' | undefined): readonly Domain[] {
  return domain === undefined || domain === 'auto' ? domains : [domain];
}

/** What `--attack-version` and `--domain` say, for commands that read pages: as they are, and as settings. */
export function readTargetFlags(
  flags: { readonly 'attack-version'?: string | undefined; readonly domain?: string | undefined },
  catalog: Catalog,
): { readonly version: string | undefined; readonly domain: Domain | 'auto' | undefined; readonly own: Settings } {
  const version = readVersion(flags['attack-version'], catalog);
  const domain = readDomain(flags.domain);
  return { version, domain, own: { ...(version && { attackVersion: version }), ...(domain && { domain }) } };
}
