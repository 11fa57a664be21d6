/**
 * A small reader of YAML, for the front matter of a diagram and for `@{ … }`. It takes and refuses
 * what Mermaid's own YAML reader (js-yaml with its JSON schema) takes and refuses: one document,
 * block and flow collections, every kind of scalar, anchors, aliases and the plain tags.
 */

import {
  decodeTag,
  plainValue,
  setPair,
  TAG_HANDLE,
  TAG_NAME,
  TAG_PREFIX,
  taggedValue,
  YamlFault,
  type Kind,
  type MutableMapping,
  type YamlValue,
} from './yamlValues';

export type YamlResult =
  | { readonly ok: true; readonly value: YamlValue }
  /** `offset` is where in the text the reader stood. */
  | { readonly ok: false; readonly message: string; readonly offset: number };

/** Reads a text with line-feed line ends. Never throws: what is no YAML gives a message, one plain sentence. */
export function readYaml(text: string): YamlResult {
  const reader = new YamlReader(text);
  try {
    return { ok: true, value: reader.read() };
  } catch (error) {
    if (error instanceof YamlFault) return { ok: false, message: error.message, offset: reader.position };
    throw error;
  }
}

const enum Context {
  FlowIn,
  FlowOut,
  BlockIn,
  BlockOut,
}

/** How a line stands to its parent's indentation. */
const enum Indent {
  Less = -1,
  Same = 0,
  More = 1,
}

/** A place to come back to, with what was known of the node there. */
interface Snapshot {
  readonly position: number;
  readonly line: number;
  readonly lineStart: number;
  readonly lineIndent: number;
  readonly firstTab: number;
  readonly tag: string | undefined;
  readonly anchor: string | undefined;
  readonly kind: Kind | undefined;
  readonly value: YamlValue;
}

/** Deeper nesting is refused, as it is by Mermaid's reader. */
const DEEPEST = 100;

/** How much of the offending words a message repeats. */
const LONGEST_QUOTE = 40;

const END = 0;
const TAB = 9;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;

const NOT_PRINTABLE =
  /[\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x84\x86-\x9F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?:[^\uD800-\uDBFF]|^)[\uDC00-\uDFFF]/;

const NOT_JSON = /[\x00-\x08\x0A-\x1F]/;
/** Escapes of one character in double quotes. */
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['0', '\0'],
  ['a', '\x07'],
  ['b', '\b'],
  ['t', '\t'],
  ['\t', '\t'],
  ['n', '\n'],
  ['v', '\v'],
  ['f', '\f'],
  ['r', '\r'],
  ['e', '\x1B'],
  [' ', ' '],
  ['"', '"'],
  ['/', '/'],
  ['\\', '\\'],
  ['N', '\x85'],
  ['_', '\xA0'],
  ['L', '\u2028'],
  ['P', '\u2029'],
]);

class YamlReader {
  readonly #text: string;
  readonly #length: number;
  #position = 0;
  #line = 0;
  #lineStart = 0;
  #lineIndent = 0;
  #firstTab = -1;
  #depth = 0;

  /** The node that is read, or was read last. */
  #tag: string | undefined;
  #anchor: string | undefined;
  #kind: Kind | undefined;
  #value: YamlValue = null;

  #anchors = new Map<string, YamlValue>();
  #tagHandles = new Map<string, string>();

  constructor(text: string) {
    let input = text.startsWith('\uFEFF') ? text.slice(1) : text;
    if (input !== '' && !isLineEnd(text.charCodeAt(text.length - 1))) input += '\n';
    this.#length = input.length;
    this.#text = input + '\0';
  }

