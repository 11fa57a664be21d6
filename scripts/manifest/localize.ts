/** A part of a JSON schema, as the manifest's settings are written in. */
export interface SchemaPart {
  /** A name: the same in every language. */
  readonly title?: string;
  readonly description?: string;
  readonly markdownDescription?: string;
  readonly patternErrorMessage?: string;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  readonly properties?: Readonly<Record<string, SchemaPart>>;
}

/**
 * A schema with `%key%` in place of every text that people read, and the texts by their keys: a description has
 * the key of its place, such as `setting.attackmark.rules.revoked-id`.
 */
export function localize(
  schema: SchemaPart,
  key: string,
): { readonly schema: SchemaPart; readonly texts: Readonly<Record<string, string>> } {
  const texts: Record<string, string> = {};
  const keyed = (place: string, text: string) => {
    texts[place] = text;
    return `%${place}%`;
  };
  const replaced = (part: SchemaPart, place: string): SchemaPart => {
    const { description, markdownDescription, patternErrorMessage, enumDescriptions, properties } = part;
    return {
      ...part,
      ...(description !== undefined && { description: keyed(place, description) }),
      ...(markdownDescription !== undefined && { markdownDescription: keyed(place, markdownDescription) }),
      ...(patternErrorMessage !== undefined && { patternErrorMessage: keyed(`${place}.pattern`, patternErrorMessage) }),
      ...(enumDescriptions && {
        enumDescriptions: enumDescriptions.map((text, index) => keyed(`${place}.${part.enum?.[index]}`, text)),
      }),
      ...(properties && {
        properties: Object.fromEntries(
          Object.entries(properties).map(([name, inner]) => [name, replaced(inner, `${place}.${name}`)]),
        ),
      }),
    };
  };
  return { schema: replaced(schema, key), texts };
}
