import { equalFacts, type PageFacts } from './facts';
import { Batch, hashOf, PersistentMap } from './persistentMap';

/** A change of one file: its new facts, or undefined for a file that is gone. */
export type FileChange = readonly [uri: string, facts: PageFacts | undefined];

type Places = PersistentMap<PersistentMap<true>>;

/**
 * All files of a workspace by their facts, and what points where. An immutable value: a change gives a new one
 * that shares nearly everything with the old, at a cost that does not grow with the number of files.
 */
export class WorkspaceIndex {
  readonly #files: PersistentMap<PageFacts>;
  /** ID → files that hold it. */
  readonly #holders: Places;
  /** ID → files that are its page. */
  readonly #owners: Places;
  /** Name in small letters → files that go by it. */
  readonly #named: Places;
  /** Last part of a link's target → files that have such a link. */
  readonly #linkers: Places;

  private constructor(
    files: PersistentMap<PageFacts>,
    holders: Places,
    owners: Places,
    named: Places,
    linkers: Places,
  ) {
    this.#files = files;
    this.#holders = holders;
    this.#owners = owners;
    this.#named = named;
    this.#linkers = linkers;
  }

  /** The index of no files. */
  static empty(): WorkspaceIndex {
    const places = PersistentMap.empty<PersistentMap<true>>();
    return new WorkspaceIndex(PersistentMap.empty(), places, places, places, places);
  }

  /** How many files there are. */
  get size(): number {
    return this.#files.size;
  }

  facts(uri: string): PageFacts | undefined {
    return this.#files.get(uri);
  }

  /** Every file with its facts, in no order that means anything. */
  entries(): Iterable<readonly [string, PageFacts]> {
    return this.#files.entries();
  }

  /** The files that hold an ID, sorted. */
  holders(id: string): string[] {
    return urisOf(this.#holders.get(id));
  }

  /** How many files hold an ID: cheaper than to list them. */
  countHolders(id: string): number {
    return this.#holders.get(id)?.size ?? 0;
  }

  /** The files that are an ID's page by their own word, sorted. */
  owners(id: string): string[] {
    return urisOf(this.#owners.get(id));
  }

  /** The files that go by a name (title, file name, alias), whatever its case; sorted. */
  named(name: string): string[] {
    return urisOf(this.#named.get(name.toLowerCase()));
  }

  /** The files that link to some file whose name without `.md` is this, whatever its case; sorted. */
  linkers(stem: string): string[] {
    return urisOf(this.#linkers.get(stem.toLowerCase()));
  }

  /** Every ID that any file holds. */
  ids(): Iterable<string> {
    return this.#holders.keys();
  }

  /** The index after some changes; this very value where they change nothing. */
  with(changes: Iterable<FileChange>): WorkspaceIndex {
    const batch = new Batch();
    let files = this.#files;
    let holders = this.#holders;
    let owners = this.#owners;
    let named = this.#named;
    let linkers = this.#linkers;
    for (const [uri, facts] of changes) {
      const old = files.get(uri);
      if (old === facts || (old !== undefined && facts !== undefined && equalFacts(old, facts))) continue;
      files = facts === undefined ? files.delete(uri, batch) : files.set(uri, facts, batch);
      holders = moved(holders, uri, old?.ids, facts?.ids, batch);
      owners = moved(owners, uri, old?.owns, facts?.owns, batch);
      named = moved(named, uri, old?.names, facts?.names, batch);
      linkers = moved(linkers, uri, old?.links, facts?.links, batch);
    }
    return files === this.#files ? this : new WorkspaceIndex(files, holders, owners, named, linkers);
  }
}

/** Takes a file out of the keys it no longer has and puts it under the new ones. Both lists are sorted. */
function moved(
  places: Places,
  uri: string,
  before: readonly string[] = [],
  after: readonly string[] = [],
  batch: Batch,
): Places {
  const fileHash = hashOf(uri);
  let result = places;
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    const old = before[i];
    const now = after[j];
    if (old === now) {
      i++;
      j++;
    } else if (now === undefined || (old !== undefined && old < now)) {
      const rest = result.get(old!)!.delete(uri, batch, fileHash);
      result = rest.size === 0 ? result.delete(old!, batch) : result.set(old!, rest, batch);
      i++;
    } else {
      const hash = hashOf(now);
      const others = result.get(now, hash) ?? PersistentMap.empty<true>();
      result = result.set(now, others.set(uri, true, batch, fileHash), batch, hash);
      j++;
    }
  }
  return result;
}

function urisOf(places: PersistentMap<true> | undefined): string[] {
  return places === undefined ? [] : [...places.keys()].sort();
}
