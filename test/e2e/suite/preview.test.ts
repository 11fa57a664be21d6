import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { graphRequest, type GraphModel } from '../../../server/src/lsp/protocol';
import { uriOf } from './files';
import { activeExtension, graphTabs, openPage, revertPage, seedPage } from './pages';
import { until } from './until';
import { describeInWindow, window } from './window';

/** Something that is there as soon as a graph is drawn. */
const picture = '.nodes > .node';

describeInWindow('graph preview', () => {
  let editor: vscode.TextEditor;
  let model: GraphModel;

  beforeEach(async () => {
    editor = await openPage(seedPage);
    model = await modelOf(editor.document);
    await vscode.commands.executeCommand('attackmark.openPreviewToSide');
    await untilDrawn();
  });
  afterEach(async () => {
    await vscode.window.showTextDocument(editor.document, { viewColumn: vscode.ViewColumn.One });
    await revertPage();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('opens beside the page and draws all of its graph', async () => {
    assert.equal(vscode.window.activeTextEditor?.document, editor.document);
    assert.equal(graphTab()?.group.viewColumn, vscode.ViewColumn.Two);
    assert.equal(await count(picture), model.nodes.length);
    assert.equal(await count('.edges > .edge'), model.edges.length);
  });

  it('takes a click on a node to its line', async () => {
    await window.webviewClick({ selector: node('T1190') });
    const { line } = rangeOf('T1190').start;
    await until('the line', () => editor.selection.active.line === line);
  });

  it('takes a click with Ctrl to the side', async () => {
    await window.webviewClick({ selector: node('T1190'), toSide: true });
    await until('an editor beside the preview', () =>
      vscode.window.visibleTextEditors.some(
        shown => shown.document === editor.document && shown.viewColumn === vscode.ViewColumn.Three,
      ),
    );
  });

  it('takes a click on an edge to its line', async () => {
    const index = model.edges.findIndex(({ from, to }) => from === 'T1106' && to === 'M1040');
    await window.webviewClickOnPath({ selector: `.edges > .edge >> nth=${index}`, part: 0.06 });
    await until('the line', () => editor.selection.active.line === model.edges[index]!.range!.start.line);
  });

  it('lights the node under the cursor, and its neighbours', async () => {
    for (const id of ['T1021.004', 'T1106']) {
      const { start } = rangeOf(id);
      editor.selection = new vscode.Selection(start.line, start.character, start.line, start.character);
      const lit = model.edges.filter(({ from, to }) => from === id || to === id).flatMap(({ from, to }) => [from, to]);
      await untilIds('.node.selected', [id]);
      await untilIds('.node.lit', [...new Set(lit)]);
    }
  });

  it('shows an edge as it is typed', async () => {
    const edges = await count('.edges > .edge');
    const { end } = model.edges.findLast(({ from }) => from === 'T1106')!.range!;
    editor.selection = new vscode.Selection(end.line, end.character, end.line, end.character);
    await vscode.commands.executeCommand('workbench.action.focusFirstEditorGroup');
    await vscode.commands.executeCommand('type', { text: '\nT1106[Native API] --> M1017[User Training]' });
    await until('the edge', async () => (await count('.edges > .edge')) === edges + 1);
  });

  it('draws a missing edge in the page at a click', async () => {
    const index = model.edges.findIndex(({ kind, to }) => kind === 'missing' && to === 'M1037');
    await window.webviewClickOnPath({ selector: `.edges > .edge >> nth=${index}`, part: 0.8 });
    const line = 'T1190[Exploit Public-Facing Application] --> M1037[Filter Network Traffic]';
    await until('the line', () => editor.document.getText().includes(line));
    await until('the edge', async () => (await count('.edges > .edge.missing')) === 4);
    await vscode.commands.executeCommand('workbench.action.focusFirstEditorGroup');
    await vscode.commands.executeCommand('undo');
    assert.ok(!editor.document.getText().includes(line));
  });

  it('searches and filters', async () => {
    await window.webviewFill({ selector: '.search', text: 'malicious' });
    await untilIds('.node.found', ['T1204.001', 'T1204.002']);
    await window.webviewFill({ selector: '.search', text: '' });
    await window.webviewClick({ selector: '.chip >> text=Lateral Movement' });
    await untilIds('.node.technique', ['T1021.004']);
  });

  it('follows the editor, unless it is locked', async () => {
    await show('more/G0054.md');
    await until('the other page', () => graphTab()?.label === 'Graph G0054.md');
    await until('its graph', async () => (await caption()).startsWith('Sowbug'));
    await window.webviewClick({ selector: '[aria-label*="lock to this page"]' });
    await until('the lock', () => graphTab()?.label === '[Graph] G0054.md');
    await show(seedPage);
    // A page without a graph is no reason to turn away either; when it has been looked at, so has the one before.
    await show('README.md');
    await vscode.commands.executeCommand('attackmark.openPreviewToSide');
    await until('a second preview', () => graphTabs().length === 2);
    assert.deepEqual(
      graphTabs()
        .map(({ label }) => label)
        .sort(),
      ['Graph README.md', '[Graph] G0054.md'],
    );
  });

  it('is as it was when its tab comes back', async () => {
    await window.webviewFill({ selector: '.search', text: 'user' });
    await window.webviewClick({ selector: '.toolbar [aria-label="Techniques by tactic"]' });
    await window.webviewClick({ selector: node('M1017') });
    await untilIds('.node.selected', ['M1017']);
    const before = await transform();
    // Another tab in front of it.
    const document = await vscode.workspace.openTextDocument(uriOf('README.md'));
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Two, preview: false });
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await untilDrawn();
    await untilIds('.node.selected', ['M1017']);
    assert.equal(await transform(), before);
    assert.equal((await window.webviewTexts({ selector: '.found-count' }))[0], '1 / 2');
    assert.ok((await count('.headings > .heading')) > 3);
  });

  describe('exports', () => {
    for (const format of ['SVG', 'PNG'] as const) {
      it(`${format} into a file beside the page`, async () => {
        await exportAs(format, 'Save…');
        const file = uriOf(`groups/G0098.${format.toLowerCase()}`);
        await window.acceptInput({ withText: file.path });
        const bytes = await until('the file', () => read(file));
        await vscode.workspace.fs.delete(file);
        if (format === 'PNG') {
          assert.ok((await window.pngValues({ base64: Buffer.from(bytes).toString('base64') })) > 50);
        } else {
          const texts = await window.svgTexts({ svg: new TextDecoder().decode(bytes) });
          for (const { attackId } of model.nodes) assert.ok(texts.some(text => text.includes(attackId ?? 'G0098')));
        }
      });
    }

    it('PNG onto the clipboard', async () => {
      await exportAs('PNG', 'Copy');
      const base64 = await until('the picture', async () => (await window.copiedPicture()) || undefined);
      assert.ok((await window.pngValues({ base64 })) > 50);
    });

    it('Mermaid and JSON onto the clipboard', async () => {
      await exportAs('Mermaid', 'Copy');
      await untilClipboard(text =>
        text.startsWith('flowchart LR\ngroup[BlackTech] --> T1566.002[Spearphishing Link]\n'),
      );
      const nodes = await window.mermaidNodes({ text: await vscode.env.clipboard.readText() });
      const drawn = model.nodes.filter(({ ranges }) => ranges.length > 0);
      assert.deepEqual(nodes.sort(), drawn.map(({ id }) => id).sort());
      await exportAs('JSON', 'Copy');
      await untilClipboard(text => text.startsWith('{'));
      assert.deepEqual(JSON.parse(await vscode.env.clipboard.readText()), JSON.parse(JSON.stringify(model)));
    });
  });

  const rangeOf = (id: string) => model.nodes.find(other => other.id === id)!.ranges[0]!;
});

