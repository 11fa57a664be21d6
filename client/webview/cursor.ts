import type { GraphModel } from '../../server/src/core/features/graph';
import type { Position, Range } from '../../server/src/core/text';

/** What stands at a place of the page's text: a node, or an edge by its number in the model. */
export type AtCursor =
  { readonly kind: 'node'; readonly id: string } | { readonly kind: 'edge'; readonly index: number };

/**
 * What the cursor points at: the node under it, else the edge or the list item on its line. Undefined in
 * prose and between things. A group stands on most lines of its graph and lights half of the picture: on
 * an edge's line, the edge is meant.
 */
export function atCursor(model: GraphModel, position: Position): AtCursor | undefined {
  const under = model.nodes.find(
    ({ ranges, listRanges }) =>
      ranges.some(range => holds(range, position)) || listRanges.some(range => holds(range, position)),
  );
  if (under !== undefined && under.kind !== 'group') return { kind: 'node', id: under.id };
  const index = model.edges.findIndex(({ range }) => range !== null && onLine(range, position));
  if (index !== -1) return { kind: 'edge', index };
  if (under !== undefined) return { kind: 'node', id: under.id };
  const listed = model.nodes.find(({ listRanges }) => listRanges.some(range => onLine(range, position)));
  return listed === undefined ? undefined : { kind: 'node', id: listed.id };
}

function holds({ start, end }: Range, { line, character }: Position): boolean {
  const before = start.line < line || (start.line === line && start.character <= character);
  const after = end.line > line || (end.line === line && end.character >= character);
  return before && after;
}

function onLine({ start, end }: Range, { line }: Position): boolean {
  return start.line <= line && line <= end.line;
}
