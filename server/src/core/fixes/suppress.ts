import type { Analysis } from '../analysis/analysis';
import { lineEndAt, startOfText } from '../parse/characters';
import { suppressionsFor } from '../parse/suppressions';
import type { Finding } from '../rules/rule';
import { holds } from '../text';
import { suggestion, type Fix } from './fix';
import { blockEndOf } from './listEditor';

/** What stands for the reason until its author writes one. */
const reason = 'reason';

/**
 * Silences a finding on its line, with a comment above it that says why: `<!-- … -->`, in a flowchart `%% …`.
 * Nothing where no comment can stand there.
 */
export function suppressionOf(finding: Finding, analysis: Analysis): readonly Fix[] {
  const { page } = analysis;
  const { code, span } = finding;
  if (code === 'bad-suppression') return [];
  const line = page.lines.lineOf(span.start);
  const title = `Suppress ${code} here`;
  const known = suppressionsFor(page, line).find(({ codes }) => codes.length > 0);
  if (known !== undefined) {
    const at = known.codes.at(-1)!.span.end;
    return [suggestion(title, () => [{ span: { start: at, end: at }, newText: ` ${code}` }])];
  }
  const lineStart = page.lines.startOf(line);
  const { frontMatter } = page;
  if (frontMatter !== undefined && lineStart <= frontMatter.span.end) return [];
  const graph = page.graphs.find(({ fence }) => holds(fence.content, lineStart));
  const isCode = page.code.some(({ start, end }) => start < lineStart && lineStart < end);
  if (graph === undefined && isCode) return [];
  const isInside = graph?.flowchart.mentions.some(
    ({ statement }) => statement.start < lineStart && lineStart < statement.end,
  );
  if (isInside === true) return [];
  const directive = `attackmark-disable-next-line ${code} -- ${reason}`;
  const comment = graph === undefined ? `<!-- ${directive} -->` : `%% ${directive}`;
  const at = Math.max(lineStart, startOfText(page.text));
  const newText = indentAt(analysis, line, graph !== undefined) + comment + page.lineEnd;
  return [suggestion(title, () => [{ span: { start: at, end: at }, newText }])];
}

/** A comment between two items of a list is indented into the first one, so that they stay one list. */
function indentAt({ page }: Analysis, line: number, isInGraph: boolean): string {
  const { text, lines, listItems } = page;
  const lineStart = lines.startOf(line);
  const own = isInGraph ? undefined : listItems.find(({ marker }) => lines.lineOf(marker.start) === line);
  const before = own && listItems[listItems.indexOf(own) - 1];
  // What stands between them may have ended the list: there the indent would make the comment code.
  const isOneList =
    own !== undefined &&
    before?.depth === own.depth &&
    text.slice(blockEndOf(page, { item: before }), lineStart).trim() === '';
  if (!isOneList) {
    return /^[ \t>]*/.exec(text.slice(lineStart, lineEndAt(text, lineStart)))![0];
  }
  const { marker, contentStart } = own;
  return (
    text.slice(lineStart, marker.start) + ' '.repeat(marker.end - marker.start) + text.slice(marker.end, contentStart)
  );
}
