/** Values of YAML: what bare words, tags and keys mean, as Mermaid's YAML reader has it. */

/** A value that a YAML text holds; undefined for an empty text. */
export type YamlValue =
  undefined | null | string | number | boolean | readonly YamlValue[] | ReadonlyMap<string, YamlValue>;

/** Thrown where a text is no YAML; the message is one plain sentence. */
export class YamlFault extends Error {}

export type Kind = 'scalar' | 'sequence' | 'mapping';
export type MutableMapping = Map<string, YamlValue>;

export const TAG_NAME = /^(?:!|[^,[\]{}])(?:%[0-9a-f]{2}|[0-9a-z\-#;/?:@&=+$,_.!~*'()[\]])*$/i;
export const TAG_HANDLE = /^(?:!|!!|![0-9A-Za-z-]+!)$/;
export const TAG_PREFIX = 'tag:yaml.org,2002:';
const FLOAT =
  /^(?:[-+]?[0-9]+(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?|\.[0-9]+(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const INTEGER = /^[-+]?(?:0b[01]+|0x[0-9a-fA-F]+|0o[0-7]+|[0-9]+)$/;

/** Adds an entry to a mapping; no key may stand there twice. */
export function setPair(mapping: MutableMapping, key: YamlValue, value: YamlValue): void {
  const name = keyText(key);
  if (mapping.has(name)) throw new YamlFault(`the key \`${name}\` stands there twice.`);
  mapping.set(name, value);
}

/** A key as the name of an object's property, which is what it becomes in Mermaid. */
function keyText(key: YamlValue): string {
  if (key instanceof Map) return '[object Object]';
  if (!Array.isArray(key)) return String(key);
  return key
    .map((item: YamlValue) => {
      if (Array.isArray(item)) throw new YamlFault('a list in a key must not hold lists.');
      return item === null || item === undefined
        ? ''
        : item instanceof Map
          ? '[object Object]'
          : String(item as string);
    })
    .join(',');
}

/** What bare words mean: nothing, a truth value, a number or themselves. */
export function plainValue(words: string): YamlValue {
  return isNull(words) ? null : (boolOf(words) ?? integerOf(words) ?? floatOf(words) ?? words);
}

function isNull(words: string): boolean {
  return words === '~' || words === 'null' || words === 'Null' || words === 'NULL';
}

function boolOf(words: string): boolean | undefined {
  if (words === 'true' || words === 'True' || words === 'TRUE') return true;
  return words === 'false' || words === 'False' || words === 'FALSE' ? false : undefined;
}

function integerOf(words: string): number | undefined {
  if (!INTEGER.test(words)) return undefined;
  const isNegative = words.startsWith('-');
  const digits = words.replace(/^[-+]/, '');
  const base = digits.startsWith('0b') ? 2 : digits.startsWith('0x') ? 16 : digits.startsWith('0o') ? 8 : 10;
  const number = parseInt(base === 10 ? digits : digits.slice(2), base);
  if (!Number.isFinite(number)) return undefined;
  return isNegative ? -number : number;
}

function floatOf(words: string): number | undefined {
  if (!FLOAT.test(words)) return undefined;
  const lower = words.toLowerCase();
  const sign = lower.startsWith('-') ? -1 : 1;
  const digits = lower.replace(/^[-+]/, '');
  if (digits === '.inf') return sign * Infinity;
  if (digits === '.nan') return NaN;
  const number = parseFloat(digits);
  return Number.isFinite(number) ? sign * number : undefined;
}

/** A value with one of YAML's own tags. */
export function taggedValue(tag: string, kind: Kind | undefined, value: YamlValue): YamlValue {
  const type = tag.startsWith(TAG_PREFIX) ? tag.slice(TAG_PREFIX.length) : '';
  const expected: Kind | undefined =
    type === 'seq'
      ? 'sequence'
      : type === 'map'
        ? 'mapping'
        : ['str', 'null', 'bool', 'int', 'float'].includes(type)
          ? 'scalar'
          : undefined;
  if (expected === undefined || (kind !== expected && (kind !== undefined || value !== null)))
    throw new YamlFault(`it knows no such tag as \`${tag}\`.`);
  const isEmpty = value === null || value === undefined;
  switch (type) {
    case 'str':
      return isEmpty ? '' : value;
    case 'seq':
      return isEmpty ? [] : value;
    case 'map':
      return isEmpty ? new Map() : value;
  }
  if (type === 'null' && (isEmpty || (typeof value === 'string' && isNull(value)))) return null;
  const words = typeof value === 'string' ? value : '';
  const read =
    type === 'bool' ? boolOf(words) : type === 'int' ? integerOf(words) : type === 'float' ? floatOf(words) : undefined;
  if (read === undefined) throw new YamlFault(`a value does not fit its tag \`!!${type}\`.`);
  return read;
}

/** A tag without its `%xx` escapes. */
export function decodeTag(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    throw new YamlFault(`it knows no tag \`${name}\`.`);
  }
}
