/**
 * Makes the catalog's data files from STIX bundles:
 *
 *   npm run catalog -- --stix DIR [--index FILE] [--out DIR]
 *
 * Every `*.json` and `*.json.gz` in DIR is one bundle of one release; `--out` is `server/catalog` unless
 * given. `--index` is MITRE's index of releases, which knows their days; a bundle of STIX 2.1 says its own.
 * The same bundles give the same bytes. Exit status: 0 written, 2 the call or a bundle could not
 * be used (one line on standard error says why).
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildCatalog, type Bundle } from '../../server/src/core/catalog/build';
import { readReleaseIndex, type ListedRelease } from '../../server/src/core/catalog/releaseIndex';
import { compareReleases, releaseOfBundle, releaseOfFileName } from '../../server/src/core/catalog/stix';
import { officialIndex } from '../../server/src/core/catalog/update';
import { historyFile, newestFile } from '../../server/src/node/catalogFiles';
import { isStixName, parseJson, sha256, unpack } from '../../server/src/node/stixFiles';
import { messageOf } from '../../server/src/node/thrown';

const root = fileURLToPath(new URL('../..', import.meta.url));
const usage = 'usage: npm run catalog -- --stix DIR [--index FILE] [--out DIR]';

/** A call or an input that cannot be used; the message is for the caller. */
class InputError extends Error {}

try {
  const { values } = options();
  if (values.stix === undefined) throw new InputError(usage);
  main(values.stix, values.index, values.out ?? join(root, 'server/catalog'));
} catch (error) {
  if (!(error instanceof InputError)) throw error;
  process.stderr.write(`catalog: ${error.message}\n`);
  process.exitCode = 2;
}

function options() {
  try {
    return parseArgs({ options: { stix: { type: 'string' }, index: { type: 'string' }, out: { type: 'string' } } });
  } catch (error) {
    throw new InputError(`${messageOf(error)}; ${usage}`);
  }
}

function main(stix: string, index: string | undefined, out: string): void {
  const releases = index === undefined ? [] : readIndex(index);
  const bundles = bundleFiles(stix).map((file): Bundle => {
    const bundle = readBundle(stix, file);
    return { ...bundle, released: releases.find(release => compareReleases(release, bundle) === 0)?.released };
  });
  if (bundles.length === 0) throw new InputError(`no *.json or *.json.gz in ${stix}`);
  const supplement = join(root, 'scripts/catalog/supplement');
  const supplements = bundleFiles(supplement).map(file => readBundle(supplement, file));
  const { files, notes } = buildCatalog(bundles, supplements);
  for (const note of notes) process.stderr.write(`catalog: ${note}\n`);
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, newestFile), files.newest);
  writeFileSync(join(out, historyFile), files.history);
  process.stdout.write(`${bundles.length} bundles: ${size(files.newest)} newest, ${size(files.history)} history\n`);
}

function readIndex(path: string): readonly ListedRelease[] {
  const releases = readReleaseIndex(readJson(path).stix, officialIndex);
  if (releases === undefined) throw new InputError(`${path} is no index of ATT&CK releases`);
  return releases;
}

function bundleFiles(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter(isStixName).sort();
  } catch (error) {
    throw new InputError(`cannot list ${folder}: ${messageOf(error)}`);
  }
}

function readBundle(folder: string, name: string): Bundle {
  const path = join(folder, name);
  const { stix, sha256 } = readJson(path);
  const release = releaseOfFileName(name) ?? releaseOfBundle(stix);
  if (!release) {
    throw new InputError(
      `${path}: neither the name (enterprise-attack-18.1.json) nor an x-mitre-collection object says which release this is`,
    );
  }
  return { ...release, stix, file: name.replace(/\.gz$/i, ''), sha256 };
}

function readJson(path: string): { readonly stix: unknown; readonly sha256: string } {
  try {
    const json = unpack(readFileSync(path));
    return { stix: parseJson(json), sha256: sha256(json) };
  } catch (error) {
    throw new InputError(`cannot read ${path}: ${messageOf(error)}`);
  }
}

function size(text: string): string {
  return `${Math.round(Buffer.byteLength(text) / 1024)} KiB`;
}
