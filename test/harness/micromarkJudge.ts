import { parse, postprocess, preprocess } from 'micromark';

/** What CommonMark's reference tokenizer finds of the constructs that pages are read by; offsets into the text. */
export interface Structure {
  /** Level, and where the heading starts and ends, the line below it included. */
  readonly headings: readonly string[];
  /** From the mark that opens a fence to the one that closes it, or to the end of what it stands in. */
  readonly fences: readonly string[];
  readonly codeSpans: readonly string[];
  /** HTML comments, as blocks and inline. */
  readonly comments: readonly string[];
  readonly items: readonly string[];
  /** `[label]` behind a link's text: what looks like code in it is none, and pages do not care. */
  readonly references: readonly string[];
  /** Inline links: their span and target. */
  readonly links: readonly string[];
}

/** Asks micromark. Columns count tabs there, offsets do not: only offsets are used. */
export function judge(text: string): Structure {
  const events = postprocess(
    parse()
      .document()
      .write(preprocess()(text, undefined, true)),
  );
  const headings: string[] = [];
  const fences: string[] = [];
  const codeSpans: string[] = [];
  const comments: string[] = [];
  const items: string[] = [];
  const links: string[] = [];
  const references: string[] = [];
  let depth = 0;
  let setext = -1;
  for (let i = 0; i < events.length; i++) {
    const [kind, token] = events[i]!;
    const { type, start, end } = token;
    const source = () => text.slice(start.offset, end.offset);
    if (type === 'listOrdered' || type === 'listUnordered') depth += kind === 'enter' ? 1 : -1;
    if (kind !== 'enter') continue;
    if (type === 'reference') references.push(`${start.offset} ${end.offset}`);
    if (type === 'atxHeadingSequence' && events[i - 1]![1].type === 'atxHeading') {
      headings.push(`${end.offset - start.offset} ${start.offset} ${events[i - 1]![1].end.offset}`);
    } else if (type === 'setextHeadingText') setext = start.offset;
    else if (type === 'setextHeadingLineSequence') {
      headings.push(`${source().startsWith('=') ? 1 : 2} ${setext} ${end.offset}`);
    } else if (
      type === 'codeFencedFenceSequence' &&
      events[i - 2]![1].type === 'codeFenced' &&
      events[i - 2]![0] === 'enter'
    ) {
      fences.push(`${start.offset} ${events[i - 2]![1].end.offset}`);
    } else if (type === 'codeText') codeSpans.push(`${start.offset} ${end.offset}`);
    else if ((type === 'htmlText' || type === 'htmlFlow') && source().trimStart().startsWith('<!--')) {
      // A block's token starts with the line's blanks.
      const html = source().trimStart();
      const from = end.offset - html.length;
      const close = html.indexOf('-->', 2);
      comments.push(`${from} ${from + (close < 0 ? html.trimEnd().length : close + 3)}`);
    } else if (type === 'listItemPrefix') items.push(`${start.offset} ${depth - 1}`);
    else if (
      type === 'link' &&
      events.slice(i, i + 400).some(([k, t]) => k === 'enter' && t.type === 'resource' && t.end.offset === end.offset)
    ) {
      links.push(`${start.offset} ${end.offset}`);
    }
  }
  return { headings, fences, codeSpans, comments, items, links, references };
}
