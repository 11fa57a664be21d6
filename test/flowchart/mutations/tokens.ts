/** What stands together when a flowchart is taken apart: longest first. */
const MARKS = ['%%', '@{', ':::', '"`', '`"', '(((', ')))', '((', '))', '[[', ']]', '{{', '}}'];

/**
 * Splits a flowchart into words, arrows, blanks, line ends and marks, which joined give the text again. The splitter is
 * the tests' own, neither Mermaid's nor the reader's: what those take for a token is what is on trial.
 */
export function splitTokens(text: string): string[] {
  const tokens: string[] = [];
  for (let at = 0; at < text.length;) {
    const end = tokenEnd(text, at);
    tokens.push(text.slice(at, end));
    at = end;
  }
  return tokens;
}

function tokenEnd(text: string, at: number): number {
  const mark = MARKS.find(one => text.startsWith(one, at));
  if (mark !== undefined) return at + mark.length;
  if (text.startsWith('\r\n', at)) return at + 2;
  const unit = text[at]!;
  for (const isKind of [isBlank, isWord, isArrow]) {
    if (!isKind(unit)) continue;
    let end = at + 1;
    while (end < text.length && isKind(text[end]!)) end++;
    return end;
  }
  return at + 1;
}

function isBlank(unit: string): boolean {
  return unit === ' ' || unit === '\t';
}

function isWord(unit: string): boolean {
  return /\w/.test(unit) || unit > '\u007f';
}

function isArrow(unit: string): boolean {
  return '-=.~<>'.includes(unit);
}
