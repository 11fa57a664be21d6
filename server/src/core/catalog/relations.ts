import { compareTexts } from '../words';
import { asRow, asStrings, damaged, type Row, type RowsById, type Sections } from './sections';
import type { VersionLine } from './versionLine';

/**
 * The relations of one kind in one domain, in all versions. The newest version is read from the newest
 * file alone; any other question opens the history.
 */
export class VersionedRelations {
  readonly #line: VersionLine;
  readonly #now: RowsById<Row>;
  readonly #openPast: () => RowsById<Row>;
  #openedPast: RowsById<Row> | undefined;

  constructor(line: VersionLine, section: string, newest: Sections, history: () => Sections) {
    this.#line = line;
    this.#now = newest.rowsById(section, row => row);
    this.#openPast = () => history().rowsById(section, row => row);
  }

  /** The IDs that relations start at, sorted. Of a version but the newest, some may have no ends in it. */
  starts(version: string): readonly string[] {
    return (version === this.#line.newest ? this.#now : this.#past).ids();
  }

  /** The ends of the relations that start at an object in one version, sorted and frozen. */
  ends(version: string, from: string): readonly string[] {
    const ends = version === this.#line.newest ? this.#endsNow(from) : this.#endsThen(version, from);
    return Object.freeze(ends);
  }

  #endsNow(from: string): string[] {
    const row = this.#now.get(from);
    return row ? split(row[1], from) : [];
  }

  #endsThen(version: string, from: string): string[] {
    const row = this.#past.get(from);
    if (!row) return [];
    return asRow(row[1], from)
      .flatMap(entry => {
        const [runs = '', ends] = asStrings(entry, from);
        return this.#line.isIn(version, runs) ? split(ends, from) : [];
      })
      .sort(compareTexts);
  }

  get #past(): RowsById<Row> {
    return (this.#openedPast ??= this.#openPast());
  }
}

function split(ends: unknown, where: string): string[] {
  if (typeof ends !== 'string') throw damaged(where);
  return ends.split(' ');
}
