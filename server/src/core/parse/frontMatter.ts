import { Char } from '../char';
import type { ObjectType } from '../catalog/catalog';
import type { FrontMatter, ListedValue, Scalar } from '../page';
import { isBlank, lineEndAt, nextLineStart, skipBlanks, startOfText, trimEnd } from './characters';

const tagKeys = new Set(['tags', 'tag']);
const aliasKeys = new Set(['aliases', 'alias']);
/** The keys under which notes list ATT&CK's objects, and which kind of them: undefined for any. */
const idKeys: ReadonlyMap<string, ObjectType | undefined> = new Map([
  ...(['technique', 'mitigation', 'group', 'tactic', 'campaign'] as const).flatMap((type): [string, ObjectType][] => [
    [type, type],
    [`${type}s`, type],
  ]),
  ['subtechniques', 'technique'],
  ['sub-techniques', 'technique'],
  ['ttps', 'technique'],
  ['software', 'software'],
  ...['attack', 'mitre', 'mitre-attack', 'attack-ids', 'att&ck'].map((key): [string, undefined] => [key, undefined]),
]);

/** The kind of objects that a key of front matter lists: undefined for any kind, null for a key that lists none. */
export function listedUnder(key: string): ObjectType | undefined | null {
  const name = key.toLowerCase().replaceAll('_', '-');
  return idKeys.has(name) ? idKeys.get(name) : null;
}

/**
 * Reads the YAML block at the start of a page (after a BOM): from a line `---` to the next line `---`
 * or `...`. Only the keys that the product knows are read, in the shapes in which people write them: a
 * scalar, a list in brackets, a list of lines. Undefined where there is no such block.
 */
