/**
 * Says a sentence in the reader's language. The sentence itself, in English, is its key; `{0}` in it stands
 * for the first value, `{1}` for the second. VS Code's `l10n.t` is one of these.
 */
export type Translate = (sentence: string, ...values: (string | number)[]) => string;

/** A {@link Translate} with sentences of one language: what it lacks is said in English. */
export function translator(sentences: Readonly<Record<string, string>>): Translate {
  return (sentence, ...values) =>
    (Object.hasOwn(sentences, sentence) ? sentences[sentence]! : sentence).replace(/\{(\d+)\}/g, (place, number) =>
      String(values[Number(number)] ?? place),
    );
}

/** Says everything in English. */
export const english: Translate = translator({});
