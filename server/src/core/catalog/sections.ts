import { isObject } from '../json';
import { UnusableCatalog } from './errors';

/**
 * The container of both catalog files: text that can be read one row at a time, and whose changes show
 * line by line in a diff. All ASCII, which every platform reads fastest.
 *
 * The first line is a JSON object, the header. Its `sections` lists the sections in the order in which
 * they follow, each with its length. A section is a JSON array with one row a line,
 * each row an array.
 */
export interface Sections {
  readonly header: Readonly<Record<string, unknown>>;
  /** The rows of a section, in order; none where the file has no such section. Read anew on every call. */
  rows(name: string): readonly Row[];
  /**
   * The same by each row's first value, an ID. Indexed anew on every call.
   * @param check makes sure that a row is what it must be, or throws
   */
  rowsById<Checked>(name: string, check: (row: Row) => Checked): RowsById<Checked>;
}

/** A row: its values are whatever the file says. */
export type Row = readonly unknown[];

/** The rows of a section by their IDs. A row is parsed and checked when it is first asked for, and kept. */
export interface RowsById<Checked> {
  has(id: string): boolean;
  /** @throws CatalogError when the row is damaged */
  get(id: string): Checked | undefined;
  /** All IDs in the order of the rows. Reads all rows at once, since who asks will want them. */
  ids(): readonly string[];
}

/** What a header must say for the text to be read. Raise `format` when a reader of today could not read the text. */
export interface BaseHeader {
  readonly attackmark: 'catalog-newest' | 'catalog-history';
  readonly format: 1;
}

/**
 * Writes a container. The same input gives the same text. Sections without rows are left out. The IDs
 * that `rowsById` is to find must pass `isPlainId`.
 */
export function writeSections(header: BaseHeader, sections: readonly (readonly [string, readonly Row[]])[]): string {
  const bodies = sections
    .filter(([, rows]) => rows.length > 0)
    .map(([name, rows]) => [name, `[\n${rows.map(asciiJson).join(',\n')}\n]\n`] as const);
  const lengths = bodies.map(([name, body]) => [name, body.length]);
  return asciiJson({ ...header, sections: lengths }) + '\n' + bodies.map(([, body]) => body).join('');
}

/** True for an ID that stands in the text as it is: printable ASCII without blanks, quotes and backslashes. */
export function isPlainId(id: string): boolean {
  return /^[!#-[\]-~]+$/.test(id);
}

function asciiJson(value: unknown): string {
  const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(value).replace(/[^ -~]/g, escaped);
}

/**
 * Opens a container, reading its header only.
 * @throws CatalogError when the text is not this container, of another format, or cut short
 */
export function openSections(text: string, kind: BaseHeader['attackmark']): Sections {
  const headerEnd = text.indexOf('\n');
  const header = parseObject(text.slice(0, Math.max(headerEnd, 0)));
  if (header?.['attackmark'] !== kind) throw new UnusableCatalog(`This is not a ${kind} file of Attackmark.`);
  if (header['format'] !== 1) {
    throw new UnusableCatalog(`The catalog has format ${String(header['format'])}; this Attackmark reads format 1.`);
  }
  const bodies = new Map<string, readonly [start: number, end: number]>();
  let end = headerEnd + 1;
  for (const entry of asRow(header['sections'], 'its header')) {
    const [name, length] = asRow(entry, 'its header');
    if (typeof name !== 'string' || typeof length !== 'number') throw damaged('its header');
    bodies.set(name, [end, (end += length)]);
  }
  if (end !== text.length) {
    throw new UnusableCatalog(`The catalog is damaged: it has ${text.length} characters and should have ${end}.`);
  }
  const body = (name: string) => text.slice(...(bodies.get(name) ?? [0, 0]));
  return {
    header,
    rows: name => (bodies.has(name) ? asRow(parse(body(name), name), name).map(row => asRow(row, name)) : []),
    rowsById: (name, check) => new IndexedRows(name, body(name), check),
  };
}

/**
 * Finds rows without parsing them: thousands are indexed in a fraction of the time that parsing takes,
 * and a page needs a few dozen.
 */
class IndexedRows<Checked> implements RowsById<Checked> {
  readonly #section: string;
  readonly #body: string;
  readonly #check: (row: Row) => Checked;
  readonly #lines = new Map<string, string>();
  readonly #read = new Map<string, Checked>();
  #isAllRead = false;

  constructor(section: string, body: string, check: (row: Row) => Checked) {
    this.#section = section;
    this.#body = body;
    this.#check = check;
    for (const line of body.split('\n')) {
      if (line.startsWith('["')) this.#lines.set(line.slice(2, line.indexOf('"', 2)), line);
    }
  }

  has(id: string): boolean {
    return this.#lines.has(id);
  }

  get(id: string): Checked | undefined {
    const read = this.#read.get(id);
    if (read !== undefined) return read;
    const line = this.#lines.get(id);
    if (line === undefined) return undefined;
    const where = `${id} of ${this.#section}`;
    const row = this.#check(asRow(parse(line.endsWith(',') ? line.slice(0, -1) : line, where), where));
    this.#read.set(id, row);
    return row;
  }

  ids(): readonly string[] {
    const ids = [...this.#lines.keys()];
    if (this.#isAllRead || ids.length === 0) return ids;
    // One parse of the whole takes half the time of a parse for each row.
    asRow(parse(this.#body, this.#section), this.#section).forEach((row, index) => {
      const id = ids[index];
      if (id !== undefined && !this.#read.has(id)) this.#read.set(id, this.#check(asRow(row, this.#section)));
    });
    this.#isAllRead = true;
    return ids;
  }
}

/** The error for a part of the catalog that is not what it must be; `where` names the part. */
export function damaged(where: string): UnusableCatalog {
  return new UnusableCatalog(`The catalog is damaged at ${where}.`);
}

/** The array that a value must be. @throws CatalogError when it is none */
export function asRow(value: unknown, where: string): Row {
  if (!Array.isArray(value)) throw damaged(where);
  return value as Row;
}

/** The list of texts that a value must be, frozen. @throws CatalogError when it is none */
export function asStrings(value: unknown, where: string): readonly string[] {
  const list = asRow(value, where);
  if (!list.every(item => typeof item === 'string')) throw damaged(where);
  return Object.freeze(list);
}

function parse(json: string, where: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    throw damaged(where);
  }
}

function parseObject(json: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
