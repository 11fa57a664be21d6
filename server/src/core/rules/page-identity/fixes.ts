import type { Analysis } from '../../analysis/analysis';
import { PageEditor } from '../../fixes/pageEditor';
import { safeFix, suggestion, type Fix } from '../../fixes/fix';
import { idLinePlaces } from '../../fixes/idLine';
import { isGroupId } from '../../parse/ids';
import { foldName } from '../../similar';
import { holds } from '../../text';
import { groupInFileName } from './fileName';
import type { Report } from '../rule';

/** Sets right the one place that the others contradict; where it is one against one, a person decides. */
export function pageIdentityFixes(report: Report, analysis: Analysis): readonly Fix[] {
  const { idLine, title } = analysis.page;
  const label = report.data?.['label'];
  if (typeof label === 'string') return labelFixes(report, label, analysis);
  if (idLine === undefined || title === undefined) return [];
  const other = titlesGroup(analysis);
  if (report.span.start === idLine.span.start || (other !== undefined && other !== idLine.id && !agree(analysis))) {
    return idLineFixes(analysis, other, report);
  }
  const replacement = report.data?.['replacement'];
  if (typeof replacement !== 'string') return [];
  const edits = () => [{ span: report.span, newText: replacement }];
  const isNode = analysis.graphs.some(({ fence }) => holds(fence.span, report.span.start));
  const title_ = isNode ? `Draw the group ${replacement}` : `Link to ${replacement}`;
  return [agree(analysis) ? safeFix(title_, edits) : suggestion(title_, edits, true)];
}

/** The graph's label of the group is to be the title. */
function labelFixes({ span }: Report, label: string, analysis: Analysis): Fix[] {
  const mention = analysis.graphs
    .flatMap(({ flowchart }) => flowchart.mentions)
    .find(({ labelSpan }) => labelSpan?.start === span.start);
  if (mention === undefined) return [];
  const write = () => {
    const editor = new PageEditor(analysis);
    editor.graphAt(span.start)?.rename(mention, mention.id, label, undefined);
    return editor.edits();
  };
  return [safeFix(`Write “${label}”`, write)];
}

/** The ID line's ID is wrong, or the title is: links, graph and file name have a say. */
function idLineFixes(analysis: Analysis, other: string | undefined, report: Report): Fix[] {
  const { idLine, title, links, fileName } = analysis.page;
  const name = String(analysis.live(idLine!.id)?.name ?? '');
  const fixes: Fix[] = [];
  if (other !== undefined) {
    const edits = () => idLinePlaces(idLine!, analysis.page).map(span => ({ span, newText: other }));
    const own = links.filter(({ reference, text }) => reference?.type === 'group' && text === title!.text);
    const named = groupInFileName(fileName, idLine!.id, analysis.catalog.ownPrefixes);
    const witnesses = [...own.map(({ reference }) => reference!.id), ...(named === undefined ? [] : [named])];
    const isSure = witnesses.length > 0 && witnesses.every(id => id === other);
    const text = `Make the ID line ${other}`;
    fixes.push(isSure ? safeFix(text, edits) : suggestion(text, edits, true));
  }
  if (name !== '' && report.span.start === idLine!.span.start) {
    const rename = () => {
      const editor = new PageEditor(analysis);
      editor.setTitle(name, undefined);
      return editor.edits();
    };
    fixes.push(suggestion(`Make the title “${name}”`, rename));
  }
  return fixes;
}

/** The one group that has the title as its name. */
function titlesGroup(analysis: Analysis): string | undefined {
  const named = analysis.snapshot.named(analysis.page.title!.text, 'group');
  return named.length === 1 ? named[0]!.id : undefined;
}

/** True when the ID line's group goes by the title. */
function agree(analysis: Analysis): boolean {
  const { idLine, title } = analysis.page;
  if (idLine === undefined || title === undefined || !isGroupId(idLine.id)) return false;
  const group = analysis.live(idLine.id);
  return group !== undefined && [group.name, ...group.aliases].some(name => foldName(name) === foldName(title.text));
}
