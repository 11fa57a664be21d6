import { resolve } from 'node:path';
import { domains, type Catalog, type Domain } from '../../core/catalog/catalog';
import { countDescriptions } from '../../core/catalog/descriptions/extras';
import { importBundles } from '../../core/catalog/importBundle';
import { countOwn } from '../../core/catalog/ownObjects';
import { newestVersions } from '../../core/catalog/releaseIndex';
import { TransferError } from '../../core/catalog/transfer';
import { officialIndex } from '../../core/catalog/update';
import { compareTexts } from '../../core/words';
import { loadCatalog } from '../../node/catalogFiles';
import type { CatalogStore, StoredCatalog } from '../../node/catalogStore';
import { readStixFiles } from '../../node/stixFiles';
import { oneOf, readArguments } from '../arguments';
import { Failure } from '../failure';
import type { Host } from '../host';
import { forEachPage } from '../pages';

export const usage = `attackmark catalog info [PATH…] | update | import FILE|FOLDER | use NAME
  The facts about ATT&CK that pages are checked against.
  info [PATH…]          what is loaded, from where and since when; which releases these pages are behind
    --format F          text (default) or json
  update                downloads MITRE's newest releases, the only time that anything is downloaded
    --index URL         the index of releases, where it is not MITRE's
  import FILE|FOLDER    adds STIX bundles: releases with descriptions, or your organisation's own objects
  use NAME              goes back: a number that "info" lists, an ATT&CK version, or "shipped"`;

/** `attackmark catalog`. Gives the exit status. */
export async function catalog(args: readonly string[], host: Host): Promise<number> {
  const { values, positionals } = readArguments(args, {
    format: { type: 'string', default: 'text' },
    index: { type: 'string' },
  });
  const [name, ...rest] = positionals;
  switch (name) {
    case 'info':
      return info(rest, oneOf('format', values.format, ['text', 'json']), host);
    case 'update':
      if (rest.length > 0) throw new Failure('update takes no file; to add files, use: attackmark catalog import FILE');
      return update(values.index ?? host.env['ATTACKMARK_INDEX'] ?? officialIndex, host);
    case 'import':
      return importFiles(rest, host);
    case 'use':
      return use(rest, host);
    default:
      throw new Failure('Say what to do: attackmark catalog info, update, import FILE or use NAME.');
  }
}

function info(paths: readonly string[], format: 'text' | 'json', host: Host): number {
  const pages = paths.length === 0 ? undefined : pagesBehind(paths, host);
  host.stdout.write(format === 'json' ? infoJson(host.catalogs, pages) : infoText(host.catalogs, pages));
  return 0;
}

function infoJson(catalogs: CatalogStore, pages: readonly PagesAt[] | undefined): string {
  const { folder, stored } = catalogs.inUse();
  const loaded = loadCatalog(folder);
  const { extras, own } = catalogs.content();
  const daysOf = (domain: Domain) =>
    Object.fromEntries(loaded.versions(domain).map(version => [version, loaded.releasedOn(domain, version) ?? null]));
  const facts = {
    folder,
    shipped: stored === undefined,
    number: stored?.number ?? null,
    made: stored?.made ?? null,
    from: stored?.from ?? [],
    versions: Object.fromEntries(domains.map(domain => [domain, loaded.versions(domain)])),
    released: Object.fromEntries(domains.map(domain => [domain, daysOf(domain)])),
    descriptions: countDescriptions(extras),
    own: own.map(part => ({ file: part.file, objects: countOwn([part]) })),
    kept: catalogs.list().map(({ number, made, from }) => ({ number, made, from })),
    ...(pages && { pages }),
  };
  return `${JSON.stringify(facts, null, 2)}\n`;
}

function infoText(catalogs: CatalogStore, pagesAt: readonly PagesAt[] = []): string {
  const { folder, stored } = catalogs.inUse();
  const loaded = loadCatalog(folder);
  const { extras, own } = catalogs.content();
  const newestOf = (domain: Domain) => loaded.versions(domain).at(-1) ?? '';
  const lines = [
    ['ATT&CK', domains.map(domain => `${domain} ${loaded.versions(domain)[0]} to ${newestOf(domain)}`).join(', ')],
    ['newest', domains.map(domain => dated(domain, newestOf(domain), loaded)).join(', ')],
    ['from', stored === undefined ? 'came with this Attackmark' : `${stored.from.join(', ')} (${age(stored)})`],
    ['in', folder],
    [
      'descriptions',
      countDescriptions(extras) === 0
        ? 'none; they come with "catalog update" and "catalog import"'
        : String(countDescriptions(extras)),
    ],
    ...own.map(part => ['your own', `${countOwn([part])} from ${part.file}`]),
    ...catalogs
      .list()
      .filter(({ number }) => number !== stored?.number)
      .map(other => ['also kept', `${other.number}: ${other.from.join(', ')} (${age(other)})`]),
    ...pagesAt.map(({ version, domain, newest, pages }) => [
      'pages',
      `${pages} for ${dated(domain, version, loaded)}, ${version === newest ? 'the newest' : `behind ${newest}`}`,
    ]),
  ];
  return lines.map(([key = '', value = '']) => `${key.padEnd(14)}${value}\n`).join('');
}

