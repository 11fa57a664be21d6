import {
  CodeActionKind,
  type CodeAction,
  type CodeActionParams,
  type Diagnostic,
  type ServerCapabilities,
} from 'vscode-languageserver';
import type { Analysis } from '../../core/analysis/analysis';
import { check } from '../../core/check';
import { refactorings } from '../../core/features/refactor';
import type { Edit } from '../../core/fixes/edit';
import { fixAllEdits, fixesFor } from '../../core/fixes/fixAll';
import { suppressionOf } from '../../core/fixes/suppress';
import type { Finding } from '../../core/rules/rule';
import { switchOff } from '../configurationEdit';
import { toDiagnostic } from '../convert';
import { currentAnalysis } from '../currentAnalysis';
import { toTextEdits, toWorkspaceEdit } from '../edits';
import { guard } from '../guard';
import { everywhereAction, resolveEverywhere } from '../replaceEverywhere';
import { fixAllRequest, type DocumentParams, type FixAllResult } from '../protocol';
import type { Feature, Server } from './feature';

/** "Fix all" of this product, which editors run on save where the user says so. */
const fixAllKind = `${CodeActionKind.SourceFixAll}.attackmark`;
const rewriteKind = `${CodeActionKind.RefactorRewrite}.attackmark`;

/** `textDocument/codeAction`: the lamp beside findings, "fix all", and refactorings; and `attackmark/fixAll`. */
export const codeActionsFeature: Feature = server => {
  const { connection, log } = server;
  connection.onCodeAction(
    guard<CodeActionParams, CodeAction[] | null>('code actions', null, log, params => codeActions(params, server)),
  );
  connection.onRequest(
    fixAllRequest,
    guard<DocumentParams, FixAllResult>('fix all', null, log, async ({ uri }) => {
      const found = await currentAnalysis(uri, server);
      if (found === undefined) return null;
      const { version, analysis } = found;
      const { edits, fixes } = fixAllEdits(analysis);
      return { version, edits: toTextEdits(edits, analysis.page.lines), fixes };
    }),
  );
  connection.onCodeActionResolve((action, token) =>
    guard<CodeAction, CodeAction>('code action', action, log, () => resolveEverywhere(action, server, token))(
      action,
      token,
    ),
  );
  const capabilities: ServerCapabilities = {
    codeActionProvider: {
      codeActionKinds: [CodeActionKind.QuickFix, fixAllKind, rewriteKind],
      resolveProvider: true,
    },
  };
  return capabilities;
};

async function codeActions(
  { textDocument: { uri }, range, context }: CodeActionParams,
  server: Server,
): Promise<CodeAction[]> {
  const { pages, client } = server;
  const analysis = await pages.analysis(uri);
  const version = pages.version(uri);
  if (analysis === undefined || version === undefined) return [];
  const { lines } = analysis.page;
  const wants = (kind: string) => context.only?.some(only => kind === only || kind.startsWith(`${only}.`)) ?? true;
  const editOf = (edits: readonly Edit[]) => toWorkspaceEdit(uri, version, edits, lines, client);

  const isMarkdown = analysis.page.kind === 'markdown';

  const actions: CodeAction[] = [];
  if (wants(CodeActionKind.QuickFix)) {
    for (const [finding, diagnostic] of findingsOf(analysis, context.diagnostics)) {
      // A comment that silences a finding is Markdown's.
      const silences = isMarkdown ? suppressionOf(finding, analysis) : [];
      for (const { title, edits, preferred } of [...fixesFor(finding, analysis), ...silences]) {
        const action: CodeAction = {
          title,
          kind: CodeActionKind.QuickFix,
          diagnostics: [diagnostic],
          edit: editOf(edits),
        };
        actions.push(preferred ? { ...action, isPreferred: true } : action);
      }
      const everywhere = everywhereAction(finding, server);
      if (everywhere !== undefined) actions.push({ ...everywhere, diagnostics: [diagnostic] });
      const edit = await switchOff(finding.code, uri, server.workspace, client);
      if (edit === undefined) continue;
      const title = `Switch ${finding.code} off in .attackmark.json`;
      actions.push({ title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], edit });
    }
  }
  // Source actions are for those who ask for them: they are no answer to a place in the text.
  if (context.only !== undefined && wants(fixAllKind)) {
    const { edits } = fixAllEdits(analysis);
    if (edits.length > 0)
      actions.push({
        title: 'Fix all ATT&CK findings that have one right answer',
        kind: fixAllKind,
        edit: editOf(edits),
      });
  }
  if (isMarkdown && wants(rewriteKind)) {
    const span = { start: lines.offsetOf(range.start), end: lines.offsetOf(range.end) };
    for (const { title, edits } of refactorings(analysis, span))
      actions.push({ title, kind: rewriteKind, edit: editOf(edits) });
  }
  return actions;
}

/** The findings that diagnostics are of, as the text is now; a diagnostic of an older text matches none. */
function findingsOf(analysis: Analysis, diagnostics: readonly Diagnostic[]): [Finding, Diagnostic][] {
  const own = diagnostics.filter(({ source }) => source === 'attackmark');
  if (own.length === 0) return [];
  const key = ({ code, range, data }: Diagnostic) => JSON.stringify([code, range, sortedKeys(data)]);
  const current = new Map(check(analysis).map(finding => [key(toDiagnostic(finding, analysis.page.lines)), finding]));
  return own.flatMap((diagnostic): [Finding, Diagnostic][] => {
    const finding = current.get(key(diagnostic));
    return finding === undefined ? [] : [[finding, diagnostic]];
  });
}

/** Data that went to an editor and came back may have its keys in another order. */
function sortedKeys(data: unknown): unknown {
  return typeof data === 'object' && data !== null ? Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1)) : [];
}
