import { readBlocks } from '../../../server/src/core/parse/blocks';
import { readInline, type InlineSink } from '../../../server/src/core/parse/inline';
import { judge, type Structure } from '../../harness/micromarkJudge';

/**
 * In what the product's reading of a Markdown text and CommonMark's reference tokenizer differ: where headings, fences,
 * code spans, comments, items and links begin and end. Empty where they agree.
 */
export function markdownDifferences(withMark: string): string[] {
  // micromark counts offsets without the mark.
  const text = withMark.replace(/^\uFEFF+/, '');
  if (hasOddItem(text) || hasLazyTag(text) || hasOddAttribute(text)) return [];
  const judged = judge(text);
  if (judged.links.some(link => isOddLink(link, text))) return [];
  const own = read(text);
  const inReference = (span: string) => judged.references.some(reference => isWithin(span, reference));
  const codeSpans = own.codeSpans.filter(span => !inReference(span));
  const [ours, theirs] = [
    normal({ ...own, codeSpans }, text),
    normal({ ...judged, links: judged.links.filter(link => !isOddLink(link, text)) }, text),
  ];
  return (['headings', 'fences', 'codeSpans', 'comments', 'items', 'links'] as const)
    .filter(part => ours[part].join() !== theirs[part].join())
    .map(part => `${part}: ${ours[part].join(', ')}; micromark: ${theirs[part].join(', ')}`);
}

/** The product's own reading, in the judge's terms. */
function read(text: string): Structure {
  const blocks = readBlocks(text, 0);
  const sink: InlineSink = { links: [], code: [], comments: [] };
  for (const { span } of blocks.texts) readInline(text, span, sink);
  const bySpan = (spans: readonly { start: number; end: number }[]) =>
    [...spans].sort((a, b) => a.start - b.start).map(({ start, end }) => `${start} ${end}`);
  return {
    headings: blocks.headings.map(({ level, block }) => `${level} ${block.start} ${block.end}`),
    fences: bySpan(blocks.fences.map(({ span }) => span)),
    codeSpans: bySpan(sink.code),
    comments: bySpan([...blocks.comments, ...sink.comments]),
    items: blocks.items.map(({ marker, depth }) => `${marker.start} ${depth}`),
    links: bySpan(sink.links.map(({ span }) => span)),
    references: [],
  };
}

/**
 * True where micromark's lists differ from CommonMark's. An empty item, or one with another number than 1, may not interrupt
 * a paragraph: micromark keeps it from following indented code too, and from starting in an item or a quote that interrupts one.
 */
export function hasOddItem(text: string): boolean {
  let isBehindCode = false;
  let isBehindText = false;
  for (const line of text.split(/\r\n?|\n/)) {
    let content = line.replace(/^[ \t>]+/, '');
    const indent = line.slice(0, line.length - content.length);
    if (content === '') {
      isBehindText = false;
      continue;
    }
    for (let depth = 0; ; depth++) {
      const item = /^(?:(\d+)[.)]|[-+*])(?:[ \t](.*))?$/.exec(content);
      if (!item) break;
      const [, number = '1', words = ''] = item;
      const isShy = Number(number) !== 1 || words.trim() === '';
      const isInNew = depth > 0 || indent.includes('>');
      if (isShy && (isBehindCode || (isInNew && isBehindText))) return true;
      content = words.replace(/^[ \t>]+/, '');
    }
    isBehindCode = /\t| {4}/.test(indent);
    isBehindText = true;
  }
  return false;
}

/**
 * True where a tag stands alone on a line that goes on the paragraph of an item or a quote without their marks. CommonMark's
 * reference reader and markdown-it leave it in the paragraph, micromark and cmark start a block of HTML.
 */
function hasLazyTag(text: string): boolean {
  let isInContainer = false;
  return text.split(/\r\n?|\n/).some(line => {
    if (isInContainer && /^[ \t>]*<\/?[a-z][^>]*>[ \t]*$/i.test(line)) return true;
    isInContainer = line.trim() !== '' && (isInContainer || /^[ \t]*(?:>|(?:[-+*]|\d+[.)])[ \t])/.test(line));
    return false;
  });
}

/** True where micromark may take `<a b=c="d">` for a tag: a value without quotes, and a second one behind it. */
function hasOddAttribute(text: string): boolean {
  return /=[ \t]*[^\s"'=<>`]+[ \t]*=/.test(text);
}

/**
 * True for a link that only micromark takes for one: its title in parentheses holds another one, or its target goes on in the
 * next line of a quote, behind the mark, where nobody breaks links.
 */
function isOddLink(span: string, text: string): boolean {
  const [start = 0, end = 0] = span.split(' ').map(Number);
  const link = text.slice(start, end);
  return /[ \t\n\r]\([^()]*\([^]*\)\s*\)$/.test(link) || /\]\([^]*[\n\r][ \t]*>/.test(link);
}

function isWithin(inner: string, outer: string): boolean {
  const [start = 0, end = 0] = inner.split(' ').map(Number);
  const [from = 0, to = 0] = outer.split(' ').map(Number);
  return start >= from && end <= to;
}

/**
 * Empty items are left out: micromark also keeps them from interrupting code, CommonMark only paragraphs. Blanks at the end of
 * what nothing closes are nobody's.
 */
function normal(structure: Structure, text: string): Structure {
  const isEmpty = (item: string) => /^\S+[ \t]*(?:[\n\r]|$)/.test(text.slice(Number(item.split(' ')[0])));
  const withoutBlanks = (span: string) => {
    const numbers = span.split(' ').map(Number);
    const end = numbers.pop()!;
    return [...numbers, text.slice(0, end).trimEnd().length].join(' ');
  };
  return {
    ...structure,
    headings: structure.headings.map(withoutBlanks),
    fences: structure.fences.map(withoutBlanks),
    comments: structure.comments.map(withoutBlanks),
    items: structure.items.filter(item => !isEmpty(item)),
  };
}
