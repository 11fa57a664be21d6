import type { Catalog, ObjectType } from '../catalog/catalog';
import type { Link } from '../page';
import { idForm } from '../parse/ids';
import { trimmed, type Table, type TableCell } from '../places/tables';
import type { Wikilink } from '../places/wikilinks';
import { slice, type Span } from '../text';
import { wikilinkIds, type Candidate } from './candidates';

/** What a column is called that holds ATT&CK's IDs, and which of them. */
const headWords: readonly (readonly [RegExp, ObjectType | undefined])[] = [
  [/att&?(?:amp;)?ck|\bmitre\b/i, undefined],
  [/\b(?:sub-?)?techniques?\b|\bttps?\b|\bt-?ids?\b/i, 'technique'],
  [/\bmitigations?\b/i, 'mitigation'],
  [/\bgroups?\b/i, 'group'],
  [/\bsoftware\b/i, 'software'],
  [/\btactics?\b/i, 'tactic'],
  [/\bcampaigns?\b/i, 'campaign'],
];

/** The links of a page by where they start: a cell may be one. */
export interface Links {
  readonly wikilinks: ReadonlyMap<number, Wikilink>;
  readonly links: ReadonlyMap<number, Link>;
}

/** The IDs in those columns of a table that hold ATT&CK's: by their names beside them, or by the column's head. */
export function tableIds({ head, rows }: Table, text: string, links: Links, catalog: Catalog): Candidate[] {
  return head.flatMap(({ text: title }, column) => {
    const words = headWords.find(([pattern]) => pattern.test(title));
    const cells = rows.flatMap(row => {
      const cell = row[column];
      return cell === undefined ? [] : idsOfCell(cell, text, links).map(found => ({ ...found, row }));
    });
    const isNamed = cells.some(({ id, row }) => row.some(other => isNameOf(other.text, id, catalog)));
    const fitting = cells.filter(({ id }) => words?.[1] === undefined || idForm(id)?.type === words[1]);
    const known = fitting.filter(({ id }) => catalog.knows(id));
    // A head of that word alone may be about anything: others' IDs are faults only among many of ATT&CK's.
    const isCertain = isNamed || (known.length > 1 && known.length * 2 > fitting.length);
    const meant = isNamed ? cells : words !== undefined ? fitting : [];
    return meant.map(({ row: _, ...candidate }) => ({ ...candidate, isCertain }));
  });
}

/** The IDs of a cell that holds nothing else: plain, in a link, or several with commas between them. */
function idsOfCell(cell: TableCell, text: string, { wikilinks, links }: Links): Candidate[] {
  const { span } = cell;
  const wikilink = wikilinks.get(span.start);
  if (wikilink !== undefined) return wikilink.span.end === span.end ? wikilinkIds(wikilink) : [];
  const link = links.get(span.start);
  // A link to the site is checked as such.
  if (link !== undefined && (link.span.end !== span.end || /^https?:/i.test(link.target))) return [];
  const parts = splitCell(text, link?.textSpan ?? span);
  if (!parts.every(part => idForm(part.text) !== undefined)) return [];
  return parts.map(part => ({ id: part.text, span: part.span, isCertain: false }));
}

/** The parts of a cell between commas, without marks of emphasis around them. */
function splitCell(text: string, { start, end }: Span): TableCell[] {
  const parts: TableCell[] = [];
  let from = start;
  for (const piece of slice(text, { start, end }).split(/[,;]/)) {
    const marks = /^[\s*_]*/.exec(piece)![0].length;
    const part = trimmed(text, { start: from + marks, end: from + piece.length });
    const content = part.text.replace(/[*_]+$/, '');
    parts.push({ text: content, span: { start: part.span.start, end: part.span.start + content.length } });
    from += piece.length + 1;
  }
  return parts;
}

/** True for a cell that is a name which an ID's object has or had, its parent's name before it or not. */
function isNameOf(cell: string, id: string, catalog: Catalog): boolean {
  if (cell.length < 3 || !catalog.knows(id)) return false;
  const text = cell.replace(/^\[+|[*_`]+|\]\(.*$|\]+$/g, '').toLowerCase();
  return catalog.history(id).some(({ name }) => {
    const known = name.toLowerCase();
    return text === known || text.endsWith(`: ${known}`) || text.endsWith(`|${known}`);
  });
}
