import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { CatalogError } from '../core/catalog/errors';
import type { ImportFile } from '../core/catalog/importBundle';
import { messageOf } from './thrown';

/** Bytes, packed and unpacked: several times the largest bundle of ATT&CK. */
const largest = 300_000_000;

/** The SHA-256 of bytes, in hexadecimal. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Whether a file is a STIX file by its name, packed or not. */
export function isStixName(name: string): boolean {
  return /\.json(?:\.gz)?$/i.test(name);
}

/**
 * What a STIX file holds, packed or not, as bytes of JSON.
 * @throws what Node throws where it is damaged, or larger than any bundle of ATT&CK
 */
export function unpack(bytes: Buffer): Buffer {
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return isPacked ? gunzipSync(bytes, { maxOutputLength: largest }) : bytes;
}

/**
 * What bytes of JSON say; a BOM before them is no fault.
 * @throws SyntaxError where they are no JSON
 */
export function parseJson(bytes: Buffer): unknown {
  return JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/, ''));
}

/**
 * Reads a STIX file, packed or not, or all of a folder, in the order of their names.
 * @throws CatalogError for what cannot be read, and for a folder without STIX files
 */
export function readStixFiles(path: string): readonly ImportFile[] {
  if (!isFolder(path)) return [readStixFile(path)];
  const names = readdirSync(path).filter(isStixName).sort();
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
    const json = unpack(readFileSync(path));
    return { name: basename(path).replace(/\.gz$/i, ''), stix: parseJson(json), sha256: sha256(json) };
  } catch (error) {
    const why = error instanceof SyntaxError ? 'it is no JSON' : messageOf(error);
    throw new CatalogError(`"${path}" cannot be imported: ${why}.`);
  }
}