/** A release with its day, where that is known: `ics 18.1 of 2025-11-13`. */
function dated(domain: Domain, version: string, from: Catalog): string {
  const day = from.releasedOn(domain, version);
  return day === undefined ? `${domain} ${version}` : `${domain} ${version} of ${day}`;
}

interface PagesAt {
  readonly domain: Domain;
  readonly version: string;
  readonly newest: string;
  readonly pages: number;
}

/** How many group pages are checked against which release, and which is the newest. */
function pagesBehind(paths: readonly string[], host: Host): PagesAt[] {
  const loaded = loadCatalog(host.catalogFolder);
  const found = new Map<string, PagesAt>();
  forEachPage(paths, { catalog: loaded, own: {}, what: 'Reading' }, host, ({ analysis }) => {
    if (!analysis.isGroupPage) return;
    const { domain, version } = analysis.target.snapshot;
    const key = `${domain} ${version}`;
    const pages = (found.get(key)?.pages ?? 0) + 1;
    found.set(key, { domain, version, newest: loaded.versions(domain).at(-1)!, pages });
  });
  return [...found].sort(([a], [b]) => compareTexts(a, b)).map(([, value]) => value);
}

function age({ made }: StoredCatalog): string {
  const days = Math.floor((Date.now() - Date.parse(made)) / 86_400_000);
  if (Number.isNaN(days)) return 'of unknown age';
  return `${made.slice(0, 10)}, ${days < 1 ? 'today' : days === 1 ? 'yesterday' : `${days} days ago`}`;
}

async function update(index: string, { catalogs, stdout, stderr }: Host): Promise<number> {
  const cancel = new AbortController();
  const stop = () => cancel.abort();
  process.once('SIGINT', stop);
  let shown = '';
  try {
    // Node's network modules are loaded for this command only: they would hold up every other one.
    const { updateCatalog } = await import('../../node/catalogUpdate');
    const { kind, message } = await updateCatalog(catalogs, {
      index,
      signal: cancel.signal,
      onProgress: (what, share) => {
        const line = `${what}… ${Math.round(share * 100)} %`;
        if (stderr.isTerminal && line !== shown) stderr.write(`\r\u001b[K${(shown = line)}`);
      },
    });
    if (stderr.isTerminal) stderr.write('\r\u001b[K');
    stdout.write(
      `${message} ${kind === 'current' ? 'Nothing was changed.' : 'To go back: attackmark catalog use shipped'}\n`,
    );
    return 0;
  } catch (error) {
    if (stderr.isTerminal) stderr.write('\r\u001b[K');
    if (error instanceof TransferError) throw new Failure(`${error.message} The catalog is as it was.`);
    throw error;
  } finally {
    process.off('SIGINT', stop);
  }
}

function importFiles(paths: readonly string[], { catalogs, cwd, stdout }: Host): number {
  if (paths.length === 0)
    throw new Failure(
      'Name a STIX file or a folder of them, as in: attackmark catalog import enterprise-attack-18.1.json',
    );
  const files = paths.flatMap(path => readStixFiles(resolve(cwd, path)));
  const content = catalogs.content();
  const { lines, ...parts } = importBundles(content, files);
  const saved = catalogs.save({ ...parts, from: files.map(({ name }) => name) }, new Date());
  stdout.write(
    `${lines.map(line => `${line}\n`).join('')}The catalog now has ${newestVersions(loadCatalog(saved.folder))}. To go back: attackmark catalog use shipped\n`,
  );
  return 0;
}

function use([name, ...more]: readonly string[], { catalogs, stdout }: Host): number {
  if (name === undefined || more.length > 0)
    throw new Failure('Name one catalog, as in: attackmark catalog use shipped');
  const chosen = name === 'shipped' ? undefined : find(name, catalogs);
  catalogs.use(chosen?.number);
  const { folder } = catalogs.inUse();
  stdout.write(
    `Pages are now checked against ${chosen === undefined ? 'the catalog that came with Attackmark' : `catalog ${chosen.number}`}: ${newestVersions(loadCatalog(folder))}.\n`,
  );
  return 0;
}

/** A kept catalog by its number, or by the newest version that it has of some domain. */
function find(name: string, catalogs: CatalogStore): StoredCatalog {
  const kept = catalogs.list();
  const found =
    kept.find(({ number }) => String(number) === name) ??
    kept.find(({ folder }) => {
      const loaded = loadCatalog(folder);
      return domains.some(domain => loaded.versions(domain).at(-1) === name.replace(/^v/i, ''));
    });
  if (found !== undefined) return found;
  const names = ['shipped', ...kept.map(({ number }) => String(number))];
  throw new Failure(
    `No catalog "${name}" is kept. There are: ${names.join(', ')}. Pages pin a version of ATT&CK with attack-version in their front matter.`,
  );
}