export function readFrontMatter(text: string): FrontMatter | undefined {
  const start = startOfText(text);
  const firstEnd = lineEndAt(text, start);
  if (!isFence(text, start, firstEnd, '---')) return undefined;

  const tags: string[] = [];
  const aliases: Scalar[] = [];
  const listed: ListedValue[] = [];
  const scalars = new Map<string, Scalar>();
  let key = '';
  let inBrackets = false;
  let lineStart = nextLineStart(text, firstEnd);
  while (lineStart < text.length) {
    const lineEnd = lineEndAt(text, lineStart);
    if (isFence(text, lineStart, lineEnd, '---') || isFence(text, lineStart, lineEnd, '...')) {
      return {
        span: { start, end: lineEnd },
        tags,
        aliases,
        listed,
        attackVersion: scalars.get('attack-version'),
        attackDomain: scalars.get('attack-domain'),
      };
    }
    const first = text.charCodeAt(lineStart);
    const entry = isBlank(first) || first === Char.Dash ? undefined : keyAt(text, lineStart, lineEnd);
    if (entry !== undefined) {
      key = entry.key;
      const value = scalarAt(text, entry.valueStart, lineEnd);
      if (value !== undefined) {
        if (tagKeys.has(key)) addAll(tags, listOf(value.value));
        else if (!addTo(key, value, aliases, listed)) scalars.set(key, value);
      } else scalars.set(key, { value: '', span: { start: entry.valueStart, end: entry.valueStart } });
      inBrackets = value?.value.startsWith('[') === true && !value.value.includes(']');
    } else if (tagKeys.has(key)) {
      const line = text.slice(lineStart, lineEnd);
      const value = itemAt(text, lineStart, lineEnd);
      if (value !== undefined) addAll(tags, listOf(value.value));
      else if (inBrackets) addAll(tags, listOf(line.replace(/(?:^|\s)#.*$/, '').trim()));
      if (line.includes(']')) inBrackets = false;
    } else {
      const value = itemAt(text, lineStart, lineEnd) ?? (inBrackets ? scalarAt(text, lineStart, lineEnd) : undefined);
      if (value !== undefined) addTo(key, value, aliases, listed);
      if (text.slice(lineStart, lineEnd).includes(']')) inBrackets = false;
    }
    lineStart = nextLineStart(text, lineEnd);
  }
  return undefined;
}

/** Where the Markdown of a text starts: behind its front matter, and behind a byte order mark. */
export function startOfBody(text: string, frontMatter: FrontMatter | undefined): number {
  return frontMatter === undefined ? startOfText(text) : nextLineStart(text, frontMatter.span.end);
}

/** Adds values one by one: as arguments of `push` some hundred thousand are too many. */
function addAll<T>(list: T[], values: readonly T[]): void {
  for (const value of values) list.push(value);
}

/** Adds the values of a key that holds other names or ATT&CK's objects; false for any other key. */
function addTo(key: string, value: Scalar, aliases: Scalar[], listed: ListedValue[]): boolean {
  const type = listedUnder(key);
  if (aliasKeys.has(key)) addAll(aliases, scalarsOf(value));
  else if (type !== null)
    addAll(
      listed,
      scalarsOf(value).map(scalar => ({ ...scalar, type })),
    );
  else return false;
  return true;
}

/** The value of a list's item that is a line of its own. */
function itemAt(text: string, start: number, end: number): Scalar | undefined {
  const item = /^\s*-\s+/.exec(text.slice(start, end));
  return item === null ? undefined : scalarAt(text, start + item[0].length, end);
}

function isFence(text: string, start: number, end: number, mark: string): boolean {
  return text.startsWith(mark, start) && start + 3 <= end && skipBlanks(text, start + 3, end) === end;
}

function keyAt(text: string, start: number, end: number): { key: string; valueStart: number } | undefined {
  for (let at = start; at < end; at++) {
    if (text.charCodeAt(at) !== Char.Colon) continue;
    if (at + 1 < end && !isBlank(text.charCodeAt(at + 1))) continue;
    return {
      key: text
        .slice(start, at)
        .trim()
        .replace(/^(["'])(.*)\1$/, '$2')
        .toLowerCase(),
      valueStart: at + 1,
    };
  }
  return undefined;
}

/** The scalar between two offsets: blanks, a trailing comment and quotes left out. */
function scalarAt(text: string, from: number, to: number): Scalar | undefined {
  const start = skipBlanks(text, from, to);
  let end = to;
  const quote = text.charCodeAt(start);
  if (quote === Char.Quote || quote === Char.Apostrophe) {
    const close = text.indexOf(text[start]!, start + 1);
    if (close > start && close < end)
      return { value: text.slice(start + 1, close), span: { start: start + 1, end: close } };
  }
  for (let at = start; at < end; at++) {
    if (text.charCodeAt(at) === Char.Hash && (at === start || isBlank(text.charCodeAt(at - 1)))) end = at;
  }
  end = trimEnd(text, start, end);
  return start === end ? undefined : { value: text.slice(start, end), span: { start, end } };
}

/** `groups`, `[groups, apt]`, `groups, apt`: the tags in a value, `#` and quotes left out. */
function listOf(value: string): string[] {
  return value
    .replace(/^\[|\]\s*(?:#.*)?$/g, '')
    .split(',')
    .map(tag =>
      tag
        .trim()
        .replace(/^(["'])(.*)\1$/, '$2')
        .replace(/^#/, ''),
    )
    .filter(tag => tag !== '');
}

/** `[A, "B"]` or `A`: the values in a scalar and where each stands. A plain alias may hold a comma: only brackets split. */
function scalarsOf({ value, span }: Scalar): Scalar[] {
  if (!/^\[|\]$|,$/.test(value)) return [{ value, span }];
  return [...value.matchAll(/[^[\],]+/g)]
    .flatMap(match => {
      return scalarAt(value, match.index, match.index + match[0].length) ?? [];
    })
    .map(({ value: part, span: place }) => ({
      value: part,
      span: { start: span.start + place.start, end: span.start + place.end },
    }));
}