  /** Where the reader stands. */
  get position(): number {
    return Math.min(this.#position, this.#length);
  }

  read(): YamlValue {
    if (this.#text.indexOf('\0') < this.#length) throw new YamlFault('it holds a null character.');
    while (this.#unit() === SPACE) {
      this.#lineIndent++;
      this.#position++;
    }
    let value: YamlValue;
    for (let documents = 0; this.#position < this.#length - 1; documents++) {
      if (documents > 0) throw new YamlFault('it holds more than one document.');
      value = this.#readDocument();
    }
    return value;
  }

  // Documents.

  #readDocument(): YamlValue {
    this.#tagHandles = new Map();
    this.#anchors = new Map();
    const hasDirectives = this.#readDirectives();
    this.#skipBlank(true);
    if (this.#lineIndent === 0 && this.#text.startsWith('---', this.#position)) {
      this.#position += 3;
      this.#skipBlank(true);
    } else if (hasDirectives) {
      throw new YamlFault('a line `---` must follow the `%` lines.');
    }
    this.#readNode(this.#lineIndent - 1, Context.BlockOut, false, true);
    this.#skipBlank(true);
    const value = this.#value;
    if (this.#position === this.#lineStart && this.#isDocumentMark()) {
      if (this.#text[this.#position] === '.') {
        this.#position += 3;
        this.#skipBlank(true);
      }
    } else if (this.#position < this.#length - 1) {
      throw new YamlFault(`it cannot go on with \`${this.#restOfLine().slice(0, LONGEST_QUOTE)}\`.`);
    }
    return value;
  }

  /** `%` lines at the top. True when there is one. */
  #readDirectives(): boolean {
    let found = false;
    let hasVersion = false;
    while (this.#unit() !== END) {
      this.#skipBlank(true);
      if (this.#lineIndent > 0 || this.#text[this.#position] !== '%') break;
      found = true;
      const line = this.#restOfLine();
      const [name, ...words] = line.slice(1).split(/[\t ]+/);
      const comment = words.findIndex(word => word.startsWith('#'));
      const values = (comment < 0 ? words : words.slice(0, comment)).filter(word => word !== '');
      this.#position += line.length;
      if (this.#unit() !== END) this.#readLineEnd();
      if (name === '') throw new YamlFault('a `%` line needs a name.');
      if (name === 'YAML') {
        if (hasVersion || values.length !== 1 || !/^1\.[0-9]+$/.test(values[0]!.replace(/^0*1\./, '1.'))) {
          throw new YamlFault('its `%YAML` line is wrong.');
        }
        hasVersion = true;
      } else if (name === 'TAG') {
        this.#declareTag(values);
      }
    }
    return found;
  }

  #declareTag(values: readonly string[]): void {
    const [handle, prefix] = values;
    if (values.length !== 2 || !TAG_HANDLE.test(handle!) || this.#tagHandles.has(handle!) || !TAG_NAME.test(prefix!)) {
      throw new YamlFault('its `%TAG` line is wrong.');
    }
    this.#tagHandles.set(handle!, decodeTag(prefix!));
  }

  #isDocumentMark(): boolean {
    const at = this.#position;
    return (this.#text.startsWith('---', at) || this.#text.startsWith('...', at)) && isBlankOrEnd(this.#unitAt(at + 3));
  }

  // Blanks and lines.

  #unit(): number {
    return this.#text.charCodeAt(this.#position);
  }

