/**
 * Gives equal strings as one: a workspace of ten thousand pages says `T1059` five thousand times. A string that
 * was cut out of a text does not keep the text in memory either.
 */
export class StringPool {
  readonly #strings = new Map<string, string>();

  /** The one string that is equal to this. */
  of(text: string): string {
    const known = this.#strings.get(text);
    if (known !== undefined) return known;
    // A short slice is a copy already; a longer one would point into the text it was cut from.
    const own = text.length < 13 ? text : ` ${text}`.slice(1);
    this.#strings.set(own, own);
    return own;
  }
}
