import { readFileSync, statSync } from 'node:fs';

/**
 * A file's text; undefined where it is more than `largest` bytes, no file, or nobody's to read. Read at once and not in
 * the background: a page takes 20 µs so, several times that by way of promises, and whoever reads many lets others in
 * between.
 */
export function readTextFile(path: string, largest: number): string | undefined {
  try {
    const found = statSync(path);
    // A pipe would never end.
    return !found.isFile() || found.size > largest ? undefined : readFileSync(path, 'utf8');
  } catch {
    return undefined; // gone since it was listed, a folder, or nobody's to read
  }
}
