import type { FlowEdge, Flowchart, NodeMention } from '../flowchart/flowchart';
import { grouped } from '../grouped';
import type { Span } from '../text';

/** One statement of a flowchart that draws edges: `A & B --> C --> D`. */
export interface Statement {
  readonly span: Span;
  /** The nodes between the links; one group more than there are links. */
  readonly groups: readonly (readonly Part[])[];
  readonly links: readonly Link[];
}

/** A node of a statement with all that belongs to it: `T1566["Phishing"]:::used`. */
export interface Part {
  readonly mention: NodeMention;
  readonly span: Span;
}

/** A link of a statement and the edges it draws. */
export interface Link {
  readonly span: Span;
  readonly edges: readonly FlowEdge[];
}

/** The statements of a flowchart that draw edges, in source order. */
export function statementsOf(flowchart: Flowchart, text: string): readonly Statement[] {
  const edges = grouped(flowchart.edges, edge => edge.from.statement.start);
  return [...edges.values()].map(own => statementOf(own, text)).sort((a, b) => a.span.start - b.span.start);
}

function statementOf(edges: readonly FlowEdge[], text: string): Statement {
  const links = [...grouped(edges, edge => edge.link.start).values()]
    .map(own => ({ span: own[0]!.link, edges: own, id: own.find(({ id }) => id !== undefined)?.id }))
    .sort((a, b) => a.span.start - b.span.start);
  const { statement } = edges[0]!.from;
  const mentions = [
    distinct(links[0]!.edges.map(edge => edge.from)),
    ...links.map(link => distinct(link.edges.map(edge => edge.to))),
  ];
  const groups = mentions.map((group, at) =>
    group.map((mention, i): Part => {
      const { start } = mention.span;
      const next = group[i + 1]?.span.start;
      const link = links[at];
      let end = statement.end;
      if (next !== undefined) end = start + /\s*(?:&\s*)?$/.exec(text.slice(start, next))!.index;
      else if (link !== undefined) {
        // An edge's name stands before its link: `e1@-->`.
        const name = link.id === undefined ? '' : `${link.id}@`;
        const before = text.slice(start, link.span.start).trimEnd();
        const own = name !== '' && before.endsWith(name) ? before.slice(0, -name.length).trimEnd() : before;
        end = start + own.length;
      }
      return { mention, span: { start, end: Math.max(end, mention.span.end) } };
    }),
  );
  return { span: statement, groups, links };
}

function distinct(mentions: readonly NodeMention[]): NodeMention[] {
  const byPlace = new Map(mentions.map(mention => [mention.idSpan.start, mention]));
  return [...byPlace.values()].sort((a, b) => a.idSpan.start - b.idSpan.start);
}

/** What is left of a statement: groups of nodes, and for each pair of neighbours the link between them. */
export interface Piece {
  readonly groups: readonly (readonly Part[])[];
  /** Indexes into the statement's links. */
  readonly links: readonly number[];
}

/** The statements that draw the edges of a statement that are to stay, and no others; as few as will do. */
export function remainder(statement: Statement, stays: (edge: FlowEdge) => boolean): Piece[] {
  const kept = statement.links.map(link => link.edges.filter(stays));
  const pieces: Piece[] = [];
  for (let at = 0; at < kept.length; at++) {
    if (kept[at]!.length === 0) continue;
    let end = at;
    while (end + 1 < kept.length && kept[end + 1]!.length > 0) end++;
    pieces.push(...chain(statement, kept, at, end));
    at = end;
  }
  return pieces;
}

function chain(statement: Statement, kept: readonly (readonly FlowEdge[])[], first: number, last: number): Piece[] {
  const groups: Part[][] = [];
  for (let group = first; group <= last + 1; group++) {
    const ends = new Set<number>();
    if (group <= last) for (const { from } of kept[group]!) ends.add(from.idSpan.start);
    if (group > first) for (const { to } of kept[group - 1]!) ends.add(to.idSpan.start);
    groups.push(statement.groups[group]!.filter(({ mention }) => ends.has(mention.idSpan.start)));
  }
  const links = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const isWhole = links.every((link, i) => kept[link]!.length === groups[i]!.length * groups[i + 1]!.length);
  return isWhole ? [{ groups, links }] : links.flatMap(link => singleLinks(statement, kept[link]!, link));
}

/** The edges of one link, as statements of one link each: nodes with the same targets stay together. */
function singleLinks(statement: Statement, kept: readonly FlowEdge[], link: number): Piece[] {
  const byTargets = new Map<string, { from: Part[]; to: Part[] }>();
  for (const part of statement.groups[link]!) {
    const targets = new Set(
      kept.filter(({ from }) => from.idSpan.start === part.mention.idSpan.start).map(({ to }) => to.idSpan.start),
    );
    if (targets.size === 0) continue;
    const to = statement.groups[link + 1]!.filter(({ mention }) => targets.has(mention.idSpan.start));
    const key = [...targets].join(' ');
    const known = byTargets.get(key);
    if (known === undefined) byTargets.set(key, { from: [part], to });
    else known.from.push(part);
  }
  return [...byTargets.values()].map(({ from, to }) => ({ groups: [from, to], links: [link] }));
}

/** Writes a piece as the author wrote its statement; `write` gives the text of a node. */
export function writePiece(text: string, statement: Statement, piece: Piece, write: (part: Part) => string): string {
  let result = '';
  piece.groups.forEach((group, i) => {
    if (i > 0) result += connector(text, statement, piece.links[i - 1]!);
    group.forEach((part, at) => {
      result += (at === 0 ? '' : ampersand(text, statement)) + write(part);
    });
  });
  return result;
}

/** The text between two groups: the link, the blanks around it and the edge's name. */
export function connector(text: string, { groups }: Statement, link: number): string {
  return text.slice(groups[link]!.at(-1)!.span.end, groups[link + 1]![0]!.span.start);
}

/** How the statement writes its `&`. */
export function ampersand(text: string, { groups }: Statement): string {
  for (const group of groups) {
    if (group.length > 1) return text.slice(group[0]!.span.end, group[1]!.span.start);
  }
  return ' & ';
}
