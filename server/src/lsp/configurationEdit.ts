import { modify, applyEdits as applyJsonEdits } from 'jsonc-parser';
import type { ClientCapabilities, WorkspaceEdit } from 'vscode-languageserver';
import { lineEdits } from '../core/fixes/fixAll';
import type { RuleCode } from '../core/rules/codes';
import { configurationFileName } from '../core/settings';
import { LineIndex } from '../core/text';
import { toTextEdits } from './edits';
import type { Workspace } from './workspace';

/** What switches a rule off for a document's folder: a change to the nearest `.attackmark.json`, or a new one. */
export async function switchOff(
  code: RuleCode,
  uri: string,
  workspace: Workspace,
  client: ClientCapabilities,
): Promise<WorkspaceEdit | undefined> {
  const can = client.workspace?.workspaceEdit;
  if (can?.documentChanges !== true) return undefined;
  const { file, exists } = await findFile(uri, workspace);
  if (!exists && can.resourceOperations?.includes('create') !== true) return undefined;
  const before = exists ? ((await workspace.text(file)) ?? '') : '';
  const edits = lineEdits(before, withRuleOff(before, code));
  const change = {
    textDocument: { uri: file, version: null },
    edits: toTextEdits(edits, new LineIndex(before)),
  };
  const create = { kind: 'create' as const, uri: file, options: { ignoreIfExists: true } };
  return { documentChanges: exists ? [change] : [create, change] };
}

/** The text of a configuration file with a rule switched off; comments and layout stay. */
export function withRuleOff(text: string, code: RuleCode): string {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const source = text.trim() === '' ? `{}${eol}` : text;
  const formattingOptions = { insertSpaces: !/^\t/m.test(text), tabSize: 2, eol };
  return applyJsonEdits(source, modify(source, ['rules', code], 'off', { formattingOptions }));
}

/** The nearest configuration file above a document; where there is none, one in its workspace folder or beside it. */
async function findFile(uri: string, workspace: Workspace): Promise<{ file: string; exists: boolean }> {
  const root = workspace.folders.filter(folder => uri.startsWith(`${folder}/`)).sort((a, b) => b.length - a.length)[0];
  let folder = uri.slice(0, uri.lastIndexOf('/'));
  const first = folder;
  while (/^[a-z][a-z0-9+.-]*:\/\/[^/]*(?:\/|$)/i.test(folder)) {
    const file = `${folder}/${configurationFileName}`;
    if (await workspace.exists(file)) return { file, exists: true };
    const parent = folder.slice(0, folder.lastIndexOf('/'));
    if (parent.endsWith('/') || parent === folder) break;
    folder = parent;
  }
  return { file: `${root ?? first}/${configurationFileName}`, exists: false };
}
