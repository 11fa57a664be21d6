import type { Span } from '../text';
import { Char, isWord, skipSpace, trimEnd } from './chars';
import { isShapeName } from './shapes';
import { entry, isMapping, readYaml, type YamlMapping, type YamlValue } from './yaml';

/** What `@{ … }` says, as far as nodes, edges and subgraphs take it up. */
export interface AttributeValues {
  /** False for a bare word or nothing: Mermaid ignores that. */
  readonly isMapping: boolean;
  readonly label: string | undefined;
  readonly shape: string | undefined;
  /** True with an icon or image, which makes a node whose label is its ID lose it… */
  readonly isPicture: boolean;
  /** …unless a label is given. */
  readonly hidesId: boolean;
}

/** Why Mermaid refuses `@{ … }`. */
export interface AttributeFault {
  readonly id: 'bad-attribute' | 'unknown-shape';
  readonly message: string;
}

const noValues: AttributeValues = {
  isMapping: false,
  label: undefined,
  shape: undefined,
  isPicture: false,
  hidesId: false,
};

/**
 * Reads the words between `@{` and `}`. `yamlFault` is set when they are no YAML, `nodeFault` when
 * they are YAML that a node (and only a node) must not have.
 */
export function readAttributes(body: string): {
  values: AttributeValues;
  yamlFault: AttributeFault | undefined;
  nodeFault: AttributeFault | undefined;
} {
  // One line is read as `{ … }`, several lines are read as they stand.
  const read = readYaml(body.includes('\n') ? `${body}\n` : `{\n${body}\n}`);
  if (!read.ok) {
    const message = `Mermaid cannot read the attributes: ${read.message} Write them as \`@{ name: "value", … }\`.`;
    return { values: noValues, yamlFault: { id: 'bad-attribute', message }, nodeFault: undefined };
  }
  const value = read.value;
  if (value === null) {
    const message = 'Mermaid cannot read `null` as attributes. Write them as `@{ name: "value", … }`.';
    return { values: noValues, yamlFault: undefined, nodeFault: { id: 'bad-attribute', message } };
  }
  if (value === undefined || typeof value !== 'object')
    return { values: noValues, yamlFault: undefined, nodeFault: undefined };
  if (!isMapping(value))
    return { values: { ...noValues, isMapping: true }, yamlFault: undefined, nodeFault: undefined };
  return { ...readMapping(value), yamlFault: undefined };
}

function readMapping(mapping: YamlMapping): {
  values: AttributeValues;
  nodeFault: AttributeFault | undefined;
} {
  const shape = entry(mapping, 'shape');
  const label = entry(mapping, 'label');
  const isPicture = isTruthy(entry(mapping, 'icon')) || isTruthy(entry(mapping, 'img'));
  const values: AttributeValues = {
    isMapping: true,
    label: isTruthy(label) ? yamlText(label) : undefined,
    shape: isTruthy(shape) && typeof shape === 'string' ? shape : undefined,
    isPicture,
    hidesId: typeof label !== 'string' || label.trim() === '',
  };
  return { values, nodeFault: shapeFault(shape) ?? (isPicture ? labelFault(label) : undefined) };
}

function shapeFault(shape: YamlValue): AttributeFault | undefined {
  if (!isTruthy(shape)) return undefined;
  if (typeof shape !== 'string') return { id: 'unknown-shape', message: 'A shape is a word, such as `shape: rect`.' };
  if (isShapeName(shape)) return undefined;
  const right = shape.toLowerCase().replaceAll('_', '-');
  const hint =
    right !== shape && isShapeName(right)
      ? ` Write \`${right}\`.`
      : ' See the list of shapes in Mermaid\u2019s documentation.';
  return { id: 'unknown-shape', message: `Mermaid knows no shape \`${shape}\`.${hint}` };
}

function labelFault(label: YamlValue): AttributeFault | undefined {
  if (label === undefined || label === null || typeof label === 'string') return undefined;
  return { id: 'bad-attribute', message: 'The label of a node with a picture must be text. Write it in quotes.' };
}

function isTruthy(value: YamlValue): boolean {
  return (
    value !== undefined && value !== null && value !== false && value !== 0 && value !== '' && !Number.isNaN(value)
  );
}

/** A value as Mermaid's oracle writes it: text as it is, lists and mappings as JSON. */
function yamlText(value: YamlValue): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(toJson(value)) : String(value);
}

/** How many values of a list are written out: aliases can make a short text endless. */
const mostValues = 1000;

function toJson(value: YamlValue, budget: { left: number } = { left: mostValues }): unknown {
  if (budget.left-- <= 0) return '\u2026';
  if (isMapping(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toJson(item, budget)]));
  }
  return Array.isArray(value) ? value.map((item: YamlValue) => toJson(item, budget)) : value;
}

/**
 * Where the value of an attribute stands in the `@{ … }` at `[start, end)`, without its quotes.
 * Undefined where the key cannot be found as it is usually written.
 */
export function findAttribute(text: string, start: number, end: number, key: string): Span | undefined {
  for (let at = start + 2; at < end; at++) {
    if (text.charCodeAt(at) === Char.Quote) {
      at = text.indexOf('"', at + 1);
      if (at < 0) return undefined;
      continue;
    }
    if (!text.startsWith(key, at) || isWord(text.charCodeAt(at - 1)) || isWord(text.charCodeAt(at + key.length)))
      continue;
    const colon = skipSpace(text, at + key.length, end);
    if (text.charCodeAt(colon) === Char.Colon) return valueAt(text, skipSpace(text, colon + 1, end), end);
  }
  return undefined;
}

function valueAt(text: string, start: number, end: number): Span {
  const quote = text[start]!;
  if (quote === '"' || quote === "'") {
    const close = text.indexOf(quote, start + 1);
    return { start: start + 1, end: close < 0 || close > end ? end : close };
  }
  // In several lines a value goes on to the end of its line, in one line to the next comma.
  let stop = start;
  while (stop < end && text[stop] !== '\n' && text[stop] !== '}' && text[stop] !== ',') stop++;
  return { start, end: trimEnd(text, start, stop) };
}