  #unitAt(position: number): number {
    return this.#text.charCodeAt(position);
  }

  #restOfLine(): string {
    let end = this.#position;
    while (this.#unitAt(end) !== END && !isLineEnd(this.#unitAt(end))) end++;
    return this.#text.slice(this.#position, end);
  }

  #readLineEnd(): void {
    if (!isLineEnd(this.#unit())) throw new YamlFault('a line must end there.');
    if (this.#unit() === CARRIAGE_RETURN && this.#unitAt(this.#position + 1) === LINE_FEED) this.#position++;
    this.#position++;
    this.#line++;
    this.#lineStart = this.#position;
    this.#firstTab = -1;
  }

  /** Skips blanks, line ends and comments; gives the number of line ends. */
  #skipBlank(allowComments: boolean): number {
    let lineEnds = 0;
    for (;;) {
      while (isTabOrSpace(this.#unit())) {
        if (this.#unit() === TAB && this.#firstTab < 0) this.#firstTab = this.#position;
        this.#position++;
      }
      if (allowComments && this.#text[this.#position] === '#') this.#position += this.#restOfLine().length;
      if (!isLineEnd(this.#unit())) return lineEnds;
      this.#readLineEnd();
      lineEnds++;
      this.#lineIndent = 0;
      while (this.#unit() === SPACE) {
        this.#lineIndent++;
        this.#position++;
      }
    }
  }

  // Nodes.

  /**
   * Reads a node into the `#tag`, `#anchor`, `#kind` and `#value` of the reader. False when nothing
   * stands there, which is `null`. `allowSeek` lets it start on a later line, `allowCompact` lets a
   * block collection start on the line of its parent.
   */
  #readNode(parentIndent: number, context: Context, allowSeek: boolean, allowCompact: boolean): boolean {
    if (this.#depth >= DEEPEST) throw new YamlFault('it is nested too deeply.');
    this.#depth++;
    this.#forgetNode();
    const isBlock = context === Context.BlockOut || context === Context.BlockIn;
    let allowCollections = isBlock;
    let atNewLine = false;
    let indent = Indent.More;
    let properties: Snapshot | undefined;
    if (allowSeek && this.#skipBlank(true) > 0) {
      atNewLine = true;
      indent = this.#indentTo(parentIndent);
    }
    const mayHaveProperties = indent === Indent.More;
    while (mayHaveProperties) {
      const mark = this.#text[this.#position];
      const before = this.#snapshot();
      if (atNewLine && ((mark === '!' && this.#tag !== undefined) || (mark === '&' && this.#anchor !== undefined)))
        break;
      if (!this.#readTag() && !this.#readAnchor()) break;
      properties ??= before;
      if (this.#skipBlank(true) > 0) {
        atNewLine = true;
        allowCollections = isBlock;
        indent = this.#indentTo(parentIndent);
      } else {
        allowCollections = false;
      }
    }
    allowCollections &&= atNewLine || allowCompact;
    let hasContent = false;
    if (indent === Indent.More || context === Context.BlockOut) {
      const flowIndent = isBlock ? parentIndent + 1 : parentIndent;
      const blockIndent = this.#position - this.#lineStart;
      if (indent === Indent.More) {
        hasContent =
          (allowCollections &&
            (this.#readBlockSequence(blockIndent) || this.#readBlockMapping(blockIndent, flowIndent))) ||
          this.#readFlowCollection(flowIndent) ||
          this.#readScalarOrAlias(flowIndent, context, isBlock, allowCollections, properties);
      } else if (indent === Indent.Same) {
        hasContent = allowCollections && this.#readBlockSequence(blockIndent);
      }
    }
    this.#resolveTag();
    this.#depth--;
    return this.#tag !== undefined || this.#anchor !== undefined || hasContent;
  }

  #readScalarOrAlias(
    flowIndent: number,
    context: Context,
    isBlock: boolean,
    allowCollections: boolean,
    properties: Snapshot | undefined,
  ): boolean {
    const mark = this.#text[this.#position];
    let hasContent = true;
    if (
      properties &&
      isBlock &&
      !allowCollections &&
      mark !== '|' &&
      mark !== '>' &&
      this.#readMappingFrom(properties, flowIndent)
    ) {
      // The properties were those of the first key.
    } else if ((isBlock && this.#readBlockScalar(flowIndent)) || this.#readSingleQuoted() || this.#readDoubleQuoted()) {
      // Read.
    } else if (this.#readAlias()) {
      if (this.#tag !== undefined || this.#anchor !== undefined)
        throw new YamlFault('an alias takes no tag and no anchor.');
    } else if (this.#readPlain(flowIndent, context === Context.FlowIn)) {
      this.#tag ??= '?';
    } else {
      hasContent = false;
    }
    this.#storeAnchor(this.#value);
    return hasContent;
  }

  #forgetNode(): void {
    this.#tag = undefined;
    this.#anchor = undefined;
    this.#kind = undefined;
    this.#value = null;
  }

  #indentTo(parentIndent: number): Indent {
    if (this.#lineIndent === parentIndent) return Indent.Same;
    return this.#lineIndent > parentIndent ? Indent.More : Indent.Less;
  }

  #snapshot(): Snapshot {
    return {
      position: this.#position,
      line: this.#line,
      lineStart: this.#lineStart,
      lineIndent: this.#lineIndent,
      firstTab: this.#firstTab,
      tag: this.#tag,
      anchor: this.#anchor,
      kind: this.#kind,
      value: this.#value,
    };
  }

  #goBack(to: Snapshot): void {
    this.#position = to.position;
    this.#line = to.line;
    this.#lineStart = to.lineStart;
    this.#lineIndent = to.lineIndent;
    this.#firstTab = to.firstTab;
    this.#tag = to.tag;
    this.#anchor = to.anchor;
    this.#kind = to.kind;
    this.#value = to.value;
  }

  /** `&a key: value`: the properties belong to the key, and the mapping starts with them. */
  #readMappingFrom(properties: Snapshot, flowIndent: number): boolean {
    const here = this.#snapshot();
    const anchors = new Map(this.#anchors);
    this.#goBack(properties);
    this.#forgetNode();
    if (this.#readBlockMapping(properties.position - properties.lineStart, flowIndent) && this.#kind === 'mapping')
      return true;
    this.#anchors = anchors;
    this.#goBack(here);
    return false;
  }

  #storeAnchor(value: YamlValue): void {
    if (this.#anchor !== undefined) this.#anchors.set(this.#anchor, value);
  }

  #resolveTag(): void {
    const tag = this.#tag;
    if (tag === undefined) {
      this.#storeAnchor(this.#value);
      return;
    }
    if (tag === '!') return;
    const value = this.#value;
    if (tag === '?') {
      if (value !== null && this.#kind !== 'scalar') throw new YamlFault('the tag `!<?>` is for words only.');
      this.#value = typeof value === 'string' ? plainValue(value) : value;
      this.#tag = value === this.#value ? '?' : `${TAG_PREFIX}plain`;
    } else {
      this.#value = taggedValue(tag, this.#kind, value);
    }
    this.#storeAnchor(this.#value);
  }

  // Properties.

  #readTag(): boolean {
    if (this.#text[this.#position] !== '!') return false;
    if (this.#tag !== undefined) throw new YamlFault('a value has two tags.');
    const start = ++this.#position;
    if (this.#text[start] === '<') {
      const close = this.#text.indexOf('>', start + 2);
      if (close < 0) throw new YamlFault('a tag has no `>`.');
      const name = this.#text.slice(start + 1, close);
      this.#position = close + 1;
      if (!TAG_NAME.test(name)) throw new YamlFault(`it knows no tag \`${name}\`.`);
      this.#tag = decodeTag(name);
      return true;
    }
    while (!isBlankOrEnd(this.#unit())) this.#position++;
    const words = this.#text.slice(start, this.#position);
    const mark = words.indexOf('!');
    const handle = mark < 0 ? '!' : `!${words.slice(0, mark + 1)}`;
    const name = words.slice(mark + 1);
    if (
      !TAG_HANDLE.test(handle) ||
      name.includes('!') ||
      /[,[\]{}]/.test(name) ||
      (name !== '' && !TAG_NAME.test(name))
    ) {
      throw new YamlFault(`it knows no tag \`!${words}\`.`);
    }
    const prefix = this.#tagHandles.get(handle) ?? (handle === '!' ? '!' : handle === '!!' ? TAG_PREFIX : undefined);
    if (prefix === undefined) throw new YamlFault(`it knows no tag \`!${words}\`.`);
    this.#tag = prefix + decodeTag(name);
    return true;
  }

  #readAnchor(): boolean {
    if (this.#text[this.#position] !== '&') return false;
    if (this.#anchor !== undefined) throw new YamlFault('a value has two anchors.');
    this.#anchor = this.#readName('&');
    return true;
  }

  #readAlias(): boolean {
    if (this.#text[this.#position] !== '*') return false;
    const name = this.#readName('*');
    if (!this.#anchors.has(name)) throw new YamlFault(`nothing is called \`&${name}\`.`);
    this.#value = this.#anchors.get(name);
    this.#skipBlank(true);
    return true;
  }

  #readName(mark: string): string {
    const start = ++this.#position;
    while (!isBlankOrEnd(this.#unit()) && !isFlowIndicator(this.#unit())) this.#position++;
    if (this.#position === start) throw new YamlFault(`a name must follow \`${mark}\`.`);
    return this.#text.slice(start, this.#position);
  }

  // Scalars.

  #take(start: number, end: number, isQuoted: boolean): string {
    const words = this.#text.slice(start, end);
    if ((isQuoted ? NOT_JSON : NOT_PRINTABLE).test(words))
      throw new YamlFault('it holds a character that cannot be printed.');
    return words;
  }

  #readPlain(indent: number, inFlow: boolean): boolean {
    if (!this.#startsPlain(inFlow)) return false;
    let words = '';
    let start = this.#position;
    let end = start;
    let folded = -1;
    for (let unit = this.#unit(); unit !== END; unit = this.#unit()) {
      const mark = this.#text[this.#position]!;
      if (mark === ':') {
        const after = this.#unitAt(this.#position + 1);
        if (isBlank(after) || (inFlow && isFlowIndicator(after))) break;
      } else if (mark === '#') {
        if (isBlank(this.#unitAt(this.#position - 1))) break;
      } else if ((this.#position === this.#lineStart && this.#isDocumentMark()) || (inFlow && isFlowIndicator(unit))) {
        break;
      } else if (isLineEnd(unit)) {
        const { line, lineStart, lineIndent } = this.#snapshot();
        this.#skipBlank(false);
        if (this.#lineIndent >= indent) {
          folded = line;
          continue;
        }
        this.#position = end;
        this.#line = line;
        this.#lineStart = lineStart;
        this.#lineIndent = lineIndent;
        break;
      }
      if (folded >= 0) {
        words += this.#take(start, end, false) + fold(this.#line - folded);
        start = end = this.#position;
        folded = -1;
      }
      this.#position++;
      if (!isTabOrSpace(unit)) end = this.#position;
    }
    words += this.#take(start, end, false);
    if (words === '') return false;
    this.#kind = 'scalar';
    this.#value = words;
    return true;
  }

  #startsPlain(inFlow: boolean): boolean {
    const unit = this.#unit();
    if (isBlankOrEnd(unit) || isFlowIndicator(unit) || '#&*!|>\'"%@`'.includes(String.fromCharCode(unit))) return false;
    const mark = String.fromCharCode(unit);
    if (mark !== '?' && mark !== '-') return true;
    const after = this.#unitAt(this.#position + 1);
    return !(isBlank(after) || (inFlow && isFlowIndicator(after)));
  }

  #readSingleQuoted(): boolean {
    if (this.#text[this.#position] !== "'") return false;
    this.#kind = 'scalar';
    let words = '';
    let start = ++this.#position;
    let end = start;
    for (let unit = this.#unit(); unit !== END; unit = this.#unit()) {
      if (unit === 39) {
        words += this.#take(start, this.#position, true);
        this.#position++;
        if (this.#text[this.#position] !== "'") {
          this.#value = words;
          return true;
        }
        start = this.#position++;
        end = this.#position;
      } else if (isLineEnd(unit)) {
        words += this.#take(start, end, true) + fold(this.#skipBlank(false));
        start = end = this.#position;
      } else {
        end = this.#passQuoted(unit, end);
      }
    }
    throw new YamlFault("text in single quotes has no second `'`.");
  }

  #readDoubleQuoted(): boolean {
    if (this.#text[this.#position] !== '"') return false;
    this.#kind = 'scalar';
    let words = '';
    let start = ++this.#position;
    let end = start;
    for (let unit = this.#unit(); unit !== END; unit = this.#unit()) {
      if (unit === 34) {
        this.#value = words + this.#take(start, this.#position, true);
        this.#position++;
        return true;
      }
      if (unit === 92) {
        words += this.#take(start, this.#position, true) + this.#readEscape();
        start = end = this.#position;
      } else if (isLineEnd(unit)) {
        words += this.#take(start, end, true) + fold(this.#skipBlank(false));
        start = end = this.#position;
      } else {
        end = this.#passQuoted(unit, end);
      }
    }
    throw new YamlFault('text in double quotes has no second `"`.');
  }

  /** Passes one unit of quoted text; gives the new end of what is no trailing blank. */
  #passQuoted(unit: number, end: number): number {
    if (this.#position === this.#lineStart && this.#isDocumentMark())
      throw new YamlFault('quoted text holds a line `---`.');
    this.#position++;
    return isTabOrSpace(unit) ? end : this.#position;
  }

  #readEscape(): string {
    const mark = this.#text[++this.#position]!;
    if (mark === '\n' || mark === '\r') {
      this.#skipBlank(false);
      return '';
    }
    const simple = ESCAPES.get(mark);
    this.#position++;
    if (simple !== undefined) return simple;
    const length = mark === 'x' ? 2 : mark === 'u' ? 4 : mark === 'U' ? 8 : 0;
    const digits = this.#text.slice(this.#position, this.#position + length);
    if (length === 0 || digits.length < length || !/^[0-9a-fA-F]+$/.test(digits)) {
      throw new YamlFault(`it knows no escape \`\\${mark}\`.`);
    }
    this.#position += length;
    const code = parseInt(digits, 16) | 0;
    if (code <= 0xffff) return String.fromCharCode(code);
    return String.fromCharCode(((code - 0x10000) >> 10) + 0xd800, ((code - 0x10000) & 0x3ff) + 0xdc00);
  }

  #readBlockScalar(indent: number): boolean {
    const style = this.#text[this.#position];
    if (style !== '|' && style !== '>') return false;
    this.#kind = 'scalar';
    const { keep, width } = this.#readBlockHeader();
    let textIndent = width === undefined ? indent : indent + width - 1;
    let isIndentKnown = width !== undefined;
    let words = '';
    let hasContent = false;
    let emptyLines = 0;
    let wasIndented = false;
    while (this.#unit() !== END) {
      this.#readLineEnd();
      this.#lineIndent = 0;
      while ((!isIndentKnown || this.#lineIndent < textIndent) && this.#unit() === SPACE) {
        this.#lineIndent++;
        this.#position++;
      }
      if (!isIndentKnown && this.#lineIndent > textIndent) textIndent = this.#lineIndent;
      if (isLineEnd(this.#unit())) {
        emptyLines++;
        continue;
      }
      if (!isIndentKnown && textIndent === 0) throw new YamlFault('the text after `|` or `>` must be indented.');
      if (this.#lineIndent < textIndent) {
        if (keep === '+') words += '\n'.repeat(hasContent ? 1 + emptyLines : emptyLines);
        else if (keep === '' && hasContent) words += '\n';
        break;
      }
      const isIndented = isTabOrSpace(this.#unit());
      if (style === '|' || isIndented) words += '\n'.repeat(hasContent ? 1 + emptyLines : emptyLines);
      else if (wasIndented) words += '\n'.repeat(emptyLines + 1);
      else if (emptyLines > 0) words += '\n'.repeat(emptyLines);
      else if (hasContent) words += ' ';
      wasIndented = style === '>' && isIndented;
      hasContent = true;
      isIndentKnown = true;
      emptyLines = 0;
      const start = this.#position;
      this.#position += this.#restOfLine().length;
      words += this.#take(start, this.#position, false);
    }
    this.#value = words;
    return true;
  }

  /** What follows `|` or `>` on its line. */
  #readBlockHeader(): { keep: string; width: number | undefined } {
    let keep = '';
    let width: number | undefined;
    for (;;) {
      const mark = this.#text[++this.#position]!;
      if (mark === '+' || mark === '-') {
        if (keep !== '') throw new YamlFault('`|` and `>` take one `+` or `-`.');
        keep = mark;
      } else if (mark >= '0' && mark <= '9') {
        if (mark === '0' || width !== undefined) throw new YamlFault('`|` and `>` take one digit from 1 to 9.');
        width = Number(mark);
      } else {
        break;
      }
    }
    if (isTabOrSpace(this.#unit())) {
      while (isTabOrSpace(this.#unit())) this.#position++;
      if (this.#text[this.#position] === '#') this.#position += this.#restOfLine().length;
    }
    return { keep, width };
  }

  // Collections.

  #readFlowCollection(indent: number): boolean {
    const opening = this.#text[this.#position];
    if (opening !== '[' && opening !== '{') return false;
    const tag = this.#tag;
    const anchor = this.#anchor;
    const terminator = opening === '[' ? ']' : '}';
    const list: YamlValue[] = [];
    const mapping: MutableMapping = new Map();
    const value = opening === '[' ? list : mapping;
    this.#storeAnchor(value);
    this.#position++;
    let isNextExpected = true;
    while (this.#unit() !== END) {
      this.#skipBlank(true);
      const mark = this.#text[this.#position];
      if (mark === terminator) {
        this.#position++;
        this.#tag = tag;
        this.#anchor = anchor;
        this.#kind = opening === '[' ? 'sequence' : 'mapping';
        this.#value = value;
        return true;
      }
      if (!isNextExpected)
        throw new YamlFault(`a comma is missing before \`${this.#restOfLine().slice(0, LONGEST_QUOTE)}\`.`);
      if (mark === ',') throw new YamlFault('something is missing before a comma.');
      const entry = this.#readFlowEntry(indent);
      if (opening === '{') setPair(mapping, entry.key, entry.value);
      else if (entry.isPair) setPair(addMapping(list), entry.key, entry.value);
      else list.push(entry.key);
      this.#skipBlank(true);
      isNextExpected = this.#text[this.#position] === ',';
      if (isNextExpected) this.#position++;
    }
    throw new YamlFault(`a \`${opening}\` has no \`${terminator}\`.`);
  }

  #readFlowEntry(indent: number): { readonly key: YamlValue; readonly value: YamlValue; readonly isPair: boolean } {
    const isExplicit = this.#text[this.#position] === '?' && isBlank(this.#unitAt(this.#position + 1));
    if (isExplicit) {
      this.#position++;
      this.#skipBlank(true);
    }
    const line = this.#line;
    this.#readNode(indent, Context.FlowIn, false, true);
    const key = this.#value;
    this.#skipBlank(true);
    if ((!isExplicit && this.#line !== line) || this.#text[this.#position] !== ':') {
      return { key, value: null, isPair: isExplicit };
    }
    this.#position++;
    this.#skipBlank(true);
    this.#readNode(indent, Context.FlowIn, false, true);
    return { key, value: this.#value, isPair: true };
  }

  #readBlockSequence(indent: number): boolean {
    if (this.#firstTab >= 0) return false;
    const tag = this.#tag;
    const anchor = this.#anchor;
    const list: YamlValue[] = [];
    let isFound = false;
    this.#storeAnchor(list);
    while (this.#unit() !== END) {
      if (this.#firstTab >= 0) throw new YamlFault('a line must not be indented with tabs.');
      if (this.#text[this.#position] !== '-' || !isBlank(this.#unitAt(this.#position + 1))) break;
      isFound = true;
      this.#position++;
      if (this.#skipBlank(true) > 0 && this.#lineIndent <= indent) {
        list.push(null);
        continue;
      }
      const line = this.#line;
      this.#readNode(indent, Context.BlockIn, false, true);
      list.push(this.#value);
      this.#skipBlank(true);
      if (this.#isBadlyIndented(line, indent)) throw new YamlFault('an item of a list is indented wrongly.');
      if (this.#lineIndent < indent) break;
    }
    if (!isFound) return false;
    this.#tag = tag;
    this.#anchor = anchor;
    this.#kind = 'sequence';
    this.#value = list;
    return true;
  }

  /** True when more stands after an entry than may: on its line, or indented more than it. */
  #isBadlyIndented(line: number, indent: number): boolean {
    return (this.#line === line || this.#lineIndent > indent) && this.#unit() !== END;
  }

  /** Reads a mapping. True too for a lone value where a mapping might have started: its `#kind` says so. */
  #readBlockMapping(indent: number, flowIndent: number): boolean {
    if (this.#firstTab >= 0) return false;
    const tag = this.#tag;
    const anchor = this.#anchor;
    const mapping: MutableMapping = new Map();
    let key: YamlValue = null;
    let value: YamlValue = null;
    let atExplicitKey = false;
    let isFound = false;
    this.#storeAnchor(mapping);
    while (this.#unit() !== END) {
      if (!atExplicitKey && this.#firstTab >= 0) throw new YamlFault('a line must not be indented with tabs.');
      const mark = this.#text[this.#position];
      const line = this.#line;
      let allowCompact = true;
      if ((mark === '?' || mark === ':') && isBlank(this.#unitAt(this.#position + 1))) {
        if (mark === '?') {
          if (atExplicitKey) {
            setPair(mapping, key, null);
            key = value = null;
          }
          isFound = true;
          atExplicitKey = true;
        } else if (atExplicitKey) {
          atExplicitKey = false;
        } else {
          throw new YamlFault('a key is missing before `:`.');
        }
        this.#position++;
      } else {
        if (!this.#readNode(flowIndent, Context.FlowOut, false, true)) break;
        if (this.#line === line) while (isTabOrSpace(this.#unit())) this.#position++;
        if (this.#line !== line || this.#text[this.#position] !== ':') {
          if (isFound) throw new YamlFault('a key has no `:` after it.');
          this.#tag = tag;
          this.#anchor = anchor;
          return true;
        }
        this.#position++;
        if (!isBlank(this.#unit())) throw new YamlFault('a blank must follow the `:` of a key.');
        if (atExplicitKey) setPair(mapping, key, null);
        isFound = true;
        atExplicitKey = false;
        allowCompact = false;
        key = this.#value;
        value = null;
      }
      if (this.#line === line || this.#lineIndent > indent) {
        if (this.#readNode(indent, Context.BlockOut, true, allowCompact)) {
          if (atExplicitKey) key = this.#value;
          else value = this.#value;
        }
        if (!atExplicitKey) {
          setPair(mapping, key, value);
          key = value = null;
        }
        this.#skipBlank(true);
      }
      if (this.#isBadlyIndented(line, indent))
        throw new YamlFault('an entry is indented wrongly, or a value holds a `:`.');
      if (this.#lineIndent < indent) break;
    }
    if (atExplicitKey) setPair(mapping, key, null);
    if (!isFound) return false;
    this.#tag = tag;
    this.#anchor = anchor;
    this.#kind = 'mapping';
    this.#value = mapping;
    return true;
  }
}

function addMapping(list: YamlValue[]): MutableMapping {
  const mapping: MutableMapping = new Map();
  list.push(mapping);
  return mapping;
}

/** What line ends within text become. */
function fold(lineEnds: number): string {
  return lineEnds === 1 ? ' ' : lineEnds > 1 ? '\n'.repeat(lineEnds - 1) : '';
}

function isLineEnd(unit: number): boolean {
  return unit === LINE_FEED || unit === CARRIAGE_RETURN;
}

function isTabOrSpace(unit: number): boolean {
  return unit === SPACE || unit === TAB;
}

function isBlank(unit: number): boolean {
  return isTabOrSpace(unit) || isLineEnd(unit);
}

function isBlankOrEnd(unit: number): boolean {
  return unit === END || isBlank(unit);
}

/** `,` `[` `]` `{` `}` */
function isFlowIndicator(unit: number): boolean {
  return unit === 44 || unit === 91 || unit === 93 || unit === 123 || unit === 125;
}
