import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { CatalogError } from '../core/catalog/errors';
import type { ImportFile } from '../core/catalog/importBundle';

/** Bytes, packed and unpacked: several times the largest bundle of ATT&CK. */
const largest = 300_000_000;

/** The SHA-256 of bytes, in hexadecimal. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * Reads a STIX file, packed or not, or all of a folder, in the order of their names.
 * @throws CatalogError for what cannot be read, and for a folder without STIX files
 */
export function readStixFiles(path: string): readonly ImportFile[] {
  if (!isFolder(path)) return [readStixFile(path)];
  const names = readdirSync(path)
    .filter(name => /\.json(?:\.gz)?$/i.test(name))
    .sort();
  if (names.length === 0) throw new CatalogError(`There is no STIX file (.json or .json.gz) in ${path}.`);
  return names.map(name => readStixFile(join(path, name)));
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    throw new CatalogError(`There is no file or folder "${path}".`);
  }
}

function readStixFile(path: string): ImportFile {
  try {
    if (statSync(path).size > largest) throw new Error('it is larger than 300 MB');
    const bytes = readFileSync(path);
    const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
    const json = isPacked ? gunzipSync(bytes, { maxOutputLength: largest }) : bytes;
    const stix: unknown = JSON.parse(json.toString('utf8').replace(/^\uFEFF/, ''));
    return { name: basename(path).replace(/\.gz$/i, ''), stix, sha256: sha256(json) };
  } catch (error) {
    const why = error instanceof SyntaxError ? 'it is no JSON' : error instanceof Error ? error.message : String(error);
    throw new CatalogError(`"${path}" cannot be imported: ${why}.`);
  }
}
