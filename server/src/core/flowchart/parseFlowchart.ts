import type { Span } from '../text';
import { isSpace, skipSpace, trimEnd } from './chars';
import { readConfig, type BlockConfig } from './config';
import { c4Name, diagramType } from './diagramType';
import type { Flowchart } from './flowchart';
import { prepare, type FrontMatterYaml, type Prepared } from './prepare';
import { fix, Problems } from './problems';
import { FlowchartReader } from './reader';
import { isNearly } from './similar';

/**
 * Reads the Mermaid block `text[start, end)`: what stands between the fences of a page, or a whole
 * Mermaid file. All spans of the result are offsets into `text`. Never throws: broken lines become
 * problems, and all other lines are read. A block of another diagram type is accepted unread.
 */
export function parseFlowchart(text: string, start: number, end: number): Flowchart {
  const prepared = prepare(text, start, end);
  const problems = new Problems(text);
  const config = readConfig(prepared);
  if (config.fault) reportFrontMatter(text, prepared.frontMatter!, config.fault, problems);
  const type = diagramType(prepared.cleaned);
  if (type === 'other') return unread(prepared, new Problems(text));
  const header = skipSpace(prepared.edited.text, 0);
  let headerEnd: number | undefined;
  if (type === 'unknown') {
    headerEnd = reportUnknown(prepared, header, end, problems);
    if (headerEnd === undefined) return unread(prepared, problems);
  }
  if (type === 'c4') reportC4(prepared, problems);
  const reader = new FlowchartReader(prepared, problems, config.inheritsDirection);
  reader.read(header, headerEnd);
  if (config.defaultRenderer === 'dagre-d3' && type === 'flowchart') reportRenderer(text, prepared, problems);
  const { model } = reader;
  return {
    accept: problems.accept,
    isFlowchart: true,
    header: reader.header,
    direction: reader.direction,
    nodes: model.nodes,
    mentions: reader.mentions,
    edges: model.edges,
    subgraphs: model.subgraphs,
    comments: prepared.comments,
    problems: problems.sorted(),
  };
}

/** What is made of a block that is no flowchart. */
function unread(prepared: Prepared, problems: Problems): Flowchart {
  return {
    accept: problems.accept,
    isFlowchart: false,
    header: undefined,
    direction: undefined,
    nodes: new Map(),
    mentions: [],
    edges: [],
    subgraphs: [],
    comments: prepared.comments,
    problems: problems.sorted(),
  };
}

function reportFrontMatter(
  text: string,
  { yaml, span, linesAbove, indent }: FrontMatterYaml,
  { message, offset }: NonNullable<BlockConfig['fault']>,
  problems: Problems,
): void {
  // The YAML may have been cut out of indented lines with other line ends: the place is found by line and column.
  const before = yaml.slice(0, offset).split('\n');
  let line = span.start;
  for (let i = 0; i < linesAbove + before.length - 1; i++) line = lineEnd(text, line, true);
  const end = Math.max(span.start, Math.min(lineEnd(text, line, false), span.end));
  const at = Math.min(line + indent + before.at(-1)!.length, end);
  const place: Span =
    at < end ? { start: at, end } : { start: Math.max(span.start, trimEnd(text, span.start, end) - 1), end };
  problems.syntax('front-matter', place, `Mermaid cannot read the front matter: ${message}`);
}

function lineEnd(text: string, from: number, withBreak: boolean): number {
  let at = from;
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++;
  if (!withBreak || at === text.length) return at;
  return text[at] === '\r' && text[at + 1] === '\n' ? at + 2 : at + 1;
}

/** Reports a block without a known first word. Gives the word's end where it is a misspelt `flowchart` or `graph`. */
function reportUnknown(prepared: Prepared, start: number, blockEnd: number, problems: Problems): number | undefined {
  const { edited, directives } = prepared;
  const text = edited.text;
  const open = directives.find(({ directive }) => !directive.closed);
  if (open) {
    const message =
      'No `}%%` ends this directive, so Mermaid reads the whole diagram as part of it. Write `}%%` after it.';
    problems.syntax('unclosed-directive', { start: open.span.start, end: open.span.start + 3 }, message);
    return undefined;
  }
  let end = start;
  while (end < text.length && !isSpace(text.charCodeAt(end)) && text[end] !== ';') end++;
  if (end === start) {
    problems.syntax(
      'empty-diagram',
      { start: blockEnd, end: blockEnd },
      'This diagram is empty. Start it with `flowchart LR`.',
    );
    return undefined;
  }
  const word = text.slice(start, end);
  const span = edited.sourceSpan(start, end);
  const right = ['flowchart', 'graph'].find(keyword => isNearly(word, keyword));
  if (right === undefined) {
    problems.syntax(
      'unknown-diagram',
      span,
      `Mermaid knows no diagram \`${word}\`. Start a flowchart with \`flowchart LR\`.`,
    );
    return undefined;
  }
  const message = `Mermaid knows no diagram \`${word}\`. Write \`${right}\`.`;
  problems.syntax('unknown-diagram', span, message, fix(`Write \`${right}\``, span, right));
  return end;
}

function reportC4({ edited }: Prepared, problems: Problems): void {
  const found = c4Name.exec(edited.text);
  if (!found) return;
  const span = edited.sourceSpan(found.index, found.index + found[0].length);
  const message = `Mermaid takes every diagram in which \`${found[0]}\` stands for a C4 diagram. Write the word in another way.`;
  problems.syntax('read-as-c4', span, message);
}

/** Releases before 12 know no flowchart with that renderer. */
function reportRenderer(text: string, { frontMatter, directives, edited }: Prepared, problems: Problems): void {
  if (!edited.text.startsWith('flowchart', skipSpace(edited.text, 0))) return;
  const places = [...(frontMatter ? [frontMatter.span] : []), ...directives.map(({ span }) => span)];
  for (const { start, end } of places.reverse()) {
    const at = text.slice(start, end).lastIndexOf('dagre-d3');
    if (at < 0) continue;
    const span = { start: start + at, end: start + at + 'dagre-d3'.length };
    const message = 'Mermaid 11 cannot draw a `flowchart` with this renderer. Delete the setting.';
    problems.hint('portability', 'old-renderer', span, message);
    return;
  }
}
