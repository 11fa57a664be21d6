import type { Span } from '../text';
import { Char } from './chars';
import type { FlowchartProblem } from './flowchart';

export type Fix = NonNullable<FlowchartProblem['fix']>;

/** Makes the fix that puts `newText` in the place of a span. */
export function fix(title: string, span: Span, newText: string): Fix {
  return { title, span, newText };
}

/**
 * The problems of one block. A broken line gets one `syntax` problem, however much of it Mermaid
 * cannot read; the fixes of further problems on it go into the fix of the first.
 */
export class Problems {
  /** The source, which the spans point into. */
  readonly text: string;
  readonly #problems: FlowchartProblem[] = [];
  /** The line of the last `syntax` problem, and the index of that problem. */
  #brokenStart = 0;
  #brokenEnd = -1;
  #broken = -1;
  #syntaxCount = 0;
  /** Where the lines with `syntax` problems start, with the indexes of those problems. */
  readonly #brokenLines = new Map<number, number>();
  readonly #structural = new Set<FlowchartProblem>();

  constructor(text: string) {
    this.text = text;
  }

  /** The blanks that the line of `offset` starts with. */
  indentAt(offset: number): string {
    const start = lineStart(this.text, offset);
    let end = start;
    while (this.text.charCodeAt(end) === Char.Space || this.text.charCodeAt(end) === Char.Tab) end++;
    return this.text.slice(start, Math.min(end, offset));
  }

  /** How the lines about `offset` end: as that line does, or, where it is the last, as the one before it. */
  lineBreakAt(offset: number): string {
    const end = lineEnd(this.text, offset);
    const at = end < this.text.length ? end : lineStart(this.text, offset) - 1;
    if (this.text[at] === '\n') return this.text[at - 1] === '\r' ? '\r\n' : '\n';
    if (this.text[at] !== '\r') return '\n';
    return this.text[at + 1] === '\n' ? '\r\n' : '\r';
  }

  /** True when nothing keeps Mermaid's newest release from reading the block. */
  get accept(): boolean {
    return this.#syntaxCount === 0;
  }

  /** True when `offset` of the source lies on the line of the last `syntax` problem. */
  isOnBrokenLine(offset: number): boolean {
    return offset >= this.#brokenStart && offset <= this.#brokenEnd;
  }

  syntax(id: string, span: Span, message: string, mend?: Fix): void {
    if (this.isOnBrokenLine(span.start)) {
      this.#mergeFix(mend);
      return;
    }
    this.#brokenStart = lineStart(this.text, span.start);
    this.#brokenEnd = lineEnd(this.text, span.start);
    this.#broken = this.#problems.length;
    this.#brokenLines.set(this.#brokenStart, this.#broken);
    this.#syntaxCount++;
    this.#problems.push({ kind: 'syntax', id, span, message, fix: mend });
  }

  /** More of the last broken line is left out: its fix, if it has one, would not mend it. */
  dropFix(): void {
    this.#mergeFix(undefined);
  }

  /** A problem of a whole construct, reported where it starts, unless that line is broken beyond a fix anyway. */
  structure(id: string, span: Span, message: string): void {
    this.#syntaxCount++;
    const problem: FlowchartProblem = { kind: 'syntax', id, span, message, fix: undefined };
    this.#structural.add(problem);
    this.#problems.push(problem);
  }

  hint(kind: 'portability' | 'pitfall', id: string, span: Span, message: string, mend?: Fix): void {
    this.#problems.push({ kind, id, span, message, fix: mend });
  }

  /** All problems, in source order. What else could be said of a broken line waits until the line is mended. */
  sorted(): FlowchartProblem[] {
    const problems = [...this.#problems].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
    if (this.#brokenLines.size === 0) return problems;
    // The block may be one of many in a long text: what stands above it is not looked at.
    let read = problems[0]!.span.start;
    let line = lineStart(this.text, read);
    return problems.filter(problem => {
      for (; read < problem.span.start; read++) if (isLineBreak(this.text.charCodeAt(read))) line = read + 1;
      const broken = this.#brokenLines.get(line);
      if (broken === undefined) return true;
      return this.#structural.has(problem) ? this.#problems[broken]!.fix !== undefined : problem.kind === 'syntax';
    });
  }

  #mergeFix(more: Fix | undefined): void {
    const first = this.#problems[this.#broken];
    if (!first) return;
    const merged = first.fix && more ? mergeFixes(this.text, first.fix, more) : undefined;
    // A line that one edit does not mend gets no fix: what is left would still be refused.
    this.#problems[this.#broken] = { ...first, fix: merged };
  }
}

function mergeFixes(text: string, first: Fix, second: Fix): Fix | undefined {
  if (second.span.start < first.span.end) return undefined;
  const between = text.slice(first.span.end, second.span.start);
  return {
    title: first.title,
    span: { start: first.span.start, end: second.span.end },
    newText: first.newText + between + second.newText,
  };
}

function lineStart(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && !isLineBreak(text.charCodeAt(at - 1))) at--;
  return at;
}

function lineEnd(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && !isLineBreak(text.charCodeAt(at))) at++;
  return at;
}

function isLineBreak(unit: number): boolean {
  return unit === Char.LineFeed || unit === Char.CarriageReturn;
}
