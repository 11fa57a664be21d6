import { deepStrictEqual } from 'node:assert/strict';
import { Analysis } from '../../server/src/core/analysis/analysis';
import type { PageContext } from '../../server/src/core/features/definition';
import { languageOfFile, readFile } from '../../server/src/core/places/kinds';
import type { Settings } from '../../server/src/core/settings';
import type { Span } from '../../server/src/core/text';
import { factsOf } from '../../server/src/core/workspace/facts';
import { WorkspaceIndex } from '../../server/src/core/workspace/workspaceIndex';
import { parseCase } from '../harness/caseFile';
import { shippedCatalog } from '../harness/catalog';
import { readMarks, writeMarks, type Marked } from '../harness/marks';

export const folder = 'file:///w';

/** The URI of a path in the tests' workspace, as the index has it. */
export function uriOf(path: string): string {
  return `${folder}/${encodeURI(path)}`;
}

/** Some files with marks, given as `-- path --` and text, and what a feature needs of the one that holds `$0`. */
export interface MarkedPages {
  readonly files: ReadonlyMap<string, Marked>;
  readonly index: WorkspaceIndex;
  readonly path: string;
  readonly caret: number;
  readonly analysis: Analysis;
  readonly context: PageContext;
  analysisOf(path: string): Analysis;
}

export function pagesOf(source: string, settings: Settings = { attackVersion: '18.1' }): MarkedPages {
  const { sections } = parseCase(source.replace(/^\n/, ''));
  const files = new Map([...sections].map(([path, text]) => [path, readMarks(text)]));
  const read = (path: string) =>
    readFile(languageOfFile(path)!, files.get(path)!.text, path.slice(path.lastIndexOf('/') + 1));
  const analysisOf = (path: string) => new Analysis(read(path)!, shippedCatalog(), { own: settings });
  const index = WorkspaceIndex.empty().with(
    [...files.keys()].map(path => {
      const page = read(path);
      return [uriOf(path), page === undefined ? undefined : factsOf(uriOf(path), page)];
    }),
  );
  const path = [...files].find(([, { caret }]) => caret !== undefined)?.[0] ?? [...files.keys()][0]!;
  return {
    files,
    index,
    path,
    caret: files.get(path)!.caret ?? 0,
    analysis: analysisOf(path),
    context: { uri: uriOf(path), index, folders: [folder] },
    analysisOf,
  };
}

/** The marks of a text must be these spans, no more and no less. */
export function sameSpans({ text, marks }: Marked, spans: readonly Span[], tag = 'x'): void {
  const wanted = marks.filter(mark => mark.tag === tag);
  deepStrictEqual(
    writeMarks(
      text,
      [...spans].sort((a, b) => a.start - b.start).map(span => ({ tag, span })),
    ),
    writeMarks(text, wanted),
  );
}
