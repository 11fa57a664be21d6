import { isObject } from '../json';
import { compareTexts } from '../words';
import type { Details, ObjectRow, Past, PastFields, Timeline } from './format';
import { asRow, damaged, type Row, type RowsById, type Sections } from './sections';
import { startOfRuns, type VersionLine } from './versionLine';

/**
 * The objects of one type in one domain, in all versions. The newest version is read from the newest
 * file alone; any other question opens the history.
 */
export class VersionedObjects {
  readonly #line: VersionLine;
  readonly #now: RowsById<ObjectRow>;
  readonly #openPast: () => RowsById<Past>;
  #openedPast: RowsById<Past> | undefined;

  constructor(line: VersionLine, section: string, newest: Sections, history: () => Sections) {
    this.#line = line;
    this.#now = newest.rowsById(section, asObjectRow);
    this.#openPast = () => history().rowsById(section, asPast);
  }

  /** What an object was in one version; undefined where the version lacks it. */
  get(version: string, id: string): ObjectRow | undefined {
    const now = this.#now.get(id);
    if (version === this.#line.newest) return now;
    const past = this.#past.get(id);
    if (!this.#isIn(version, now, past)) return undefined;
    return past ? this.#unfold(version, id, now, past) : now && this.#renamed(version, now);
  }

  /** The IDs of the objects in one version, sorted. */
  ids(version: string): readonly string[] {
    if (version === this.#line.newest) return this.#now.ids();
    const ids = new Set([...this.#now.ids(), ...this.#past.ids()]);
    return [...ids].filter(id => this.#isIn(version, this.#now.get(id), this.#past.get(id))).sort(compareTexts);
  }

  /** True when any version has the object. */
  hasEver(id: string): boolean {
    return this.#now.has(id) || this.#past.has(id);
  }

  /** The first version that has the object. At hand for an object of the newest version. */
  introduced(id: string): string | undefined {
    const now = this.#now.get(id);
    if (now) return now[2];
    const runs = this.#past.get(id)?.in;
    return runs === undefined ? undefined : startOfRuns(runs);
  }

  /** All names that the object has had, oldest first. At hand for an object of the newest version. */
  names(id: string): readonly (readonly [since: string, name: string])[] {
    const now = this.#now.get(id);
    if (now) return now[3]?.names ?? [[now[2], now[1]]];
    return (this.#past.get(id)?.name ?? []).map(([since, name = '']) => [since, name] as const);
  }

  get #past(): RowsById<Past> {
    return (this.#openedPast ??= this.#openPast());
  }

  #isIn(version: string, now: ObjectRow | undefined, past: Past | undefined): boolean {
    if (past?.in !== undefined) return this.#line.isIn(version, past.in);
    return now !== undefined && this.#line.index(now[2]) <= this.#line.index(version);
  }

  #renamed(version: string, now: ObjectRow): ObjectRow {
    const [id, name, introduced, details] = now;
    const names = details?.names;
    return names ? [id, this.#at(version, names, name), introduced, details] : now;
  }

  #unfold(version: string, id: string, now: ObjectRow | undefined, past: Past): ObjectRow {
    const details = now?.[3];
    const state = this.#at(version, past.state, details?.state ?? null);
    const parent = this.#at<PastFields['parent'] | undefined>(version, past.parent, details?.parent);
    const then: Details = {
      ...(state && { state }),
      aliases: this.#at(version, past.aliases, details?.aliases ?? none),
      tactics: this.#at(version, past.tactics, details?.tactics ?? none),
      platforms: this.#at(version, past.platforms, details?.platforms ?? none),
      ...(parent !== undefined && { parent }),
      ...(details?.own === true && { own: details.own }),
    };
    const name = this.#at(version, details?.names ?? past.name, now?.[1] ?? '');
    return [id, name, now?.[2] ?? startOfRuns(past.in ?? ''), then];
  }

  /** The value of a field at a version; `newest` where it never changed or has been the newest's since. */
  #at<Value>(version: string, timeline: Timeline<Value> | undefined, newest: Value): Value {
    const entry = timeline && this.#line.entryAt(version, timeline);
    return entry === undefined || entry.length < 2 ? newest : (entry[1] as Value);
  }
}

const none: readonly never[] = Object.freeze([]);

/*
 * Rows are checked as far as it takes to find one's way in them. What is left is checked where a value
 * is used: `asStrings` for lists and states, `VersionLine.index` for versions.
 */

function asObjectRow(row: Row): ObjectRow {
  const [id, name, introduced, details] = row;
  const isRow = typeof id === 'string' && typeof name === 'string' && typeof introduced === 'string';
  if (!isRow || (details !== undefined && !isObject(details))) throw damaged(String(id));
  if (details?.['names'] !== undefined) checkTimeline(details['names'], id);
  return row as unknown as ObjectRow;
}

function asPast([id, past]: Row): Past {
  if (!isObject(past)) throw damaged(String(id));
  for (const key of Object.keys(past)) {
    if (key !== 'in') checkTimeline(past[key], String(id));
    else if (typeof past[key] !== 'string') throw damaged(String(id));
  }
  return past as Past;
}

function checkTimeline(timeline: unknown, where: string): void {
  for (const entry of asRow(timeline, where)) if (typeof asRow(entry, where)[0] !== 'string') throw damaged(where);
}
