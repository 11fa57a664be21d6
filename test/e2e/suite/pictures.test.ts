import * as vscode from 'vscode';
import { newPageRequest, type NewPageParams, type NewPageResult } from '../../../server/src/lsp/protocol';
import {
  activeExtension,
  openPage,
  placeCaret,
  revertPage,
  seedFindings,
  seedPage,
  faultyPage,
  untilCode,
  untilCodes,
} from './pages';
import { describeInWindow, window } from './window';

/** The ID of one of VS Code's own themes, by how it ends; it differs between releases. */
function themeId(end: string): string {
  const themes: unknown = vscode.extensions.getExtension('vscode.theme-defaults')?.packageJSON.contributes.themes;
  const ids = Array.isArray(themes) ? themes.map((theme: { readonly id?: string }) => theme.id ?? '') : [];
  const id = ids.find(name => name.endsWith(end));
  if (id === undefined) throw new Error(`no ${end} among ${ids.join(', ')}`);
  return id;
}

async function useTheme(end: string): Promise<void> {
  await vscode.workspace
    .getConfiguration('workbench')
    .update('colorTheme', themeId(end), vscode.ConfigurationTarget.Global);
  await vscode.commands.executeCommand('workbench.action.closeSidebar');
  await vscode.commands.executeCommand('notifications.clearAll');
}

for (const kind of ['Dark', 'Light'] as const) {
  const suffix = kind.toLowerCase();
  describeInWindow(`pictures, ${suffix}`, () => {
    before(() => useTheme(`${kind} Modern`));
    afterEach(async () => {
      await window.moveMouseAway();
      await revertPage();
    });

    it('of Problems', async () => {
      const editor = await openPage(faultyPage);
      await untilCode(editor.document, 'malformed-id', true);
      await vscode.commands.executeCommand('workbench.actions.view.problems');
      await window.problems({ withText: 'TT1482' });
      await placeCaret(editor, '# Akira', '');
      await window.screenshot({ name: `problems-${suffix}` });
      await vscode.commands.executeCommand('workbench.action.closePanel');
    });

    it('of a hover', async () => {
      const { document } = await openPage(seedPage);
      await untilCodes(document, seedFindings);
      await window.hover({ line: '* [DLL Side-Loading]', text: 'T1574/002', withText: 'T1574.001' });
      await window.screenshot({ name: `hover-${suffix}` });
    });

    it('of a completion', async () => {
      const editor = await openPage(seedPage);
      await untilCodes(editor.document, seedFindings);
      await placeCaret(
        editor,
        'T1566.001[Spearphishing Attachment] --> M1021',
        'T1566.001[Spearphishing Attachment] --> M1021[Restrict Web-Based Content]',
      );
      await window.press({ keys: ['Enter'] });
      await window.type({ text: 'T1566.001 --> ' });
      await window.suggestions({ withText: 'M1018' });
      await window.screenshot({ name: `completion-${suffix}` });
      await window.press({ keys: ['Escape'] });
    });

    it('of the graph preview', async () => {
      const editor = await openPage(seedPage);
      await untilCodes(editor.document, seedFindings);
      await vscode.commands.executeCommand('attackmark.openPreviewToSide');
      await placeCaret(editor, 'T1190[Exploit Public-Facing Application] --> M1048', 'T1190');
      await window.webviewTexts({ selector: '.node.selected[data-id="T1190"]' });
      await window.screenshot({ name: `graph-${suffix}` });
      await vscode.commands.executeCommand('workbench.action.closeEditorsInOtherGroups');
    });
  });
}

/** Pictures that no document shows, to be looked at when the preview changes. */
for (const [suffix, theme] of [
  ['dark', 'Dark Modern'],
  ['light', 'Light Modern'],
  ['high-contrast', 'High Contrast'],
  ['high-contrast-light', 'High Contrast Light'],
] as const) {
  describeInWindow(`looks of the graph preview, ${suffix}`, () => {
    before(() => useTheme(theme));
    after(() => useTheme('Dark Modern'));
    afterEach(async () => {
      await revertPage();
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    });

    it('with faults', async () => {
      const { document } = await openPage(faultyPage);
      await untilCode(document, 'malformed-id', true);
      await vscode.commands.executeCommand('attackmark.openPreviewToSide');
      await window.webviewTexts({ selector: '.nodes > .node' });
      await window.screenshot({ name: `graph-faults-${suffix}` });
    });

    it('with a group of very many techniques', async () => {
      const { client } = (await activeExtension()).exports;
      const params: NewPageParams = { group: 'G0016', domain: 'enterprise', version: '18.1' };
      const page = await client.sendRequest<NewPageResult>(newPageRequest, params);
      const document = await vscode.workspace.openTextDocument({ language: 'markdown', content: page!.text });
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('attackmark.openPreview');
      await window.webviewTexts({ selector: '.nodes > .node' });
      await window.screenshot({ name: `graph-largest-${suffix}` });
    });
  });
}
