import { Char, isSpace } from './chars';

/** A block between `---` lines at the very start of a diagram, in line-feed text. */
export interface FrontMatter {
  /** Blanks before the opening `---`; they are cut from each line of the body. */
  readonly indent: string;
  readonly bodyStart: number;
  readonly bodyEnd: number;
  /** Where the diagram goes on after the closing `---` and the blank lines that follow it. */
  readonly end: number;
}

/** Finds the front matter as Mermaid does: it must stand at the very start, and its body must not be empty. */
export function findFrontMatter(text: string): FrontMatter | undefined {
  let fence = 0;
  while (isSpace(text.charCodeAt(fence)) && text.charCodeAt(fence) !== Char.LineFeed) fence++;
  if (!text.startsWith('---', fence)) return undefined;
  const indent = text.slice(0, fence);
  const firstOpening = firstLineFeedOfBlank(text, fence + 3);
  if (firstOpening < 0) return undefined;

  const closing = `\n${indent}---`;
  const endOfClosing = (lineFeed: number): number => lastLineFeedOfBlank(text, lineFeed + closing.length);
  let lastClosing = -1;
  for (let at = text.indexOf(closing, firstOpening + 1); at >= 0; at = text.indexOf(closing, at + 1)) {
    if (endOfClosing(at) >= 0) lastClosing = at;
  }
  if (lastClosing < 0) return undefined;

  // Blank lines after the opening fence belong to it, as far as a body is left before the last closing fence.
  let opening = firstOpening;
  for (let at = firstOpening; at < lastClosing && isSpace(text.charCodeAt(at)); at++) {
    if (text.charCodeAt(at) === Char.LineFeed) opening = at;
  }
  for (let at = text.indexOf(closing, opening + 1); at >= 0 && at <= lastClosing; at = text.indexOf(closing, at + 1)) {
    const end = endOfClosing(at);
    if (end >= 0) return { indent, bodyStart: opening + 1, bodyEnd: at, end: end + 1 };
  }
  return undefined;
}

/** The YAML of the front matter, without the indent. */
export function frontMatterBody(text: string, { indent, bodyStart, bodyEnd }: FrontMatter): string {
  const body = text.slice(bodyStart, bodyEnd);
  if (indent === '') return body;
  return body
    .split('\n')
    .map(line => (line.startsWith(indent) ? line.slice(indent.length) : line))
    .join('\n');
}

function firstLineFeedOfBlank(text: string, from: number): number {
  for (let at = from; at < text.length && isSpace(text.charCodeAt(at)); at++) {
    if (text.charCodeAt(at) === Char.LineFeed) return at;
  }
  return -1;
}

function lastLineFeedOfBlank(text: string, from: number): number {
  let last = -1;
  for (let at = from; at < text.length && isSpace(text.charCodeAt(at)); at++) {
    if (text.charCodeAt(at) === Char.LineFeed) last = at;
  }
  return last;
}
