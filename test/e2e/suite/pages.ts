import * as vscode from 'vscode';
import type { AttackmarkExtension } from '../../../client/src/activate';
import { uriOf } from './files';
import { until } from './until';

export const seedPage = 'groups/G0098.md';
export const faultyPage = 'groups-with-faults/G1024.md';

/** The findings of the seed page against the newest release, hints left out. */
export const seedFindings = [
  'mitigation-missing',
  'mitigation-missing',
  'mitigation-missing',
  'revoked-id',
  'revoked-id',
  'revoked-id',
  'revoked-id',
];

/** The extension under test, active. */
export async function activeExtension(): Promise<vscode.Extension<AttackmarkExtension>> {
  const extension = vscode.extensions.getExtension<AttackmarkExtension>('attackmark.attackmark');
  if (extension === undefined) throw new Error('the extension is not there');
  await extension.activate();
  return extension;
}

/** Opens a page of the samples in the only editor, at its top. */
export async function openPage(path: string): Promise<vscode.TextEditor> {
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  const document = await vscode.workspace.openTextDocument(uriOf(path));
  const editor = await vscode.window.showTextDocument(document, { preview: false });
  // VS Code remembers where it was the last time.
  const top = new vscode.Position(0, 0);
  editor.selection = new vscode.Selection(top, top);
  editor.revealRange(editor.selection, vscode.TextEditorRevealType.AtTop);
  return editor;
}

/** The Markdown page in sight that was never saved, once there is one. */
export async function untitledPage(): Promise<vscode.TextDocument> {
  const isUntitled = ({ document }: vscode.TextEditor) => document.isUntitled && document.languageId === 'markdown';
  return until('a page that was never saved', () => vscode.window.visibleTextEditors.find(isUntitled)?.document);
}

/** The tabs of graph previews. */
export function graphTabs(): vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('attackmark.graph'));
}

/** Throws away what a test wrote into the active page. */
export async function revertPage(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.files.revert');
}

/** The codes of a page's findings, sorted; hints left out. */
export function codes(document: vscode.TextDocument): string[] {
  return vscode.languages
    .getDiagnostics(document.uri)
    .filter(({ severity }) => severity !== vscode.DiagnosticSeverity.Hint)
    .map(({ code }) => (typeof code === 'object' ? String(code.value) : String(code)))
    .sort();
}

/** Waits until a page's findings are these, hints left out. */
export async function untilCodes(document: vscode.TextDocument, expected: readonly string[]): Promise<void> {
  try {
    await until('the findings', () => codes(document).join() === expected.join());
  } catch {
    throw new Error(`the findings are\n  ${codes(document).join('\n  ')}\nand not\n  ${expected.join('\n  ')}`);
  }
}

/** Waits until a page has a finding of a code, or has none any more. */
export async function untilCode(document: vscode.TextDocument, code: string, present: boolean): Promise<void> {
  await until(`${code} to ${present ? 'appear' : 'go'}`, () => codes(document).includes(code) === present);
}

/** Puts the caret behind some text of a line, shows the line, and gives the keyboard to the editor. */
export async function placeCaret(editor: vscode.TextEditor, line: string, after: string): Promise<void> {
  const number = lineNumber(editor.document, line);
  const text = editor.document.lineAt(number).text;
  const position = new vscode.Position(number, text.indexOf(after) + after.length);
  editor.selection = new vscode.Selection(position, position);
  editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenter);
  await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
}

/** The line of the caret. */
export function caretLine(editor: vscode.TextEditor): string {
  return editor.document.lineAt(editor.selection.active.line).text;
}

function lineNumber(document: vscode.TextDocument, start: string): number {
  for (let number = 0; number < document.lineCount; number++) {
    if (document.lineAt(number).text.startsWith(start)) return number;
  }
  throw new Error(`no line starts with ${start}`);
}
