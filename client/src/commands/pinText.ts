/** A piece of text to replace, in UTF-16 offsets. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A pin that stands in the front matter. */
interface Pin {
  /** The line, its line end left out. */
  readonly line: Line;
  /** Where the version stands, quotes left out. */
  readonly value: { readonly start: number; readonly end: number };
}

interface Line {
  readonly start: number;
  readonly end: number;
  /** Where the next line starts. */
  readonly next: number;
  readonly text: string;
}

const key = 'attack-version';
const pinKey = /^(["']?)attack-version\1[ \t]*:[ \t]*/i;
const quotedValue = /^(?:"([^"]*)"|'([^']*)')[ \t]*(?:(?<=[ \t])#.*)?$/;
const openFence = /^\uFEFF?---[ \t]*$/;
const closeFence = /^(?:---|\.\.\.)[ \t]*$/;

/**
 * The edits that pin a page to an ATT&CK version, `attack-version: 18.1` in its front matter, or that
 * take the pin away (`undefined`). They touch the pin and nothing else: quotes, comments, the order of keys and
 * line ends stay. A page without front matter gets one; a front matter that held nothing but the pin goes
 * with it.
 */
export function pinEdits(text: string, version: string | undefined): readonly Replacement[] {
  const block = frontMatter(text);
  if (block === undefined) return version === undefined ? [] : [newBlock(text, version)];

  const pins = block.lines.map(pinIn).filter(pin => pin !== undefined);
  if (version === undefined) return unpin(block, pins);
  if (pins.length === 0) {
    return [{ start: block.close.start, end: block.close.start, text: `${key}: ${version}${lineEnd(text)}` }];
  }
  return pins.flatMap(({ value }) => {
    const before = text[value.start - 1] === ':' ? ' ' : '';
    const same = text.slice(value.start, value.end) === version;
    return same ? [] : [{ ...value, text: before + version }];
  });
}

function unpin(block: Block, pins: readonly Pin[]): readonly Replacement[] {
  const holdsNothingElse = block.lines.every(line => line.text.trim() === '' || pins.some(pin => pin.line === line));
  if (pins.length > 0 && holdsNothingElse) return [{ start: block.start, end: block.close.next, text: '' }];
  return pins.map(({ line }) => ({ start: line.start, end: line.next, text: '' }));
}

function newBlock(text: string, version: string): Replacement {
  const start = afterMark(text);
  const end = lineEnd(text);
  return { start, end: start, text: `---${end}${key}: ${version}${end}---${end}` };
}

interface Block {
  /** Where the opening `---` starts, after a byte order mark. */
  readonly start: number;
  /** The lines between the fences. */
  readonly lines: readonly Line[];
  /** The closing fence. */
  readonly close: Line;
}

function frontMatter(text: string): Block | undefined {
  const first = lineAt(text, 0);
  if (!openFence.test(first.text)) return undefined;
  const lines: Line[] = [];
  for (let at = first.next; at < text.length;) {
    const line = lineAt(text, at);
    if (closeFence.test(line.text)) return { start: afterMark(text), lines, close: line };
    lines.push(line);
    at = line.next;
  }
  return undefined;
}

function pinIn(line: Line): Pin | undefined {
  const head = pinKey.exec(line.text)?.[0];
  if (head === undefined) return undefined;
  const rest = line.text.slice(head.length);
  const match = quotedValue.exec(rest);
  const quoted = match?.[1] ?? match?.[2];
  const start = line.start + head.length + (quoted === undefined ? 0 : 1);
  return { line, value: { start, end: start + (quoted ?? plainValue(rest)).length } };
}

/** A value without quotes: up to its comment, the blanks behind it left out. */
function plainValue(rest: string): string {
  const comment = rest.search(/[ \t]#/);
  return (comment < 0 ? rest : rest.slice(0, comment)).trimEnd();
}

function lineAt(text: string, start: number): Line {
  const rest = /\r\n|\n|\r|$/g;
  rest.lastIndex = start;
  const end = rest.exec(text)!;
  return { start, end: end.index, next: end.index + end[0].length, text: text.slice(start, end.index) };
}

function lineEnd(text: string): string {
  return /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
}

function afterMark(text: string): number {
  return text.startsWith('\uFEFF') ? 1 : 0;
}
