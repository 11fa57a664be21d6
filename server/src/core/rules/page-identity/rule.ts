import { nodeKind, type Analysis } from '../../analysis/analysis';
import { drawnLabelOf } from '../../analysis/names';
import { isGroupId } from '../../parse/ids';
import { foldName } from '../../similar';
import type { Report, Rule } from '../rule';
import { groupInFileName } from './fileName';
import { pageIdentityFixes } from './fixes';

export const pageIdentity: Rule = {
  code: 'page-identity',
  severity: 'error',
  scope: 'group-page',
  summary: 'Title, ID line, self-links, graph and file name disagree about the group.',
  *check(analysis) {
    yield* checkIdLine(analysis);
    yield* checkSelfLinks(analysis);
    yield* checkGraphs(analysis);
    yield* checkFileName(analysis);
  },
  fixes: pageIdentityFixes,
};

/** The ID line's group must be called what the title says, or have it among its aliases. */
function* checkIdLine(analysis: Analysis): Iterable<Report> {
  const { idLine, title } = analysis.page;
  if (idLine === undefined || title === undefined) return;
  const group = analysis.live(idLine.id);
  if (group?.type !== 'group') return;
  const wanted = foldName(title.text);
  if ([group.name, ...group.aliases].some(name => foldName(name) === wanted)) return;
  const named = analysis.snapshot.named(title.text, 'group');
  const help = named.length === 1 ? `${title.text} is ${named[0]!.id}.` : 'Correct the ID line or the title.';
  yield {
    span: idLine.span,
    message: `${idLine.id} is ${group.name}, and this page is about ${title.text}. ${help}`,
    data: { id: idLine.id, name: group.name, ...(named.length === 1 ? { replacement: named[0]!.id } : {}) },
  };
}

/** A link with the title as its text leads to the group of the ID line. */
function* checkSelfLinks(analysis: Analysis): Iterable<Report> {
  const { idLine, title, links } = analysis.page;
  if (idLine === undefined || title === undefined || !isGroupId(idLine.id)) return;
  for (const { text, reference } of links) {
    if (reference?.type !== 'group' || reference.id === idLine.id || text !== title.text) continue;
    if (!analysis.isOurs(reference.id)) continue;
    yield {
      span: reference.idSpan,
      message: `This link on ${title.text} leads to ${reference.id}, and the page’s ID line says ${idLine.id}. Correct the one or the other.`,
      data: { id: reference.id, replacement: idLine.id },
    };
  }
}

/** The graph's group is the page's: its label is the title, and a G-ID that stands for it is the ID line's. */
function* checkGraphs(analysis: Analysis): Iterable<Report> {
  const { idLine, title, lines } = analysis.page;
  const seen = new Set<number>();
  for (const graph of analysis.graphs) {
    const { nodes, mentions } = graph.flowchart;
    const groups = new Set([...nodes.keys()].filter(id => nodeKind(id) === 'group'));
    for (const mention of mentions) {
      if (!groups.has(mention.id)) continue;
      const line = lines.lineOf(mention.span.start);
      if (seen.has(line)) continue;
      const label = drawnLabelOf(mention);
      if (title !== undefined && label !== undefined && label !== title.text) {
        seen.add(line);
        yield {
          span: mention.labelSpan ?? mention.idSpan,
          message: `The graph calls the group “${label}”, and the page’s title is “${title.text}”. Write “${title.text}”.`,
          data: { label: title.text },
        };
      } else if (
        idLine !== undefined &&
        isGroupId(mention.id) &&
        isGroupId(idLine.id) &&
        mention.id !== idLine.id &&
        analysis.live(mention.id) !== undefined
      ) {
        seen.add(line);
        yield {
          span: mention.idSpan,
          message: `The graph draws the group ${mention.id}, and the page’s ID line says ${idLine.id}. Write ${idLine.id}.`,
          data: { id: mention.id, replacement: idLine.id },
        };
      }
    }
  }
}

/** `G0098.md` holds the page of G0098. */
function* checkFileName(analysis: Analysis): Iterable<Report> {
  const { fileName, idLine, title } = analysis.page;
  if (title === undefined || idLine === undefined || !isGroupId(idLine.id)) return;
  const named = groupInFileName(fileName, idLine.id, analysis.catalog.ownPrefixes);
  if (named === undefined || idLine.id === named) return;
  yield {
    span: title.span,
    message: `The file is named for ${named}, and its page says that it is about ${idLine.id} ${title.text}. Rename the file, or correct the page.`,
    data: { id: idLine.id, named },
  };
}
