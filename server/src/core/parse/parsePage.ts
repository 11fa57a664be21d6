import type { Fence, Graph, Heading, IdLine, Link, ListItem, Page, TechniqueItem, TechniqueList } from '../page';
import { LineIndex, type Span } from '../text';
import { readBlocks, type Blocks } from './blocks';
import { firstLineEnd, isBlank } from './characters';
import { readFrontMatter, startOfBody } from './frontMatter';
import { readHeading, sectionEnd, type HeadingInline } from './headings';
import { findIds, idForm } from './ids';
import { readInline } from './inline';
import { readFlowchart } from './readFlowchart';
import { readSuppressions } from './suppressions';

const listHeading = /^techniques used by group$/i;
const summaryHeading = /^summary of techniques and mitigations$/i;
/** Marks of emphasis, code or a link may stand around the word and around the ID: `**ID:** [G0098](groups/G0098)`. */
const idLineHeading = /^[*_]*ID[*_]*\s*:[\s*_`[]*([^\s*`\]]*)/i;

const noInline: HeadingInline = { links: [], code: [], comments: [] };

/**
 * Reads a Markdown text into an immutable page. Never throws, whatever the text; time in step with its
 * length. `fileName` is the file's name without its folder, where it has one.
 */
export function parsePage(text: string, fileName = ''): Page {
  const lines = new LineIndex(text);
  const frontMatter = readFrontMatter(text);
  const blocks = readBlocks(text, startOfBody(text, frontMatter));

  const links: Link[] = [];
  const code: Span[] = [...blocks.raw];
  const comments: Span[] = [...blocks.comments];
  /** The first link of an item's first paragraph, by the item's index. */
  const firstLinks = new Map<number, Link>();
  /** What stands in a heading, by where it starts. */
  const headingInlines = new Map(blocks.headings.map(({ content }) => [content.start, noInline]));
  for (const block of blocks.texts) {
    const before = { links: links.length, code: code.length, comments: comments.length };
    readInline(text, block.span, { links, code, comments });
    if (headingInlines.has(block.span.start)) {
      headingInlines.set(block.span.start, {
        links: links.slice(before.links),
        code: code.slice(before.code),
        comments: comments.slice(before.comments),
      });
    }
    if (block.item >= 0 && links.length > before.links) firstLinks.set(block.item, firstOf(links, before.links));
  }

  const headings = blocks.headings.map(({ level, content, block }): Heading => {
    return { level, block, ...readHeading(text, content, headingInlines.get(content.start)!) };
  });
  const idLine = readIdLine(text, headings);
  const fences = blocks.fences.map(fence => readFence(text, fence));
  const graphs = fences.filter(fence => fence.language === 'mermaid').map(fence => readGraph(text, fence));
  for (const fence of fences) code.push(fence.span);
  const allComments = graphs.reduce<readonly Span[]>((all, graph) => all.concat(graph.flowchart.comments), comments);

  return {
    kind: 'markdown',
    text,
    lines,
    fileName,
    lineEnd: firstLineEnd(text),
    frontMatter,
    headings,
    title: findTitle(headings, idLine),
    idLine,
    techniqueList: readTechniqueList(text, headings, blocks, firstLinks),
    listItems: blocks.items,
    links,
    fences,
    graphs,
    // Blocks were found before what stands in lines.
    comments: comments.sort((a, b) => a.start - b.start),
    code: code.sort((a, b) => a.start - b.start),
    suppressions: readSuppressions(text, lines, allComments),
    idPlaces: [],
  };
}

/** The link that starts first: links that hold images are found after them. */
function firstOf(links: readonly Link[], from: number): Link {
  let first = links[from]!;
  for (let i = from + 1; i < links.length; i++) if (links[i]!.span.start < first.span.start) first = links[i]!;
  return first;
}

function readIdLine(text: string, headings: readonly Heading[]): IdLine | undefined {
  for (const heading of headings) {
    const match = idLineHeading.exec(text.slice(heading.span.start, heading.span.end));
    if (match === null) continue;
    const id = match[1]!.replace(/(?<!_)_+$/, '');
    // `## ID: of things` and `## ID: General` are headings about something else.
    if (id !== '' && idForm(id)?.type !== 'group' && !/^G(?:[a-z_]*\d\w*)?$/i.test(id)) continue;
    const start = heading.span.start + match[0].length - match[1]!.length;
    return { heading, id, span: { start, end: start + id.length } };
  }
  return undefined;
}

function findTitle(headings: readonly Heading[], idLine: IdLine | undefined): Heading | undefined {
  const candidates = headings.filter(
    heading => heading.level === 1 && !listHeading.test(heading.text) && !summaryHeading.test(heading.text),
  );
  if (idLine === undefined) return candidates[0];
  return candidates.findLast(heading => heading.span.start < idLine.span.start);
}

function readTechniqueList(
  text: string,
  headings: readonly Heading[],
  blocks: Blocks,
  firstLinks: ReadonlyMap<number, Link>,
): TechniqueList | undefined {
  const index = headings.findIndex(heading => listHeading.test(heading.text));
  if (index < 0) return undefined;
  const heading = headings[index]!;
  const place = { start: heading.block.start, end: sectionEnd(headings, index, text) };
  const items: TechniqueItem[] = [];
  blocks.items.forEach((item, at) => {
    if (item.marker.start < place.start || item.marker.start >= place.end) return;
    const read = readTechniqueItem(text, item, firstLinks.get(at));
    if (read !== undefined) items.push(read);
  });
  return { heading, span: place, items };
}

/** The technique an item names: by the link it starts with, or by a bare ID in the link's place. */
function readTechniqueItem(text: string, item: ListItem, link: Link | undefined): TechniqueItem | undefined {
  if (link?.reference?.type === 'technique') {
    const { id, idSpan, goodForm } = link.reference;
    return { item, link, id, idSpan, label: link.text, labelSpan: link.textSpan, goodForm };
  }
  let start = item.contentStart;
  while (start < item.lineEnd && (isBlank(text.charCodeAt(start)) || '[*`_'.includes(text[start]!))) start++;
  if (start > item.contentStart && text.slice(item.contentStart, start).includes('`')) return undefined;
  const [token] = findIds(text, { start, end: item.lineEnd });
  if (token === undefined || token.type !== 'technique' || token.span.start !== start) return undefined;
  const { id, span: idSpan } = token;
  return { item, link: undefined, id, idSpan, label: undefined, labelSpan: undefined, goodForm: true };
}

function readFence(text: string, block: Blocks['fences'][number]): Fence {
  const info = text.slice(block.info.start, block.info.end);
  const word = /^[^\s{]*/.exec(info)![0].toLowerCase();
  // `{mermaid}` and `{.mermaid}` are how some generators spell it.
  const language = word !== '' ? word : (/^\{\.?([\w-]+)/.exec(info)?.[1]?.toLowerCase() ?? '');
  const { opening, content, span, closed, quoted } = block;
  return { info, language, opening, content, span, closed, quoted };
}

function readGraph(text: string, fence: Fence): Graph {
  return { fence, flowchart: readFlowchart(text, fence.content, fence.quoted) };
}
