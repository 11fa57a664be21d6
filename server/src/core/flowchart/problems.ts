import type { Span } from '../text';
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
  /** Where the lines with `syntax` problems start. */
  readonly #brokenLines = new Set<number>();

  constructor(text: string) {
    this.text = text;
  }

  /** The blanks that the line of `offset` starts with. */
  indentAt(offset: number): string {
    const start = lineStart(this.text, offset);
    let end = start;
    while (this.text.charCodeAt(end) === 32 || this.text.charCodeAt(end) === 9) end++;
    return this.text.slice(start, Math.min(end, offset));
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
    this.#brokenLines.add(this.#brokenStart);
    this.#broken = this.#problems.length;
    this.#syntaxCount++;
    this.#problems.push({ kind: 'syntax', id, span, message, fix: mend });
  }

  /** A problem of a whole construct, which may stand on a line that has another one. */
  structure(id: string, span: Span, message: string): void {
    this.#syntaxCount++;
    this.#problems.push({ kind: 'syntax', id, span, message, fix: undefined });
  }

  hint(kind: 'portability' | 'pitfall', id: string, span: Span, message: string, mend?: Fix): void {
    this.#problems.push({ kind, id, span, message, fix: mend });
  }

  /** All problems, in source order. What else could be said of a broken line waits until the line is mended. */
  sorted(): FlowchartProblem[] {
    const isKept = ({ kind, span }: FlowchartProblem): boolean =>
      kind === 'syntax' || !this.#brokenLines.has(lineStart(this.text, span.start));
    return this.#problems.filter(isKept).sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  }

  #mergeFix(more: Fix | undefined): void {
    const first = this.#problems[this.#broken]!;
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
  while (at > 0 && text.charCodeAt(at - 1) !== 10 && text.charCodeAt(at - 1) !== 13) at--;
  return at;
}

function lineEnd(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && text.charCodeAt(at) !== 10 && text.charCodeAt(at) !== 13) at++;
  return at;
}
