import { JSON_SCHEMA, load, YAMLException } from 'js-yaml';

/** A value that a YAML text holds; undefined for an empty text. */
export type YamlValue = undefined | null | string | number | boolean | readonly YamlValue[] | YamlMapping;

export interface YamlMapping {
  readonly [key: string]: YamlValue;
}

export type YamlResult =
  | { readonly ok: true; readonly value: YamlValue }
  /** `offset` is where in the text the reader stood. */
  | { readonly ok: false; readonly message: string; readonly offset: number };

/**
 * Reads YAML, for the front matter of a diagram and for `@{ … }`: with the library and the schema that Mermaid reads it
 * with. Never throws: what is no YAML gives a message, one plain sentence.
 */
export function readYaml(text: string): YamlResult {
  try {
    return { ok: true, value: load(text, { schema: JSON_SCHEMA }) as YamlValue };
  } catch (error) {
    if (error instanceof YAMLException)
      return { ok: false, message: `${error.reason}.`, offset: error.mark?.position ?? 0 };
    // The library reads what is nested by calling itself.
    if (error instanceof RangeError) return { ok: false, message: 'it is nested too deeply.', offset: 0 };
    throw error;
  }
}

/** True for a mapping. */
export function isMapping(value: YamlValue): value is YamlMapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a mapping has under a key; undefined for what is no mapping, and for what every object has. */
export function entry(value: YamlValue, key: string): YamlValue {
  return isMapping(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
