import { Char } from '../char';

export { Char };

const enum Is {
  Space = 1,
  /** `\w` */
  Word = 2,
  /** Units that Mermaid takes into a word of a node ID, `-` aside: it depends on the unit after it. */
  NodeWord = 4,
  /** Units that end bare words between brackets. */
  TextStop = 8,
  /** Units that end bare words between `[/` and `/]`. */
  SlantedTextStop = 16,
  /** Brackets of every kind: they end bare words between `(-` and `-)`. */
  Bracket = 32,
}

const classes = classTable();

/** True for what `\s` matches. */
export function isSpace(unit: number): boolean {
  return unit < 128 ? (classes[unit]! & Is.Space) !== 0 : isWideSpace(unit);
}

/** True for what `\w` matches: letters of ASCII, digits, `_`. False for NaN. */
export function isWord(unit: number): boolean {
  return unit < 128 && (classes[unit]! & Is.Word) !== 0;
}

export function isNodeWord(unit: number): boolean {
  return unit < 128 && (classes[unit]! & Is.NodeWord) !== 0;
}

export function isTextStop(unit: number): boolean {
  return unit < 128 && (classes[unit]! & Is.TextStop) !== 0;
}

export function isSlantedTextStop(unit: number): boolean {
  return unit < 128 && (classes[unit]! & Is.SlantedTextStop) !== 0;
}

export function isBracket(unit: number): boolean {
  return unit < 128 && (classes[unit]! & Is.Bracket) !== 0;
}

export function isDigit(unit: number): boolean {
  return unit >= Char.Zero && unit <= Char.Nine;
}

/** True for the units that `.` of a regular expression does not match. */
export function isLineTerminator(unit: number): boolean {
  return (
    unit === Char.LineFeed ||
    unit === Char.CarriageReturn ||
    unit === Char.LineSeparator ||
    unit === Char.ParagraphSeparator
  );
}

/** The offset of the first unit at or after `from` that is no white space, at most `end`. */
export function skipSpace(text: string, from: number, end = text.length): number {
  let at = from;
  while (at < end && isSpace(text.charCodeAt(at))) at++;
  return at;
}

/** The offset after the last unit before `end` that is no white space, at least `from`. */
export function trimEnd(text: string, from: number, end: number): number {
  let at = end;
  while (at > from && isSpace(text.charCodeAt(at - 1))) at--;
  return at;
}

function isWideSpace(unit: number): boolean {
  if (unit < 0x1680) return unit === 0xa0;
  return (
    (unit >= 0x2000 && unit <= 0x200a) ||
    unit === 0x1680 ||
    unit === 0x2028 ||
    unit === 0x2029 ||
    unit === 0x202f ||
    unit === 0x205f ||
    unit === 0x3000 ||
    unit === 0xfeff
  );
}

function classTable(): Uint8Array {
  const table = new Uint8Array(128);
  const mark = (units: string, flag: Is): void => {
    for (let i = 0; i < units.length; i++) table[units.charCodeAt(i)]! |= flag;
  };
  const word = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_';
  mark(' \t\n\v\f\r', Is.Space);
  mark(word, Is.Word);
  mark(word + '!"#$%&\'*+.`?\\/', Is.NodeWord);
  mark('[](){}|"', Is.TextStop);
  mark('\\[](){}/', Is.SlantedTextStop);
  mark('[](){}', Is.Bracket);
  return table;
}