async function modelOf(document: vscode.TextDocument): Promise<GraphModel> {
  const { client, started } = (await activeExtension()).exports;
  await started;
  const uri = client.code2ProtocolConverter.asUri(document.uri);
  return until(
    'the graph',
    async () => (await client.sendRequest<GraphModel | null>(graphRequest, { uri })) ?? undefined,
  );
}

const node = (id: string): string => `.nodes > [data-id="${id}"]`;
const count = (selector: string): Promise<number> => window.webviewCount({ within: picture, selector });
const caption = async (): Promise<string> => (await window.webviewTexts({ selector: '.footer .caption' }))[0] ?? '';

async function transform(): Promise<string> {
  const [style] = await window.webviewAttributes({ within: picture, selector: '.drawing', name: 'style' });
  return style ?? '';
}

async function untilDrawn(): Promise<void> {
  await window.webviewTexts({ selector: picture });
}

/** Waits until the nodes that a selector finds are these. */
async function untilIds(selector: string, expected: readonly string[]): Promise<void> {
  const wanted = [...expected].sort().join();
  await until(`${selector} to be ${wanted}`, async () => {
    const ids = await window.webviewAttributes({ within: picture, selector, name: 'data-id' });
    return ids.sort().join() === wanted;
  });
}

const graphTab = (): vscode.Tab | undefined => graphTabs()[0];

/** Shows another page in place of the one that is edited. */
async function show(path: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uriOf(path));
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One, preview: false });
}

async function exportAs(format: string, target: 'Save…' | 'Copy'): Promise<void> {
  await window.webviewClick({ selector: '[aria-label="Export or copy the graph"]' });
  await window.webviewClick({ selector: `.export-menu label >> text="${format}"` });
  await window.webviewClick({ selector: `.export-menu button >> text="${target}"` });
}

async function read(file: vscode.Uri): Promise<Uint8Array | undefined> {
  try {
    const bytes = await vscode.workspace.fs.readFile(file);
    return bytes.length > 0 ? bytes : undefined;
  } catch {
    return undefined;
  }
}

async function untilClipboard(holds: (text: string) => boolean): Promise<void> {
  await until('the clipboard', async () => holds(await vscode.env.clipboard.readText()));
}
