import type { ClientCapabilities, TextDocumentEdit, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import type { Analysis } from '../core/analysis/analysis';
import type { Edit } from '../core/fixes/edit';
import type { LineIndex } from '../core/text';
import type { Pages } from './pages';
import type { DocumentEdits } from './protocol';

/** Offsets to positions, in the order in which edits at one place are applied. */
export function toTextEdits(edits: readonly Edit[], lines: LineIndex): TextEdit[] {
  return edits.map(({ span, newText }) => ({ range: lines.rangeOf(span), newText }));
}

/** Edits of one document; an editor that can is told which version of it they are for. */
export function toWorkspaceEdit(
  uri: string,
  version: number | null,
  edits: readonly Edit[],
  lines: LineIndex,
  client: ClientCapabilities,
): WorkspaceEdit {
  const textEdits = toTextEdits(edits, lines);
  return client.workspace?.workspaceEdit?.documentChanges === true
    ? { documentChanges: [{ textDocument: { uri, version }, edits: textEdits }] }
    : { changes: { [uri]: textEdits } };
}

/** Edits of several documents for an editor that knows no versions of them. */
export function withoutVersions(edits: readonly TextDocumentEdit[]): WorkspaceEdit {
  // Ours are plain: they hold no snippets.
  const plain = edits.map(({ textDocument, edits: own }) => [textDocument.uri, own as TextEdit[]]);
  return { changes: Object.fromEntries(plain) as Record<string, TextEdit[]> };
}

/** The edits of an open document that a feature makes, for the version that it is at; null where it is not open. */
export async function documentEdits(
  pages: Pages,
  uri: string,
  make: (analysis: Analysis) => readonly Edit[],
): Promise<DocumentEdits | null> {
  const analysis = await pages.analysis(uri);
  const version = pages.version(uri);
  if (analysis === undefined || version === undefined) return null;
  return { version, edits: toTextEdits(make(analysis), analysis.page.lines) };
}
