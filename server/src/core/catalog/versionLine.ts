import { damaged } from './sections';

/** The first and last index of a run of versions, both included. */
type Run = readonly [first: number, last: number];

/** The versions of one domain in their order, and what the catalog's files say by way of them. */
export class VersionLine {
  /** The versions, oldest first. */
  readonly names: readonly string[];
  readonly #indexes: ReadonlyMap<string, number>;
  readonly #runs = new Map<string, readonly Run[]>();

  constructor(names: readonly string[]) {
    this.names = names;
    this.#indexes = new Map(names.map((name, index) => [name, index]));
  }

  /** The newest version; `''` where there is none. */
  get newest(): string {
    return this.names.at(-1) ?? '';
  }

  /** The place of a version. @throws CatalogError for one that the catalog does not list */
  index(version: string): number {
    const index = this.#indexes.get(version);
    if (index === undefined) throw damaged(`version ${version}`);
    return index;
  }

  /** True when the version lies in one of the runs that `writeRuns` wrote. */
  isIn(version: string, runs: string): boolean {
    const index = this.index(version);
    return this.#read(runs).some(([first, last]) => first <= index && index <= last);
  }

  /** The value that a timeline has at a version; undefined when it begins later. */
  entryAt<Entry extends readonly [since: string, ...unknown[]]>(
    version: string,
    timeline: readonly Entry[],
  ): Entry | undefined {
    const index = this.index(version);
    return timeline.findLast(([since]) => this.index(since) <= index);
  }

  /** The same few runs are read thousands of times, so they are kept. */
  #read(runs: string): readonly Run[] {
    let read = this.#runs.get(runs);
    if (!read) {
      read = runs.split(',').map(run => {
        const [first = '', last = ''] = run.split('-');
        return [this.index(first), last === '' ? this.names.length - 1 : this.index(last)];
      });
      this.#runs.set(runs, read);
    }
    return read;
  }
}

/**
 * Writes in which of the versions something was there: `1.0-4.0,7.2-`. A run has its first and last
 * version; no last one means up to the newest.
 */
export function writeRuns(versions: readonly string[], isThere: (index: number) => boolean): string {
  const runs: string[] = [];
  for (let first = 0; first < versions.length; first++) {
    if (!isThere(first)) continue;
    let last = first;
    while (last + 1 < versions.length && isThere(last + 1)) last++;
    runs.push(`${versions[first]}-${last + 1 < versions.length ? versions[last] : ''}`);
    first = last;
  }
  return runs.join(',');
}

/** The first version of the first run. */
export function startOfRuns(runs: string): string {
  return runs.slice(0, runs.indexOf('-'));
}
