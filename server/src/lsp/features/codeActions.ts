import { CodeActionKind, type CodeAction, type CodeActionParams, type ServerCapabilities } from 'vscode-languageserver';
import { refactorings } from '../../core/features/refactor';
import type { Edit } from '../../core/fixes/edit';
import { fixAllEdits, fixesFor } from '../../core/fixes/fixAll';
import { suppressionOf } from '../../core/fixes/suppress';
import { switchOff } from '../configurationEdit';
import { currentAnalysis } from '../currentAnalysis';
import { toTextEdits, toWorkspaceEdit } from '../edits';
import { findingsAsked } from '../findingsAsked';
import { guard, guardResolve } from '../guard';
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
  connection.onCodeActionResolve(
    guardResolve<CodeAction>('code action', log, (action, token) => resolveEverywhere(action, server, token)),
  );
  const capabilities: ServerCapabilities = {
    codeActionProvider: {
      codeActionKinds: [CodeActionKind.QuickFix, fixAllKind, rewriteKind],
      resolveProvider: true,
    },
  };
  return capabilities;
};

async function codeActions(params: CodeActionParams, server: Server): Promise<CodeAction[]> {
  const {
    textDocument: { uri },
    range,
    context,
  } = params;
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
    for (const [finding, diagnostic] of findingsAsked(analysis, params)) {
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
