import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Settings } from '../core/settings';
import type { PageFinding } from './formats/report';
import { replaceFile } from '../node/replaceFile';

/** The name of the cache where `--cache-location` names no other, in the folder where the command runs. */
export const defaultCacheName = '.attackmarkcache';

interface Entry {
  /** Of everything that the findings depend on. */
  readonly key: string;
  readonly findings: readonly PageFinding[];
}

/**
 * What was found in each file the last time, by its path. A file's findings are taken from here only when
 * its text, its name, its settings, the catalog and the product are all the same; anything wrong with the
 * cache file makes it an empty one.
 */
export class CheckCache {
  readonly #path: string;
  readonly #build: string;
  readonly #before: Readonly<Record<string, Entry>>;
  readonly #now: Record<string, Entry> = {};

  /** @param build names the product, its catalog and the form of what is kept: another build's cache is not read */
  constructor(path: string, build: string) {
    this.#path = path;
    this.#build = build;
    this.#before = readEntries(path, build);
  }

  /** The findings of a file, from the cache or from `check`. */
  findings(
    path: string,
    parts: readonly (string | Settings | boolean | undefined)[],
    check: () => PageFinding[],
  ): readonly PageFinding[] {
    const key = digest(parts);
    const known = this.#before[path];
    const entry = known?.key === key ? known : { key, findings: check() };
    this.#now[path] = entry;
    return entry.findings;
  }

  /** Writes the cache: whole or not at all. A cache that cannot be written is not worth failing for. */
  save(): boolean {
    try {
      // Files of other runs (of one folder, say) are kept.
      replaceFile(this.#path, JSON.stringify({ build: this.#build, files: { ...this.#before, ...this.#now } }));
      return true;
    } catch {
      return false;
    }
  }
}

function readEntries(path: string, build: string): Record<string, Entry> {
  try {
    const value = JSON.parse(readFileSync(path, 'utf8')) as { build?: unknown; files?: unknown } | null;
    if (value?.build !== build || typeof value.files !== 'object' || value.files === null) return {};
    const entries = Object.entries(value.files as Record<string, Partial<Entry> | null>);
    return Object.fromEntries(
      entries.filter(
        (entry): entry is [string, Entry] => typeof entry[1]?.key === 'string' && Array.isArray(entry[1].findings),
      ),
    );
  } catch {
    return {};
  }
}

function digest(parts: readonly unknown[]): string {
  // Settings hold a map, which JSON does not write.
  const text = JSON.stringify(parts, (_, value: unknown) => (value instanceof Map ? [...value] : value));
  return createHash('sha256').update(text).digest('hex');
}
