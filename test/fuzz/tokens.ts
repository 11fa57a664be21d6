/** How texts of a kind are taken apart, for mutation. */
export interface Tokens {
  /** Splits a text into tokens, which joined give the text again. */
  split(text: string): string[];
  /** Tokens that mean something wherever they stand. */
  readonly telling: readonly string[];
}

/**
 * Makes a splitter into words, blanks, line ends, marks and runs. `marks` are what stands together, longest first; a run is
 * made of any of the characters of one of the strings of `runs`.
 */
export function splitter(marks: readonly string[], runs: readonly string[]): (text: string) => string[] {
  const kinds = [isBlank, isWord, ...runs.map(run => (unit: string) => run.includes(unit))];
  const tokenEnd = (text: string, at: number): number => {
    const mark = ['\r\n', ...marks].find(one => text.startsWith(one, at));
    if (mark !== undefined) return at + mark.length;
    const isSame = kinds.find(isKind => isKind(text[at]!));
    let end = at + 1;
    while (isSame && end < text.length && isSame(text[end]!)) end++;
    return end;
  };
  return text => {
    const tokens: string[] = [];
    for (let at = 0; at < text.length; at += tokens.at(-1)!.length) tokens.push(text.slice(at, tokenEnd(text, at)));
    return tokens;
  };
}

function isBlank(unit: string): boolean {
  return unit === ' ' || unit === '\t';
}

function isWord(unit: string): boolean {
  return /\w/.test(unit) || unit > '\u007f';
}
