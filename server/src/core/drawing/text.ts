/**
 * Widths of text, estimated without a font: the same picture comes out in a browser, on a command line
 * and in a test. The numbers are those of a common sans-serif face, in thousandths of the font size, and
 * a little is added for faces that run wider.
 */
const narrow = "ijl|!'`,.:;";
const slim = ' ftrI()[]{}/\\*-';
const wide = 'mwMW@%<>=+~^&';
const spare = 1.1;

/** Letters as people see them, whatever they are made of. */
const letters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The width of a text at a font size, as far as can be told without the font. */
export function textWidth(text: string, fontSize: number): number {
  let thousandths = 0;
  for (const character of text) thousandths += widthOf(character);
  return (thousandths / 1000) * fontSize * spare;
}

function widthOf(character: string): number {
  const code = character.codePointAt(0)!;
  if (code < 0x7f) {
    if (narrow.includes(character)) return 245;
    if (slim.includes(character)) return 320;
    if (wide.includes(character)) return 860;
    if (code >= 0x41 && code <= 0x5a) return 680;
    return 550;
  }
  if (/[\p{M}\p{Cf}\p{Variation_Selector}]/u.test(character)) return 0;
  // East Asian letters, full-width forms and pictures fill a square.
  if (code >= 0x1f000 || (code >= 0x1100 && code <= 0x115f) || (code >= 0x2e80 && code <= 0xd7ff)) return 1000;
  if (code >= 0xf900 && code <= 0xffe6 && !(code >= 0xfb00 && code <= 0xfe2f)) return 1000;
  if (code >= 0x2190 && code <= 0x2bff) return 900;
  return 600;
}

/**
 * What a label looks like on one line: white space is folded, and what is no character at all is left out.
 * So are marks that turn the direction of letters around: a picture shows `gnp.exe` as what it is.
 */
export function oneLine(text: string): string {
  return text
    .replace(/[\ud800-\udfff]/gu, '\ufffd')
    .replace(/\s+/gu, ' ')
    .replace(/[\p{Cc}\p{Noncharacter_Code_Point}\u202a-\u202e\u2066-\u2069]/gu, '')
    .trim();
}

/** True for a text whose first letter is of a script that is written from right to left. */
export function isRightToLeft(text: string): boolean {
  const first = /\p{L}/u.exec(text)?.[0] ?? '';
  return /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u.test(first);
}

/** The text, cut to a width: what does not fit gives way to an ellipsis, and no letter is cut in two. */
export function fitText(text: string, width: number, fontSize: number): string {
  if (textWidth(text, fontSize) <= width) return text;
  const room = width - textWidth('…', fontSize);
  let kept = '';
  let used = 0;
  for (const { segment } of letters.segment(text)) {
    used += textWidth(segment, fontSize);
    if (used > room) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}
